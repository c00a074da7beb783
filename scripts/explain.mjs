/** `npm run --silent explain -- --rpc URL --json TRANSACTION`: what the Snap would say; see explain.ts. */
import { join } from 'node:path';
import { checkNode, ensureDependencies, fail, root, runInForeground } from './setup.mjs';

// What set-up has to say is no part of the answer.
console.log = console.error;
try {
  checkNode();
  await ensureDependencies();
} catch (error) {
  fail(error);
}
// The Snap's views are JSX of its own kind, which its tsconfig names.
process.env.TSX_TSCONFIG_PATH = join(root, 'packages', 'snap', 'tsconfig.json');
runInForeground(process.execPath, ['--import', 'tsx', join('scripts', 'explain.ts'), ...process.argv.slice(2)]);
