import { describe, expect, it } from '@jest/globals';
import { id } from 'ethers';
import type { Log } from '../src/chain/logs';
import type { Request } from '../src/chain/request';
import type { PoolContext } from '../src/networks/context';
import { readPoolChanges } from '../src/protocols/stakewise/pool-history/changes';
import { readExitTimes } from '../src/protocols/stakewise/pool-history/exit-times';
import { readPoolPenalties } from '../src/protocols/stakewise/pool-history/penalties';
import { readVaultState, type VaultState } from '../src/protocols/stakewise/vault/state';
import type { Hex, Seconds } from '../src/units';
import { countingSteps } from './counting-steps';
import { keeping, memoryStore } from './memory-store';
import { TraceNode } from './replay-node';
import { loadTrace, traceNames, type TracePosition } from './trace';

const incomplete = expect.objectContaining({ code: 'HISTORY_INCOMPLETE' }) as unknown;

/** A node that leaves a log out of each answer that has one of the kind: the one at an index, counted from behind if negative. */
function leavingOut(request: Request, event: string, at: number): Request {
  return async (args) => {
    const answer = await request(args);
    if (args.method !== 'eth_getLogs') {
      return answer;
    }
    const logs = answer as Log[];
    const left = logs.filter(({ topics }) => topics[0] === id(event)).at(at);
    return logs.filter((log) => log !== left);
  };
}

/** What adds to a pool's total or takes from it beside harvests, and the word of the data that says how much. */
const movements = new Map<string, readonly [sign: bigint, word: number]>([
  [id('Deposited(address,address,uint256,uint256,address)'), [1n, 0]],
  [id('Redeemed(address,address,uint256,uint256)'), [-1n, 0]],
  [id('CheckpointCreated(uint256,uint256)'), [-1n, 1]],
]);

describe.each(traceNames)('the pool of the recorded life %s', (name) => {
  const trace = loadTrace(name);
  const node = new TraceNode(trace, undefined, { keepsOldState: true });
  trace.steps.forEach((step) => {
    node.advance(step);
  });
  const { context } = node;
  const lacking = (event: string, at: number): PoolContext => ({
    ...context,
    request: leavingOut(context.request, event, at),
  });
  /** Gives the time with each log, as most nodes do. */
  const timed: Request = async (args) => {
    const answer = await context.request(args);
    const timeOf = (block: Hex): Hex => `0x${(node.timeOf(Number(block)) ?? 0).toString(16)}`;
    return args.method === 'eth_getLogs'
      ? (answer as { blockNumber: Hex }[]).map((log) => ({ ...log, blockTimestamp: timeOf(log.blockNumber) }))
      : answer;
  };
  const read = async (): Promise<VaultState> => readVaultState(context);
  const states = trace.steps.flatMap(({ state }) => (state ? [state] : []));
  const delay = trace.claimDelaySeconds?.[name === 'fox-v1-a' ? 'v1' : 'v2'] ?? 0;
  const blocks = { from: trace.steps[0]?.tx?.blockNumber, time: trace.steps[0]?.tx?.timestamp };

  describe('tells how it came to be what it is', () => {
    /** Where a recorded deed took place. */
    const placeOf = (type: string): { blockNumber?: number; time?: Seconds; transactionHash?: Hex } => {
      const tx = trace.steps.findLast(({ action, tx: each }) => action.type === type && each?.status === 1)?.tx;
      return { blockNumber: tx?.blockNumber, time: tx?.timestamp, transactionHash: tx?.hash } as object;
    };

    it('by fee, code and limit, in two steps', async () => {
      const state = await read();
      const counting = countingSteps(context.request);
      const changes = await readPoolChanges({ ...context, request: counting.request }, state);
      expect(counting.steps()).toBe(2);
      const created = placeOf('initialize');
      expect(created.blockNumber).toBe(blocks.from);
      const isFirst = name === 'fox-v1-a';
      expect(changes).toEqual({
        created,
        capacity: null,
        fees: isFirst
          ? [{ ...created, feeBps: 1_500 }]
          : [
              { ...created, feeBps: 500 },
              { ...placeOf('setFeePercent'), feeBps: 600 },
            ],
        codes: isFirst
          ? [{ ...created, implementation: trace.impl?.['v1']?.toLowerCase(), version: 1 }]
          : [
              { ...created, implementation: null, version: 1 },
              { ...placeOf('upgradeToV2'), implementation: trace.impl?.['v2']?.toLowerCase(), version: 2 },
            ],
      });
    });

    it('and refuses what does not lead to its state, but not what a better node gives', async () => {
      const state = await read();
      const first = 'EthFoxVaultCreated(address,address,uint256,uint16,string)';
      const upgrades = name === 'fox-v1-a' ? [] : ['Upgraded(address)', 'FeePercentUpdated(address,uint16)'];
      for (const event of [first, ...upgrades]) {
        await expect(readPoolChanges(lacking(event, 0), state)).rejects.toEqual(incomplete);
      }
      const store = memoryStore();
      const bad = keeping(node, store, leavingOut(context.request, first, 0));
      await expect(readPoolChanges(bad, state)).rejects.toEqual(incomplete);
      expect((await readPoolChanges(keeping(node, store), state)).fees.at(-1)?.feeBps).toBe(state.feeBps);
    });
  });

  describe('tells its penalties', () => {
    it('each with its time, what it took and of how much, and what members lost', async () => {
      const state = await read();
      const penalties = await readPoolPenalties(context, state);
      // By the recorded totals alone: what the Keeper counts fell from one state to the next.
      const expected = states.flatMap((after, index) => {
        const before = states[index - 1];
        const taken = BigInt(before?.keeper.vaultReward ?? 0) - BigInt(after.keeper.vaultReward ?? 0);
        return before && taken > 0n ? [{ before, after, taken }] : [];
      });
      expect(expected.length).toBeGreaterThan(2);
      expect(penalties).toHaveLength(expected.length);
      expected.forEach(({ before, after, taken }, index) => {
        // What came and went in between, so that the rest of the change is what members lost.
        const moved = trace.steps
          .flatMap(({ logs }) => logs)
          .filter(({ blockNumber }) => blockNumber > before.block && blockNumber <= after.block)
          .reduce((sum, { topics, data }) => {
            const [sign = 0n, word = 0] = movements.get(topics[0] ?? '0x') ?? [];
            return sum + sign * BigInt(`0x${data.slice(2 + 64 * word, 66 + 64 * word) || '0'}`);
          }, 0n);
        const change = BigInt(after.totalAssets) - BigInt(before.totalAssets) - moved;
        expect(penalties[index]).toMatchObject({
          blockNumber: after.block,
          time: after.timestamp,
          assets: taken,
          totalBefore: BigInt(before.totalAssets),
          share: (taken * 10n ** 18n) / BigInt(before.totalAssets),
          lost: change < 0n ? -change : 0n,
        });
      });
    });

    it('also where the node keeps no old state, and not where it lacks a harvest', async () => {
      const state = await read();
      const poor = new TraceNode(trace);
      trace.steps.forEach((step) => {
        poor.advance(step);
      });
      expect(await readPoolPenalties(poor.context, state)).toEqual(await readPoolPenalties(context, state));
      const harvested = 'Harvested(address,bytes32,int256,uint256)';
      await expect(readPoolPenalties(lacking(harvested, 3), state)).rejects.toEqual(incomplete);
    });
  });

  describe('tells how long exits took', () => {
    type Wait = { took: Seconds; ticket: bigint; served: number };

    /** By the recorded positions alone: when each was first told to be served in full, in the order of their requests. */
    const waits = (): Wait[] => {
      const found = new Map<string, Wait>();
      let before = new Map<string, TracePosition>();
      for (const { timestamp, block, users } of states) {
        const open = new Map(Object.values(users).flatMap(({ positions }) => positions.map((each) => [each.id, each])));
        for (const [key, position] of new Map([...before, ...open])) {
          const { exitQueueIndex, left, assets, timestamp: requestedAt, ticket } = open.get(key) ?? position;
          // One of less than a wei is never paid. One that is gone was served and paid in the same block.
          const isServed = BigInt(exitQueueIndex) >= 0n && BigInt(left) <= 1n && BigInt(assets) > 0n;
          if ((isServed || !open.has(key)) && !found.has(key)) {
            const took = Math.max(timestamp - requestedAt, delay);
            found.set(key, { took, ticket: BigInt(ticket), served: block });
          }
        }
        before = open;
      }
      return [...found.values()].sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
    };

    it.each([5, 12, 1_000])('of the newest %i, to the second', async (most) => {
      const state = await read();
      const counting = countingSteps(timed);
      const times = await readExitTimes({ ...context, request: counting.request }, state, { seconds: delay }, { most });
      expect(counting.steps()).toBe(2);
      const expected = waits().slice(-most);
      const sorted = expected.map(({ took }) => took).sort((a, b) => a - b);
      const [below = 0, above = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
      expect(times).toMatchObject({
        count: expected.length,
        shortest: sorted[0],
        longest: sorted.at(-1),
        median: Math.floor((below + above) / 2),
        toBlock: expected.at(-1)?.served,
      });
      expect(expected.length).toBeGreaterThanOrEqual(Math.min(most, 20));
    });

    it('not before there are any, and of some days alone', async () => {
      const state = await read();
      const times = await readExitTimes(context, state, { seconds: delay }, { days: 0 });
      const none = { median: null, shortest: null, longest: null, fromBlock: null, toBlock: null };
      expect(times).toEqual({ count: 0, ...none, waiting: 0 });
    });

    it('and refuses where the node lacks a request or a checkpoint', async () => {
      const state = await read();
      const requested = 'ExitQueueEntered(address,address,uint256,uint256)';
      for (const [event, at] of [
        [requested, 5],
        [requested, -1],
        ['CheckpointCreated(uint256,uint256)', 2],
      ] as const) {
        await expect(readExitTimes(lacking(event, at), state, { seconds: delay })).rejects.toEqual(incomplete);
      }
    });
  });
});
