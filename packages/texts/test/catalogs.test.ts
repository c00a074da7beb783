import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { alwaysGiven, argumentsOf, compileArea, type ArgumentKind, type Messages } from '../src/compiler/compile';
import { compileAll, noteKey, readSources, sourceLanguage } from '../src/compiler/files';
import { siteLanguages, snapLanguages } from '../src/generated/messages';
import { createTranslator } from '../src/translator';

const folder = join(__dirname, '..');
const sources = readSources(join(folder, 'messages'));
const english: ReadonlyMap<string, Messages> = sources.get(sourceLanguage) ?? new Map<string, Messages>();

/** Areas that are shown on pages alone, which have more room than the wallet. */
const ofSite = ['site', 'pools', 'help', 'governance', 'sequencers'];

/** Every message with where it stands. */
const messages = [...sources].flatMap(([language, areas]) =>
  [...areas].flatMap(([area, texts]) =>
    Object.entries(texts).map(([key, message]) => ({ language, area, key, message })),
  ),
);

/** The code that shows texts, tests left out. */
const code = ['texts/src', 'snap/src', 'react/src', 'site/src', 'devnet/src', 'bench/src', '../scripts']
  .flatMap((path) => {
    const root = join(folder, '..', path);
    return (readdirSync(root, { recursive: true }) as string[])
      .filter((file) => /(?<!\.test)\.tsx?$/u.test(file) && !file.startsWith('generated'))
      .map((file) => readFileSync(join(root, file), 'utf8'));
  })
  .join('\n');

function samplesOfKind(kind: ArgumentKind): readonly unknown[] {
  switch (kind) {
    case 'text':
      return ['1.5 ETH'];
    case 'number':
      return [0, 1, 2, 5, 21, 1_000];
    case 'tag':
      return [(parts: unknown[]) => parts.join('')];
    default:
      return kind;
  }
}

/** All ways to fill a message in: each name of a select, and counts of every plural form. */
function samplesOf(message: string): Record<string, unknown>[] {
  let samples: Record<string, unknown>[] = [{}];
  for (const [name, kind] of argumentsOf(message)) {
    samples = samples.flatMap((sample) => samplesOfKind(kind).map((value) => ({ ...sample, [name]: value })));
  }
  return samples;
}

/** A message by its place, and what is wrong with it. */
type Finding = readonly [place: string, text: string];

/** What a message says with all its samples. */
function filledIn(language: string, message: string): string[] {
  const { t } = createTranslator(language, compileArea({ message }));
  const translate = t as unknown as (key: string, values: object) => unknown;
  return samplesOf(message).map((values) => String(translate('message', values)));
}

describe('what is compiled', () => {
  it.each([...compileAll(sources)])('%s is that of the messages: run `npm run texts`', (path, content) => {
    expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
  });

  it('knows every language of the Snap, and those of the site that have all its texts', () => {
    expect(snapLanguages).toEqual([...sources.keys()]);
    expect(siteLanguages).toEqual([...sources].flatMap(([language, areas]) => (areas.has('site') ? [language] : [])));
  });
});

describe('translations', () => {
  const page = readFileSync(join(folder, '../../docs/languages.md'), 'utf8');
  const told = new Map(
    [...page.matchAll(/^\|[^|]+\| `([\w-]+)` \| (.+) \|$/gmu)].map(([, code, review]) => [code, review]),
  );

  it('are told in the docs, each', () => {
    expect([...told.keys()].sort()).toEqual([...sources.keys()]);
  });

  it.each([...sources].filter(([language]) => language !== sourceLanguage))(
    'in %s say who has reviewed them, as the docs do',
    (language, areas) => {
      for (const area of areas.keys()) {
        const file = readFileSync(join(folder, 'messages', language, `${area}.json`), 'utf8');
        expect((JSON.parse(file) as Record<string, string>)[noteKey]).toBe(told.get(language));
      }
    },
  );
});

describe('messages', () => {
  it('are all in use', () => {
    const unused = [...english.values()].flatMap(Object.keys).filter((key) => !code.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });

  it('have a name each, whatever their area', () => {
    const keys = [...english.values()].flatMap(Object.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it.each([...english])('of %s are in the order of their names', (_, texts) => {
    const keys = Object.keys(texts);
    expect(keys).toEqual([...keys].sort((a, b) => a.localeCompare(b, 'en')));
  });

  it.each([...sources])('in %s are those in English, and take the same', (_, areas) => {
    for (const [area, texts] of english) {
      const own = areas.get(area) ?? {};
      expect(Object.keys(own).sort()).toEqual(Object.keys(texts).sort());
      const named = (text = ''): unknown =>
        [...argumentsOf(text)].filter(([name]) => !alwaysGiven.includes(name)).sort(([a], [b]) => a.localeCompare(b));
      for (const [key, message] of Object.entries(texts)) {
        expect([key, named(own[key])]).toEqual([key, named(message)]);
      }
    }
  });

  // One test for all: a test of its own for each of the thousands costs more than what it looks at.
  it('can be filled in, each', () => {
    const wrong = messages.flatMap(({ language, area, key, message }) =>
      filledIn(language, message)
        .filter((text) => /[{}]|undefined|\[object/u.test(text) || text.trim() !== text || text === '')
        .map((text): Finding => [`${language} ${area} ${key}`, text]),
    );
    expect(wrong).toEqual([]);
  });
});

describe('English', () => {
  const shown = messages.filter(({ language }) => language === sourceLanguage);

  it('is plain', () => {
    const unlike = [
      /\b(tickets?|checkpoints?|harvest\w*|vaults?|APY)\b/iu,
      /\b(?:can|do|does|is|are|was|were|could|would|has|have|did|will) not\b|\bcannot\b/iu,
      /!/u,
    ];
    const wrong = shown
      .filter(({ message }) => unlike.some((pattern) => pattern.test(message)))
      .map(({ key, message }): Finding => [key, message]);
    expect(wrong).toEqual([]);
  });

  it('is short in the wallet', () => {
    const wrong = shown
      .filter(({ area }) => !ofSite.includes(area))
      .flatMap(({ key, message }) => {
        const sentences = filledIn(sourceLanguage, message).flatMap((text) => text.split(/(?<=[.:?!]) /u));
        const long = sentences.filter(({ length }) => length > 95);
        return [...long, ...(/\bshares?\b/iu.test(message) ? [message] : [])].map((text): Finding => [key, text]);
      });
    expect(wrong).toEqual([]);
  });
});
