import { describe, expect, test } from '@jest/globals';

import { readOriginal, readTrace, readTraceText, traceNames } from './trace';
import type { Trace } from './trace';
import { replayTrace } from './trace-replay';

const validatorsRoot = 'setValidatorsRoot';
const badSignatures = 'keeperUpdateRewards: bad signatures';

describe('a replay of what happened to the real contracts', () => {
  test('agrees with version 1 in every status, log, revert reason and wei', async () => {
    const { replayed, leftOut, comparisons, differences } = await replayTrace(readTrace('fox-v1-a'));
    expect(differences).toEqual([]);
    expect(comparisons).toBe(30_658);
    expect(replayed).toBe(257);
    expect(leftOut).toEqual([validatorsRoot, badSignatures, ...Array<string>(4).fill(validatorsRoot)]);
  });

  test('agrees with version 2 in every status, log, revert reason and wei', async () => {
    const { replayed, leftOut, comparisons, differences } = await replayTrace(readTrace('fox-v2-a'));
    expect(differences).toEqual([]);
    expect(comparisons).toBe(24_309);
    expect(replayed).toBe(262);
    expect(leftOut).toEqual([badSignatures]);
  });

  test('reports each figure that differs by a single wei', async () => {
    const trace = readTrace('fox-v1-a');
    const steps = structuredClone(trace.steps.slice(0, 40)) as Mutable<Trace['steps']>;
    const deposit = steps[3];
    const harvest = steps[39];
    if (!deposit?.state || !harvest?.state) {
      throw new Error('The steps of the trace are not where they were');
    }
    deposit.state.totalAssets = String(BigInt(deposit.state.totalAssets) + 1n);
    harvest.state.queue.unclaimedAssets = String(BigInt(harvest.state.queue.unclaimedAssets) - 1n);
    const { differences } = await replayTrace({ ...trace, steps });
    expect(differences.map((difference) => difference.split(':')[0])).toEqual([
      'step 3 totalAssets',
      'step 39 unclaimed assets',
    ]);
  });
});

describe('the recorded traces', () => {
  test.each(traceNames)('%s equals its original where that is present', (name) => {
    const original = readOriginal(`traces/${name}.json`);
    const copy = readTraceText(name);
    expect(original === null || original === copy).toBe(true);
    expect((JSON.parse(copy) as { schema: string }).schema).toBe('fox-trace-1');
  });
});

type Mutable<T> = T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T;
