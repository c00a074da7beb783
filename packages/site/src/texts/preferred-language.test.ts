import { describe, expect, it } from '@jest/globals';
import { preferredLanguage } from './preferred-language';

const available = ['de', 'en', 'pt'];

type Case = readonly [string, string | null, readonly string[], string, string];

describe('the language of a page', () => {
  it.each<Case>([
    ['the first that the browser wants', null, ['de', 'pt'], 'de', 'de'],
    ['with the own way to write numbers', null, ['pt-BR', 'en'], 'pt', 'pt-BR'],
    ['English before another, where it is wanted more', null, ['en-US', 'de'], 'en', 'en-GB'],
    ['the next one where there are no texts in the first', null, ['sv-SE', 'de-AT'], 'de', 'de-AT'],
    ['English where there are texts in none', null, ['sv', 'ja'], 'en', 'en-GB'],
    ['English where nothing is wanted', null, [], 'en', 'en-GB'],
    ['the chosen one before what the browser wants', 'de', ['pt-BR'], 'de', 'de'],
    ['the chosen one, with the own way to write numbers', 'pt', ['en', 'pt-BR'], 'pt', 'pt-BR'],
    ['a choice that there is no more', 'ja', ['de'], 'de', 'de'],
    ['what somebody wrote into the store', '<b>', ['de'], 'de', 'de'],
  ])('is %s', (_, chosen, wanted, language, locale) => {
    expect(preferredLanguage(chosen, wanted, available)).toEqual({ language, locale });
  });
});
