/** `npm run --silent replay -- FILE...`: replays recorded lives of pools with the product's own ledger; see replay.ts. */
import { join, resolve } from 'node:path';
import { checkNode, ensureDependencies, fail, runInForeground } from './setup.mjs';

// What set-up has to say is no part of the answer.
console.log = console.error;
try {
  checkNode();
  await ensureDependencies();
} catch (error) {
  fail(error);
}
const from = process.env.INIT_CWD ?? process.cwd();
const files = process.argv.slice(2).map((file) => resolve(from, file));
runInForeground(process.execPath, ['--import', 'tsx', join('scripts', 'replay.ts'), ...files]);
