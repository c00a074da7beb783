/** `npm start`: everything that is needed, then the chain, the pool, the Snap's server and the site. */
import { fail, runDevnet, setUp } from './setup.mjs';

await setUp().catch(fail);
runDevnet(process.argv.slice(2));
