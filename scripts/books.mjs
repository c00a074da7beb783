/**
 * `npm run books -- --rpc URL`: keeps the books of a whole pool; see docs/books.md. The indexer has dependencies and a lock of
 * its own, which are installed on first use: nobody else waits for them.
 */
import { join } from 'node:path';
import { checkNode, ensureBooks, ensureDependencies, fail, root, runInForeground } from './setup.mjs';

// Standard output is for the report alone.
console.log = console.error;
const args = process.argv.slice(2);
try {
  checkNode();
  await ensureDependencies();
  // What makes no sense is refused before anything is installed.
  const { tsImport } = await import('tsx/esm/api');
  const { parseOptions } = await tsImport('../packages/books/src/options.ts', import.meta.url);
  if (parseOptions(args).command === 'run') {
    await ensureBooks();
  }
} catch (error) {
  fail(error);
}
runInForeground(process.execPath, ['--import', 'tsx', join('packages', 'books', 'src', 'cli.ts'), ...args]);
