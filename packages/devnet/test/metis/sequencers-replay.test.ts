import { describe, expect, test } from '@jest/globals';

import { readLockingTrace, replayPool, replaySet } from './sequencers-replay';

describe('a replay of what happened to the real contracts of the sequencer pool', () => {
  const trace = readLockingTrace();

  test('agrees with the pool of Ethereum in every status, log, revert reason, offer and wei', async () => {
    const { transactions, comparisons, differences } = await replayPool(trace, 'LockingPool');
    expect(differences).toEqual([]);
    expect([transactions, comparisons > 15_000]).toEqual([251, true]);
  }, 120_000);

  test('agrees with the newer pool of Sepolia', async () => {
    const { transactions, comparisons, differences } = await replayPool(trace.newerPool, 'LockingPoolNewer');
    expect(differences).toEqual([]);
    expect([transactions, comparisons > 3_000]).toEqual([70, true]);
  }, 60_000);

  test('agrees with the set of sequencers of the L2', async () => {
    const { transactions, comparisons, differences } = await replaySet(trace.sequencerSet);
    expect(differences).toEqual([]);
    expect([transactions, comparisons > 1_000]).toEqual([33, true]);
  }, 60_000);

  test('tells both codes of the pool apart', async () => {
    const steps = trace.newerPool.steps.slice(0, 52);
    const { differences } = await replayPool({ ...trace.newerPool, steps }, 'LockingPool');
    expect(differences.filter((each) => each.startsWith('step 50 (unlock) status'))).toHaveLength(1);
  }, 60_000);
});
