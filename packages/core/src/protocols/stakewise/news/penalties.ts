import { readBlock } from '../../../chain/block';
import { RequestsSpentError } from '../../../chain/request';
import { limitRequests } from '../../../chain/request-budget';
import type { PoolContext } from '../../../networks/context';
import type { News } from '../../../staking/news';
import { isStakingError } from '../../../errors';
import type { Address } from '../../../units';
import { placeCheckpoints, type QueueCheckpoint } from '../exit-queue/queue-history';
import { replayHoldings } from '../ledger/holding-spans';
import { lossesIn } from '../harvest/losses';
import { rewardPoints } from '../ledger/reward-points';
import { readTotalsAt } from '../ledger/totals';
import type { PoolEvent } from '../vault/events';
import type { Totals } from '../vault/share-maths';
import type { VaultState } from '../vault/state';
import type { KeptAccount } from './kept-news';

/** Requests for the pool's totals around a harvest: a node without old state tells them by logs. */
const mostTotalsRequests = 12;

/** An account whose movements since the look before explain its shares. */
export type FollowedAccount = { readonly account: Address; readonly kept: KeptAccount };

/**
 * What exits were served before the events begin, exit by exit, and by the pool's checkpoints since; `null` where nothing
 * tells where these stand in the queue (version 1) and one of the exits may have been served by them.
 */
function checkpointsOf(
  accounts: readonly FollowedAccount[],
  events: readonly PoolEvent[],
  { queue }: VaultState,
): QueueCheckpoint[] | null {
  const exits = accounts.flatMap(({ kept }) => kept.exits);
  const later = queue.totalTickets === null ? [] : placeCheckpoints(events, queue.totalTickets);
  if (queue.totalTickets === null && exits.length > 0 && events.some(({ name }) => name === 'CheckpointCreated')) {
    return null;
  }
  const before = new Map(
    exits.map(({ ticket, shares, leftShares, exitedAssets }) => [
      ticket,
      { blockNumber: 0, from: ticket, to: ticket + shares - leftShares, assets: exitedAssets },
    ]),
  );
  const served = [...before.values()].filter(({ from, to }) => to > from);
  return [...served.sort((a, b) => (a.from < b.from ? -1 : 1)), ...later];
}

/**
 * What the pool's reports took from accounts, report by report: to the wei, from its totals before each harvest and after it.
 * `null` where the node keeps nothing that tells the totals.
 * @param events of accounts, pool and Keeper since the look before, behind those that lead to it.
 */
export async function readPenalties(
  context: PoolContext,
  state: VaultState,
  accounts: readonly FollowedAccount[],
  events: readonly PoolEvent[],
  eventsOf: (account: FollowedAccount) => readonly PoolEvent[],
): Promise<News[] | null> {
  const news: News[] = [];
  for (const { log } of lossesIn(events)) {
    const { blockNumber, transactionHash } = log;
    const { timestamp: time } = await readBlock(context.request, blockNumber);
    const blocks = [blockNumber - 1, blockNumber];
    const totals = await readTotals(context, state, blocks);
    if (!totals) {
      return null;
    }
    const checkpoints = checkpointsOf(accounts, events, state);
    for (const followed of accounts) {
      const { account } = followed;
      const spans = replayHoldings(account, eventsOf(followed), blocks);
      const isExact =
        followed.kept.isProven && (checkpoints !== null || spans.every(({ openExits }) => openExits.length === 0));
      // Without its exits a stake tells at least whether the price fell.
      const counted = isExact ? spans : spans.map((span) => ({ ...span, openExits: [] }));
      const [point] = rewardPoints(counted, totals, checkpoints ?? []);
      if (point && point.reward < 0n) {
        news.push({ kind: 'penalty', account, assets: isExact ? -point.reward : null, transactionHash, time });
      }
    }
  }
  return news;
}

async function readTotals(
  context: PoolContext,
  state: VaultState,
  blocks: readonly number[],
): Promise<Map<number, Totals> | null> {
  try {
    const { request } = limitRequests(context.request, mostTotalsRequests);
    return await readTotalsAt({ ...context, request }, state, blocks);
  } catch (error) {
    if (isStakingError(error) || error instanceof RequestsSpentError) {
      return null;
    }
    throw error;
  }
}
