import { describe, expect, it } from '@jest/globals';
import { decodeEvents, type PoolEvent } from '../src/protocols/stakewise/vault/events';
import { placeCheckpoints } from '../src/protocols/stakewise/exit-queue/queue-history';
import { rewardPoints } from '../src/protocols/stakewise/ledger/reward-points';
import { rewardsByPeriod, startOfPeriod, type Interval } from '../src/rewards/periods';
import { replayHoldings } from '../src/protocols/stakewise/ledger/holding-spans';
import { walkBackTotals } from '../src/protocols/stakewise/ledger/totals';
import { isSameAddress, type Address } from '../src/units';
import { loadTrace, traceNames } from './trace';

describe.each(traceNames)('rewards over the recorded life %s', (name) => {
  const trace = loadTrace(name);
  const logs = trace.steps.flatMap((step) => step.logs);
  const vaultLogs = logs.filter(({ address }) => isSameAddress(address, trace.vault));
  const states = new Map(
    trace.steps.flatMap(({ tx, state }) => (tx && state ? [[tx.blockNumber, state] as const] : [])),
  );
  const last = trace.steps.findLast(({ state }) => state !== null)?.state;
  if (!last) {
    throw new Error('the trace has no state');
  }
  const end = { totalAssets: BigInt(last.totalAssets), totalShares: BigInt(last.totalShares) };

  it('come out at every block as they were recorded, to the wei, from logs and the last state alone', () => {
    const blocks = [...states.keys()];
    const totals = walkBackTotals(end, logs, blocks);
    const checkpoints = placeCheckpoints(decodeEvents(vaultLogs), BigInt(last.queue.totalTickets));
    let compared = 0;
    for (const account of Object.keys(last.users)) {
      let sum = 0n;
      const spans = replayHoldings(account as Address, decodeEvents(vaultLogs), blocks);
      for (const { blockNumber, reward } of rewardPoints(spans, totals, checkpoints)) {
        sum += reward;
        const recorded = states.get(blockNumber)?.users[account as Address]?.trueRewards ?? '0';
        expect({ account, blockNumber, rewards: sum }).toEqual({ account, blockNumber, rewards: BigInt(recorded) });
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(1_500);
  });

  it('rest on totals that walking back finds again', () => {
    const totals = walkBackTotals(end, logs, states.keys());
    for (const [blockNumber, { totalAssets, totalShares }] of states) {
      expect({ blockNumber, ...totals.get(blockNumber) }).toEqual({
        blockNumber,
        totalAssets: BigInt(totalAssets),
        totalShares: BigInt(totalShares),
      });
    }
    expect(states.size).toBeGreaterThan(150);
  });

  it('rest on the same totals where the stakes of an account are known and left out of the logs', () => {
    const blocks = [...states.keys()];
    const totals = walkBackTotals(end, logs, blocks);
    const events = decodeEvents(vaultLogs);
    let leftOut = 0;
    for (const account of Object.keys(last.users)) {
      const isOwn = (event: PoolEvent): boolean =>
        (event.name === 'Deposited' && event.receiver === account.toLowerCase()) ||
        (event.name === 'Redeemed' && event.owner === account.toLowerCase());
      const own = new Set(events.filter(isOwn).map(({ log }) => log));
      const others = logs.filter((log) => !own.has(log));
      const spans = replayHoldings(account as Address, events, blocks);
      expect(walkBackTotals(end, others, blocks, spans)).toEqual(totals);
      leftOut += own.size;
    }
    expect(leftOut).toBeGreaterThan(30);
  });

  it('counts the tickets that are served on a version without a getter for them', () => {
    const newest = decodeEvents(vaultLogs).findLast((event) => event.name === 'ExitQueueEntered');
    const served = (newest?.ticket ?? 0n) + (newest?.shares ?? 0n) - BigInt(last.queue.queuedShares);
    expect(served).toBe(BigInt(last.queue.totalTickets));
  });
});

const time = (text: string): number => Date.parse(text) / 1000;

describe('periods', () => {
  it.each<[Interval, string]>([
    ['day', '2026-03-01T00:00:00Z'],
    ['week', '2026-02-23T00:00:00Z'],
    ['month', '2026-03-01T00:00:00Z'],
    ['year', '2026-01-01T00:00:00Z'],
  ])('of a %s begin in UTC', (interval, start) => {
    expect(startOfPeriod(time('2026-03-01T23:59:59Z'), interval)).toBe(time(start));
    expect(startOfPeriod(time(start), interval)).toBe(time(start));
  });

  it('add up rewards and leave no gap', () => {
    const points = [
      { time: time('2024-02-28T12:00:00Z'), reward: 5n },
      { time: time('2024-03-01T00:00:00Z'), reward: -7n },
      { time: time('2024-02-28T23:59:59Z'), reward: 1n },
    ];
    expect(rewardsByPeriod(points, 'day')).toEqual([
      { from: time('2024-02-28T00:00:00Z'), to: time('2024-02-29T00:00:00Z'), rewards: 6n },
      { from: time('2024-02-29T00:00:00Z'), to: time('2024-03-01T00:00:00Z'), rewards: 0n },
      { from: time('2024-03-01T00:00:00Z'), to: time('2024-03-02T00:00:00Z'), rewards: -7n },
    ]);
    expect(rewardsByPeriod(points, 'year')).toEqual([
      { from: time('2024-01-01T00:00:00Z'), to: time('2025-01-01T00:00:00Z'), rewards: -1n },
    ]);
    expect(rewardsByPeriod([], 'day')).toEqual([]);
  });

  it('of every length follow each other through leap years', () => {
    const points = [
      { time: time('2023-12-31T00:00:00Z'), reward: 1n },
      { time: time('2025-01-01T00:00:00Z'), reward: 1n },
    ];
    expect(rewardsByPeriod(points, 'day')).toHaveLength(368);
    expect(rewardsByPeriod(points, 'month')).toHaveLength(14);
    expect(rewardsByPeriod(points, 'year')).toHaveLength(3);
    expect(rewardsByPeriod(points, 'week').every(({ from, to }) => to - from === 7 * 86_400)).toBe(true);
  });
});
