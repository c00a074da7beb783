/**
 * `npm run test:long`: the random tests with as many runs as prove something: lives of the pool, honest transactions and
 * senseless ones. It takes about five minutes on two cores; `npm test` makes a share of these runs.
 */
import { fail, runInForeground, setUp } from './setup.mjs';

try {
  await setUp(['contracts', 'snap']);
} catch (error) {
  fail(error);
}
process.env.TEST_LONG = '1';
const files = ['ledger-property', 'insight-honest', 'insight-fuzz', 'typed-data'];
runInForeground(process.platform === 'win32' ? 'npx.cmd' : 'npx', ['jest', ...files]);
