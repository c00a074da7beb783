import { describe, expect, it } from '@jest/globals';
import type { Request } from '../src/chain/request';
import { formatEth } from '../src/pool/format';
import { sharesToAssets } from '../src/pool/share-maths';
import type { PoolEvent } from '../src/pool/events';
import { readAccountView, type AccountView } from '../src/rewards/account';
import type { Address } from '../src/units';
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
      expect(whole.incompleteReason).toBeNull();
      expect(view.lifetimeRewards).toBeNull();
      expect(view.incompleteReason).toBe(
        `The logs from block ${node.context.pool.deployBlock} to ${view.state.block.number} tell of ${formatEth(lost)} less ` +
          'than the account has staked. Set another node for this network in the wallet, one that keeps all logs, then look again.',
      );
    }
  });

  it('or too much', async () => {
    for (const { event, whole, view } of await lose('ExitQueueEntered')) {
      const lost = sharesToAssets(event.name === 'ExitQueueEntered' ? event.shares : 0n, whole.state);
      expect(view.lifetimeRewards).toBeNull();
      expect(view.incompleteReason).toContain(`tell of ${formatEth(lost)} more than the account has staked`);
    }
  });
});
