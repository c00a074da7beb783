/** `npm run devnet -- [options]`: the same as `npm start`, with options; `--help` lists them. */
import { fail, startDevnet } from './setup.mjs';

await startDevnet(process.argv.slice(2)).catch(fail);
