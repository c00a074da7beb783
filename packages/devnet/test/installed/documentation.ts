import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/paths';

/** The code of a page of the documentation whose first line is a comment with this name. */
export function codeOf(page: string, name: string): string {
  const text = readFileSync(join(repositoryRoot, page), 'utf8');
  const found = [...text.matchAll(/^```\w+\n(?<code>[^]*?)^```$/gmu)]
    .map(({ groups }) => groups?.['code'] ?? '')
    .find((code) => code.startsWith(`// ${name}\n`));
  if (found === undefined) {
    throw new Error(`${page} has no code that begins with "// ${name}".`);
  }
  return found;
}
