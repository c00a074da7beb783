import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readRecord } from '../trace-checks';
import { loadLockingTrace, logsOf, toLockingTrace, type LockingState, type LockingTrace } from './locking-trace';
import { replayLocking } from './replay-locking';

/** A trace with the first steps of the pool, and nothing of the other parts. */
function upTo(last: number): LockingTrace {
  const { steps, newerPool, sequencerSet, ...rest } = loadLockingTrace();
  return structuredClone({
    ...rest,
    steps: steps.slice(0, last + 1),
    newerPool: { ...newerPool, steps: [] },
    sequencerSet: { ...sequencerSet, steps: [] },
  });
}

const stateOf = ({ steps }: LockingTrace): LockingState =>
  steps.findLast(({ state }) => state !== null && !('unchanged' in state))?.state as LockingState;

describe('the recorded life of the sequencer pool', () => {
  it('comes out as recorded, to the wei, with every reason, on both codes and on the L2', async () => {
    const { states, figures, differences } = await replayLocking(loadLockingTrace());
    expect(differences).toEqual([]);
    expect(states).toBe(346);
    expect(figures).toBeGreaterThan(85_000);
  }, 60_000);

  it('equals its original where that is present', () => {
    const original = join(__dirname, '../../../../../shared/traces/metis-locking-a.json');
    const isSame = !existsSync(original) || JSON.stringify(readRecord(original)) === JSON.stringify(loadLockingTrace());
    expect(isSame).toBe(true);
  });
});

describe('a replay of the sequencer pool', () => {
  /** The first step has a reward of a signer who is listed twice, and the last a compounded and a paid in amount. */
  const last = 66;

  async function differencesAfter(change: (trace: LockingTrace) => void, steps = last): Promise<string[]> {
    const trace = upTo(steps);
    change(trace);
    const { differences } = await replayLocking(trace);
    return [...new Set(differences.map(({ field }) => field))];
  }

  it.each<[string, string, (trace: LockingTrace) => void]>([
    ['a reward', 'reward of 1 by logs', (trace) => ((stateOf(trace).sequencers[1] as { reward: string }).reward = '5')],
    ['a stake', 'amount of 3 by logs', (trace) => ((stateOf(trace).sequencers[3] as { amount: string }).amount = '5')],
    ['what was paid in', 'paidIn of 1', (trace) => ((stateOf(trace).truth[1] as { paidIn: string }).paidIn = '5')],
    ['what was earned', 'earned of 3', (trace) => ((stateOf(trace).truth[3] as { earned: string }).earned = '5')],
    ['the total', 'total locked by logs', (trace) => (stateOf(trace).info.totalLocked = '5')],
    ['a reason', 'relock1 of 1', (trace) => ((stateOf(trace).can[1] as { relock1: string }).relock1 = 'NotSeqOwner()')],
    ['an offer', 'unlock of 3', (trace) => ((stateOf(trace).can[3] as { unlock: string }).unlock = 'SeqNotActive()')],
    ['ether that is lost', 'ether lost in LockingPool', (trace) => (stateOf(trace).eth.pool = '1')],
  ])('notices when %s was recorded otherwise', async (_, field, change) => {
    expect(await differencesAfter(change)).toContain(field);
  });

  it('notices a log that is missing, and says that the history has a hole', async () => {
    const fields = await differencesAfter(({ steps }) => steps[66]?.logs.pop());
    expect(fields).toContain('what the history lacks');
  });

  it('notices calldata of a batch that does not explain its reward', async () => {
    const fields = await differencesAfter(({ steps }) => {
      const batch = steps.find(({ action, tx }) => action.type === 'batchSubmitRewards' && tx.status === 1);
      Object.assign(batch?.tx ?? {}, { input: '0x' });
    });
    expect(fields).toContain('rewards explained by calldata');
    expect(fields).toContain('earned of 1');
  });

  it('knows which code refuses exits by the address behind the proxy', async () => {
    const trace = upTo(34);
    trace.contracts.lockingPoolImplementation = '0x00000000000000000000000000000000000000Aa';
    const { differences } = await replayLocking(trace);
    expect([...new Set(differences.map(({ expected }) => expected))]).toEqual(['Error("BFT restriction")']);
  });

  it('refuses what is no trace of the format', () => {
    expect(() => toLockingTrace({ schema: 'fox-trace-1' })).toThrow('metis-locking-trace-1');
    const trace = upTo(3);
    (trace.steps[0]?.tx as { value: string }).value = '0x1';
    expect(() => toLockingTrace(trace)).toThrow('trace.steps[0].tx.value is not an amount');
  });

  it('takes logs for those of their transaction', () => {
    const step = upTo(1).steps[1];
    const [log] = step ? logsOf(step) : [];
    expect(log).toMatchObject({ blockNumber: step?.tx.blockNumber, transactionHash: step?.tx.hash });
  });
});
