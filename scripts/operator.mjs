/** `npm run operator -- <command>`: runs the pool of a running devnet. Without a command: the list of commands. */
import { checkNode, ensureDependencies, fail, runDevnet } from './setup.mjs';

try {
  checkNode();
  await ensureDependencies();
} catch (error) {
  fail(error);
}
runDevnet(['operator', ...process.argv.slice(2)]);
