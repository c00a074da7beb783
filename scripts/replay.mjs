/** `npm run --silent replay -- FILE... [--node KIND]`: replays recorded lives of pools with the product's own ledger; see replay.ts. */
import { join } from 'node:path';
import { checkNode, ensureDependencies, fail, runInForeground } from './setup.mjs';

// What set-up has to say is no part of the answer.
console.log = console.error;
try {
  checkNode();
  await ensureDependencies();
} catch (error) {
  fail(error);
}
// Files are named from where the command was given.
const from = process.env.INIT_CWD ?? process.cwd();
runInForeground(process.execPath, ['--import', 'tsx', join('scripts', 'replay.ts'), from, ...process.argv.slice(2)]);
