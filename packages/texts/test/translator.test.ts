import { describe, expect, it } from '@jest/globals';
import { compileArea, MessageError } from '../src/compiler/compile';
import { compileAll, readSources } from '../src/compiler/files';
import { languageOf, parseCatalog } from '../src/languages';
import { createSiteTranslator } from '../src/site';
import { createSnapTranslator } from '../src/snap';
import { createTranslator } from '../src/translator';
import { join } from 'node:path';

describe('t', () => {
  const { t } = createSnapTranslator('en');

  it('puts values in as they are: they are not filled in again', () => {
    const amount = '{amount} $& {other} \\u0041 <b>';
    expect(t('stakeTitle', { amount })).toBe(`Stake ${amount}`);
  });

  it('counts', () => {
    expect(t('openExits', { count: 1 })).toBe('You already have 1 open exit.');
    expect(t('openExits', { count: 1_234 })).toBe('You already have 1,234 open exits.');
  });

  it('does not compile without what a message takes, or with more', () => {
    // @ts-expect-error: an argument is missing.
    expect(() => t('stakeTitle')).not.toThrow(TypeError);
    // @ts-expect-error: an argument has another name.
    t('stakeTitle', { sum: '1 ETH' });
    // @ts-expect-error: the message takes nothing.
    t('account', { amount: '1 ETH' });
    // @ts-expect-error: there is no such message.
    t('stakeHeadline');
    // @ts-expect-error: a number is wanted.
    t('openExits', { count: '1' });
    // @ts-expect-error: it is the site's.
    t('frame.skip');
    expect(createSiteTranslator('en').t('frame.skip')).toBe('Skip to the content');
  });
});

describe('rich', () => {
  it('gives the parts of a message in order, with what is made of its tags', () => {
    const { rich } = createTranslator('en', compileArea({ rich: 'Read <link>the {what}</link> first.' }));
    const make = (parts: unknown[]): object => ({ link: parts });
    const parts = (rich as unknown as (key: string, values: object) => unknown)('rich', { what: 'docs', link: make });
    expect(parts).toEqual(['Read ', { link: ['the docs'] }, ' first.']);
  });
});

describe('a message', () => {
  it.each([
    ['an open brace', 'Stake {amount'],
    ['a plural without other', '{count, plural, one {# exit}}'],
    ['an open tag', 'Read <link>this'],
    ['one argument of two kinds', '{count, plural, other {# exits}} of {count}'],
    ['a time, which would be of the wrong zone', 'until {day, date}'],
  ])('with %s is refused by its name', (_, message) => {
    expect(() => compileArea({ good: 'Stake', bad: message })).toThrow(MessageError);
    expect(() => compileArea({ good: 'Stake', bad: message })).toThrow(/^bad: /u);
  });
});

describe('another language', () => {
  /** English with letters of other shapes, and two fifths longer, as some languages are. */
  const pseudo = (message: string): string => {
    const letters: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú' };
    // What stands between braces and tags is not text, save within plurals: there the words outside are enough.
    let depth = 0;
    const text = Array.from(message, (letter) => {
      depth += '{<'.includes(letter) ? 1 : '}>'.includes(letter) ? -1 : 0;
      return depth === 0 ? (letters[letter] ?? letter) : letter;
    });
    return `${text.join('')} ${'~'.repeat(Math.ceil(message.length * 0.4))}`;
  };
  const english = readSources(join(__dirname, '..', 'messages')).get('en') ?? new Map<string, object>();
  const areas = new Map(
    [...english].map(([area, texts]) => [
      area,
      Object.fromEntries(Object.entries(texts as Record<string, string>).map(([key, text]) => [key, pseudo(text)])),
    ]),
  );
  const files = compileAll(
    new Map([
      ['en', english as never],
      ['xx', areas],
    ]),
  );

  it('comes as a file for each product, and is nowhere in the bundles', () => {
    const snap = createSnapTranslator('de', parseCatalog(files.get('../snap/texts/xx.json') ?? ''));
    expect(snap.t('stakeTitle', { amount: '1 ETH' })).toMatch(/^Stáké 1 ETH ~+$/u);
    expect(snap.t('openExits', { count: 2 })).toMatch(/^You already have 2 open exits\. ~+$/u);
    const site = createSiteTranslator('de', {}, parseCatalog(files.get('../site/src/texts/catalogs/xx.json') ?? ''));
    expect(site.t('frame.skip')).toMatch(/^Skíp tó thé cóntént ~+$/u);
    expect(files.get('../snap/texts/xx.json')).not.toContain('frame.skip');
  });

  it('says in English what it lacks', () => {
    const { t } = createSnapTranslator('de', parseCatalog('{ "account": "Konto" }'));
    expect([t('account'), t('pool')]).toEqual(['Konto', 'Pool']);
  });

  it.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['xx', 'xx'],
    ['xx-Latn-YY', 'xx'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['zh-Hans-CN', 'en'],
    ['', 'en'],
    ['constructor', 'en'],
  ])('for %s is %s', (locale, language) => {
    expect(languageOf(locale, ['en', 'xx', 'zh-Hant'])).toBe(language);
  });
});
