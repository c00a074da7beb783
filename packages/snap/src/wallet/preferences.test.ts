import { describe, expect, it } from '@jest/globals';
import { readPreferences } from './preferences';

describe('preferences', () => {
  it.each([
    [
      { locale: 'de', currency: 'eur' },
      { locale: 'de', currency: 'EUR' },
    ],
    [
      { locale: 'pt_BR', currency: 'USD' },
      { locale: 'pt-BR', currency: 'USD' },
    ],
    [
      { locale: 'not a locale', currency: 'sats' },
      { locale: 'en', currency: 'USD' },
    ],
    [
      { locale: 5, currency: null },
      { locale: 'en', currency: 'USD' },
    ],
    [{}, { locale: 'en', currency: 'USD' }],
    [null, { locale: 'en', currency: 'USD' }],
  ])('%j become %j', async (answer, expected) => {
    expect(await readPreferences(async () => Promise.resolve(answer))).toEqual(expected);
  });

  it('are the defaults when the wallet does not tell', async () => {
    const refused = readPreferences(async () => Promise.reject(new Error('no permission')));
    expect(await refused).toEqual({ locale: 'en', currency: 'USD' });
  });
});
