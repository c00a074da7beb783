import { describe, expect, it } from '@jest/globals';
import { readPreferences } from './preferences';

describe('preferences', () => {
  it.each([
    [
      { locale: 'de', currency: 'eur' },
      { locale: 'de', currency: 'EUR', showsTestnets: false },
    ],
    [
      { locale: 'pt_BR', currency: 'USD', showTestnets: true },
      { locale: 'pt-BR', currency: 'USD', showsTestnets: true },
    ],
    [
      { locale: 'not a locale', currency: 'sats' },
      { locale: 'en', currency: 'USD', showsTestnets: false },
    ],
    [
      { locale: 5, currency: null },
      { locale: 'en', currency: 'USD', showsTestnets: false },
    ],
    [{}, { locale: 'en', currency: 'USD', showsTestnets: false }],
    [null, { locale: 'en', currency: 'USD', showsTestnets: false }],
  ])('%j become %j', async (answer, expected) => {
    expect(await readPreferences(async () => Promise.resolve(answer))).toEqual(expected);
  });

  it('are the defaults when the wallet does not tell', async () => {
    const refused = readPreferences(async () => Promise.reject(new Error('no permission')));
    expect(await refused).toEqual({ locale: 'en', currency: 'USD', showsTestnets: false });
  });
});
