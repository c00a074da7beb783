/** `npm run devnet -- [options]`: the same as `npm start`, with options; `--help` lists them. */
import { fail, runDevnet, setUp } from './setup.mjs';

const args = process.argv.slice(2);
const asksForHelp = args.some((arg) => ['-h', '--help', 'help'].includes(arg));
await setUp(asksForHelp ? [] : undefined).catch(fail);
runDevnet(args);
