/** The command line of `npm run explain`; see explain-command.ts. */
import { readFileSync } from 'node:fs';
import { runExplain } from './explain-command';

const { code, out, err } = await runExplain(process.argv.slice(2), () => readFileSync(0, 'utf8'));
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = code;
