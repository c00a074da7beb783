/** `npm start`: everything that is needed, then the chain, the pool, the Snap's server and the site. */
import { fail, startDevnet } from './setup.mjs';

await startDevnet(process.argv.slice(2)).catch(fail);
