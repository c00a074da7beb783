import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/paths';

/** The codes of a page of the documentation whose first line is a comment with a file's name, by that name. */
export function codesOf(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(repositoryRoot, page), 'utf8');
  const codes = [...text.matchAll(/^```\w+\n(?<code>\/\/ (?<name>\S+)\n[^]*?)^```$/gmu)];
  return new Map(codes.map(({ groups }) => [groups?.['name'] ?? '', groups?.['code'] ?? '']));
}

/** The one of a name. */
export function codeOf(page: string, name: string): string {
  const found = codesOf(page).get(name);
  if (found === undefined) {
    throw new Error(`${page} has no code that begins with "// ${name}".`);
  }
  return found;
}

/** An example of a function, as its comment has it. */
export type Example = {
  readonly name: string;
  readonly code: string;
  /** What each `console.log` prints, as the comment behind it says; `undefined` where it says nothing. */
  readonly prints: readonly (string | undefined)[];
};

/**
 * The examples of functions of an installed package, from its declarations.
 * @throws Error for a function that has none.
 */
export function examplesOf(packageFolder: string, names: readonly string[]): Example[] {
  const folder = join(packageFolder, 'dist');
  const declarations = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  return names.map((name) => {
    const declared = new RegExp(
      `/\\*\\*(?<comment>(?:(?!\\*/)[^])*)\\*/\\nexport declare (?:function|const) ${name}\\b`,
      'u',
    );
    const comment = declared.exec(declarations)?.groups?.['comment'] ?? '';
    const block = /@example\s+\* ```ts\n(?<lines>[^]*?)\n \* ```/u.exec(comment)?.groups?.['lines'];
    if (block === undefined) {
      throw new Error(`${name} has no example in its comment.`);
    }
    const code = block.replace(/^ \* ?/gmu, '');
    const prints = [...code.matchAll(/console\.log\(.*\);(?: \/\/ (?<text>.*))?$/gmu)].map(
      ({ groups }) => groups?.['text'],
    );
    return { name, code, prints };
  });
}
