import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileArea, typesOfArea, type Messages } from './compile';

/** The language that the texts are written in first; every other one has the same messages. */
export const sourceLanguage = 'en';

/** Languages by folder, and in each the messages by area. */
export type Sources = ReadonlyMap<string, ReadonlyMap<string, Messages>>;

/** Areas whose texts a product shows beside its own. */
const shared = ['common', 'reasons'];

/** Where a product takes the texts of other languages from: one file a language, read when it is wanted. */
const products = [
  { areas: ['snap', 'home'], folder: '../snap/texts' },
  { areas: ['site'], folder: '../site/static/texts' },
];

/** Reads all that translators wrote. */
export function readSources(folder: string): Sources {
  const areasOf = (language: string): ReadonlyMap<string, Messages> =>
    new Map(
      readdirSync(join(folder, language))
        .sort()
        .map((file) => [
          basename(file, '.json'),
          JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as Messages,
        ]),
    );
  return new Map(
    readdirSync(folder)
      .sort()
      .map((language) => [language, areasOf(language)]),
  );
}

const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** One message a line, so that a change of one shows as one. */
function toJson(catalog: object): string {
  const lines = Object.entries(catalog).map(
    ([name, message]) => `  ${JSON.stringify(name)}: ${JSON.stringify(message)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

const notice = '// Written by `npm run texts` from the messages; do not edit.';

function typesFile(languages: readonly string[], areas: ReadonlyMap<string, Messages>): string {
  const names = [...areas.keys()];
  return [
    notice,
    "import type { Tag } from '../translator';\n",
    'export type { Tag };\n',
    `export const languages: readonly string[] = [${languages.map((language) => `'${language}'`).join(', ')}];\n`,
    ...[...areas].map(([area, messages]) => typesOfArea(`${capitalized(area)}Messages`, messages)),
    `export type MessagesByArea = {\n${names.map((area) => `  readonly ${area}: ${capitalized(area)}Messages;`).join('\n')}\n};\n`,
    `export type Messages = ${names.map((area) => `${capitalized(area)}Messages`).join(' & ')};\n`,
  ].join('\n');
}

/**
 * Everything that is compiled from the messages, by path in this package: English by area, to be bundled, with the types
 * of the arguments; of each other language one file a product.
 * @throws MessageError for an ill-formed message.
 */
export function compileAll(sources: Sources): Map<string, string> {
  const english = sources.get(sourceLanguage);
  if (!english) {
    throw new Error(`There are no messages in ${sourceLanguage}.`);
  }
  const files = new Map([['src/generated/messages.ts', typesFile([...sources.keys()], english)]]);
  for (const [area, messages] of english) {
    // As a module: every tool that runs this code takes one, JSON not.
    const catalog = toJson(compileArea(messages)).trimEnd();
    files.set(`src/generated/${sourceLanguage}/${area}.ts`, `${notice}\nexport default ${catalog};\n`);
  }
  for (const [language, areas] of sources) {
    for (const { areas: own, folder } of language === sourceLanguage ? [] : products) {
      const catalogs = [...shared, ...own].map((name) => compileArea(areas.get(name) ?? {}));
      files.set(`${folder}/${language}.json`, toJson(Object.assign({}, ...catalogs) as object));
    }
  }
  return files;
}
