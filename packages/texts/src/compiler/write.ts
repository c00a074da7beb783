/** Compiles the messages; what has not changed is left as it is. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileAll, readSources } from './files';

const folder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

for (const [path, content] of compileAll(readSources(join(folder, 'messages')))) {
  const file = join(folder, path);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
