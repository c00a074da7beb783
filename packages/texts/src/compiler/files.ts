import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileArea, typesOfArea, type Messages } from './compile';

/** The language that the texts are written in first; every other one has the same messages. */
export const sourceLanguage = 'en';

/** Languages by folder, and in each the messages by area. */
export type Sources = ReadonlyMap<string, ReadonlyMap<string, Messages>>;

/** Areas whose texts a product shows beside its own. */
const shared = ['common', 'reasons', 'votes'];

/** Where a product takes the texts of other languages from: one file a language, read when it is wanted. */
const products = [
  { name: 'snap', areas: [...shared, 'snap', 'home'], folder: '../snap/texts' },
  {
    name: 'site',
    areas: [...shared, 'site', 'pools', 'help', 'governance', 'sequencers'],
    folder: '../site/src/texts/catalogs',
  },
];

type Product = (typeof products)[number];

/** The languages in which all of a product's texts are written: one that lacks an area would be half in English. */
function languagesOf({ areas }: Product, sources: Sources): string[] {
  return [...sources].flatMap(([language, own]) => (areas.every((area) => own.has(area)) ? [language] : []));
}

/** What a file says of itself, and not to people: who has reviewed a translation. */
export const noteKey = '@review';

function readMessages(file: string): Messages {
  const entries = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Messages);
  return Object.fromEntries(entries.filter(([key]) => key !== noteKey));
}

/** Reads all that translators wrote. */
export function readSources(folder: string): Sources {
  const areasOf = (language: string): ReadonlyMap<string, Messages> =>
    new Map(
      readdirSync(join(folder, language))
        .sort()
        .map((file) => [basename(file, '.json'), readMessages(join(folder, language, file))]),
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

function typesFile(sources: Sources, areas: ReadonlyMap<string, Messages>): string {
  const names = [...areas.keys()];
  return [
    notice,
    "import type { Tag } from '../translator';\n",
    'export type { Tag };\n',
    ...products.map((product) => {
      const languages = languagesOf(product, sources).map((language) => `'${language}'`);
      return `export const ${product.name}Languages: readonly string[] = [${languages.join(', ')}];\n`;
    }),
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
  const files = new Map([['src/generated/messages.ts', typesFile(sources, english)]]);
  for (const [area, messages] of english) {
    // As a module: every tool that runs this code takes one, JSON not.
    const catalog = toJson(compileArea(messages)).trimEnd();
    const code = `import type { Catalog } from '../../translator';\n\nconst texts: Catalog = ${catalog};\nexport default texts;\n`;
    files.set(`src/generated/${sourceLanguage}/${area}.ts`, `${notice}\n${code}`);
  }
  for (const product of products) {
    for (const language of languagesOf(product, sources).filter((each) => each !== sourceLanguage)) {
      const catalogs = product.areas.map((name) => compileArea(sources.get(language)?.get(name) ?? {}));
      files.set(`${product.folder}/${language}.json`, toJson(Object.assign({}, ...catalogs) as object));
    }
  }
  return files;
}
