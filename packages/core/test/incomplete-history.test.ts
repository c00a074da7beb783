import { withoutEstimates } from './without-estimates';
import { describe, expect, it } from '@jest/globals';
import type { Request } from '../src/chain/request';
import { sharesToAssets } from '../src/protocols/stakewise/vault/share-maths';
import type { PoolEvent } from '../src/protocols/stakewise/vault/events';
import { readAccountView, type AccountView } from '../src/protocols/stakewise/ledger/account';
import { isSameAddress, type Address } from '../src/units';
import { memoryStore } from './memory-store';
import { TraceNode } from './replay-node';
import { loadTrace } from './trace';

/** A node that has lost the log of an event. */
function without({ log }: PoolEvent, request: Request): Request {
  return async (args) => {
    const answer = await request(args);
    return args.method === 'eth_getLogs'
      ? (answer as { blockNumber: string; logIndex: string }[]).filter(
          ({ blockNumber, logIndex }) => Number(blockNumber) !== log.blockNumber || Number(logIndex) !== log.logIndex,
        )
      : answer;
  };
}

/** A node that refuses the logs of old blocks, in its words. */
function refusingBefore(block: number, request: Request, words: string, code: number): Request {
  return async (args) => {
    const [{ fromBlock }] =
      args.method === 'eth_getLogs' ? (args.params as [{ fromBlock: string }]) : [{ fromBlock: '' }];
    if (fromBlock && Number(fromBlock) < block) {
      throw Object.assign(new Error(words), { code });
    }
    return request(args);
  };
}

describe('a node that refuses old logs', () => {
  const trace = loadTrace('fox-v2-a');
  const node = new TraceNode(trace);
  const hasExit = trace.steps.findLastIndex(({ state }) =>
    Object.values(state?.users ?? {}).some(({ positions }) => positions.length > 1),
  );
  for (const step of trace.steps.slice(0, hasExit + 1)) {
    node.advance(step);
  }
  // The vault holds a stake of its own, which its own sums miss.
  const users = (Object.keys(trace.steps[hasExit]?.state?.users ?? {}) as Address[]).filter(
    (user) => !isSameAddress(user, trace.vault),
  );

  it.each([
    ['pruned history unavailable', 4444],
    ['history unavailable', 4444],
    // The block that it names is not the one from which on it has logs.
    ['old data not available due to pruning, lowest block 5', -32002],
    ['failed to get logs for block #0 (0x41941023)', -32000],
    ['missing trie node 2f1d', -32000],
  ])('still shows stake and exits, and says from which block on it has logs: «%s»', async (words, code) => {
    let exits = 0;
    for (const user of users) {
      const whole = await readAccountView(node.context, user);
      const open = whole.exits.map(({ requestedInBlock }) => requestedInBlock);
      // The node says which block it is: the pool's oldest log behind it may be younger.
      const oldest = Math.min(whole.state.block.number, ...open) - 1;
      const request = refusingBefore(oldest, node.context.request, words, code);
      for (const store of [undefined, memoryStore()]) {
        const view = await readAccountView({ ...node.context, request, store }, user);
        expect([view.shares, view.assets]).toEqual([whole.shares, whole.assets]);
        // How long an exit waits is told by logs of others.
        expect(withoutEstimates(view).exits).toEqual(withoutEstimates(whole).exits);
        expect([null, whole.lifetimeRewards]).toContain(view.lifetimeRewards);
        expect(view.gap?.fromBlock).toBe(node.context.pool.deployBlock);
        expect(view.gap).toMatchObject({ kind: 'old-logs', firstKept: oldest });
        exits += view.exits.length;
      }
    }
    expect(exits).toBeGreaterThan(2);
  });
});

describe('a history of which the node has lost a log', () => {
  const node = new TraceNode(loadTrace('fox-v2-a'));
  const last = node.trace.steps.findLastIndex(({ state }) => state);
  for (const step of node.trace.steps.slice(0, last + 1)) {
    node.advance(step);
  }
  const users = Object.keys(node.trace.steps[last]?.state?.users ?? {}) as Address[];

  /** Each user's view with all logs, and without the newest event of a kind. */
  const lose = async (
    name: PoolEvent['name'],
  ): Promise<{ event: PoolEvent; whole: AccountView; view: AccountView }[]> => {
    const found = [];
    for (const user of users) {
      const whole = await readAccountView(node.context, user);
      const event = whole.ledger.entries.findLast((each) => each.name === name);
      if (event) {
        const request = without(event, node.context.request);
        found.push({ event, whole, view: await readAccountView({ ...node.context, request }, user) });
      }
    }
    expect(found.length).toBeGreaterThan(1);
    return found;
  };

  it('shows no reward, and says in ETH what it tells too little of', async () => {
    for (const { event, whole, view } of await lose('Deposited')) {
      const lost = sharesToAssets(event.name === 'Deposited' ? event.shares : 0n, whole.state);
      expect(whole.gap).toBeNull();
      expect(view.lifetimeRewards).toBeNull();
      const { deployBlock } = node.context.pool;
      const span = { fromBlock: deployBlock, toBlock: view.state.block.number };
      expect(view.gap).toEqual({ kind: 'stake', ...span, missing: lost });
    }
  });

  it('or too much', async () => {
    for (const { event, whole, view } of await lose('ExitQueueEntered')) {
      const lost = sharesToAssets(event.name === 'ExitQueueEntered' ? event.shares : 0n, whole.state);
      expect(view.lifetimeRewards).toBeNull();
      expect(view.gap).toMatchObject({ kind: 'stake', missing: -lost });
    }
  });

  it('does not say what the next report brings: it may touch an exit that is missing', async () => {
    const reporting = new TraceNode(loadTrace('fox-v2-a'));
    let lost = 0;
    for (const step of reporting.trace.steps) {
      reporting.advance(step);
      const open = step.state?.afterHarvest ? Object.entries(step.state.users) : [];
      for (const [user] of open.filter(([, { positions }]) => positions.length > 0).slice(0, lost < 5 ? 1 : 0)) {
        const account = user as Address;
        const whole = await readAccountView(reporting.context, account, { withPending: true });
        const event = whole.events.findLast(({ name }) => name === 'ExitQueueEntered');
        if (event && whole.gap === null) {
          const request = without(event, reporting.context.request);
          const view = await readAccountView({ ...reporting.context, request }, account, { withPending: true });
          expect(whole.pendingRewards).not.toBeNull();
          expect([view.lifetimeRewards, view.pendingRewards]).toEqual([null, null]);
          lost += 1;
        }
      }
    }
    expect(lost).toBe(5);
  });
});
