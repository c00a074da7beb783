/**
 * `npm run bench [-- --json] [-- --write]`: measures the budgets of the product and prints a table, with `--json` an array
 * of `{name, value, unit, budget, ok}` and nothing else. `--write` puts the table into docs/performance.md.
 */
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { fail, runInForeground, setUp } from './setup.mjs';

// Standard output is for the figures alone.
console.log = console.error;
const known = ['--json', '--write'];
const args = process.argv.slice(2);
const stranger = args.find((arg) => !known.includes(arg));
try {
  if (stranger !== undefined) {
    throw new Error(`${stranger} is not an option here; there are ${known.join(' and ')}.`);
  }
  await setUp();
  process.env.CHROMIUM_BIN = ensureChromium();
} catch (error) {
  fail(error);
}
runInForeground(process.execPath, ['--expose-gc', '--import', 'tsx', join('scripts', 'bench.ts'), ...args]);
