/**
 * A devnet in a process of its own, for the browser tests: `tsx devnet-process.ts <pool version>`. It prints one line of
 * JSON with its addresses; `stop-chain` on its input ends the chain alone, and the end of its input ends all of it, so
 * that nothing outlives the test run.
 */
import { createInterface } from 'node:readline';
import { launchDevnet } from '@pooled-staking/devnet';

const devnet = await launchDevnet({ poolVersion: process.argv[2] === '2' ? 2 : 1 });
const { chainUrl, httpUrl, snapUrl } = devnet;
process.stdout.write(`${JSON.stringify({ chainUrl, httpUrl, snapUrl })}\n`);

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (line === 'stop-chain') {
    void devnet.anvil.stop().then(() => process.stdout.write('stopped\n'));
  }
});
lines.on('close', () => {
  void devnet.stop().then(() => process.exit(0));
});
