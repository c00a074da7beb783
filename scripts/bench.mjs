/**
 * `npm run bench [-- --json] [-- --write]`: measures the budgets of the product and prints a table, with `--json` an array
 * of `{name, value, unit, budget, ok}` and nothing else. `--write` puts the table into docs/performance.md.
 * `--books` measures the pool's books too, which takes minutes.
 * `npm run bench -- --against FOLDER`: measures the checkout in FOLDER in turns with this one and prints the ratios.
 */

import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { answerHelp } from './help.mjs';
import { ensureBooks, fail, runInForeground, setUp } from './setup.mjs';

answerHelp(import.meta.filename);
// Standard output is for the figures alone.
console.log = console.error;
const args = [];
try {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      write: { type: 'boolean' },
      books: { type: 'boolean' },
      against: { type: 'string' },
    },
  });
  if (values.write && values.against !== undefined) {
    throw new Error('--write is for the figures of this checkout alone, without --against.');
  }
  args.push(
    ...Object.entries(values).flatMap(([name, value]) =>
      value === true ? [`--${name}`] : [`--${name}`, resolve(value)],
    ),
  );
  await setUp();
  if (args.includes('--books')) {
    await ensureBooks();
  }
  process.env.CHROMIUM_BIN = ensureChromium();
} catch (error) {
  fail(error);
}
runInForeground(process.execPath, [
  '--expose-gc',
  '--import',
  'tsx',
  join('packages', 'bench', 'src', 'bench.ts'),
  ...args,
]);
