import { onBlock, requireBlock } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { mergeLogs, scanLogs, type Log } from '../../../chain/logs';
import { storeKey, type PoolContext } from '../../../networks/context';
import { historyIncomplete } from '../../../staking/history-gap';
import type { PoolPenalty } from '../../../staking/pool-life';
import type { Hex, Seconds, Wei } from '../../../units';
import { readHarvestsSince } from '../harvest/harvests';
import { lossesIn } from '../harvest/losses';
import { donationsByHarvest, readTotalsAt } from '../ledger/totals';
import { decodeEvents, eventTopics } from '../vault/events';
import type { VaultState } from '../vault/state';

const rateScale = 10n ** 18n;

/** What the pool's escrow brought in, by the transaction of its harvest. In wei. */
function mevByHarvest(effects: readonly Log[]): Map<Hex, Wei> {
  return new Map(
    decodeEvents(effects).flatMap((event) =>
      event.name === 'MevHarvested' ? [[event.log.transactionHash, event.assets] as const] : [],
    ),
  );
}

/**
 * Reads every penalty that the pool ever had, oldest first: the harvests whose delta the Keeper counts as negative. One step
 * for the pool's harvests; where there are such ones, more for their times, for donations and for what the pool held.
 * Source: the vault's `updateState` adds the Keeper's delta, the escrow's MEV and the donations since the harvest before.
 * @throws StakingError HISTORY_INCOMPLETE where the node lacks harvests, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT when the chain
 * was reorganised since `state`.
 */
export async function readPoolPenalties(context: PoolContext, state: VaultState): Promise<PoolPenalty[]> {
  return onBlock(context.request, state.block, async () => readAll(context, state));
}

async function readAll(context: PoolContext, state: VaultState): Promise<PoolPenalty[]> {
  const { request, pool, store } = context;
  const { harvests, effects, findGap } = await readHarvestsSince(context, state, pool.deployBlock, false);
  const logs = harvests.map(({ log }) => log);
  const losses = lossesIn(decodeEvents(logs));
  const readDonations = async (): Promise<Map<Log, Wei>> => {
    const filter = { address: pool.address, topics: [eventTopics.AssetsDonated] };
    const donated = await scanLogs(request, filter, pool.deployBlock, state.block.number);
    return donationsByHarvest(mergeLogs([logs, donated]));
  };
  const blocks = losses.map(({ log }) => log.blockNumber - 1);
  const kept = store && { store, key: storeKey(context, 'times') };
  const [gap, donations, totals, times] = await Promise.all([
    findGap(),
    losses.length > 0 ? readDonations() : new Map<Log, Wei>(),
    readTotalsAt(context, state, blocks),
    readLogTimes(
      request,
      losses.map(({ log }) => log),
      { kept, newest: state.block },
    ),
    requireBlock(request, state.block),
  ]);
  if (gap) {
    throw historyIncomplete(gap);
  }
  const mev = mevByHarvest(effects);
  return losses.map(({ log, assetsDelta }) => {
    const { blockNumber, transactionHash } = log;
    const assets = -assetsDelta;
    const lost = assets - (mev.get(transactionHash) ?? 0n) - (donations.get(log) ?? 0n);
    const totalBefore = totals.get(blockNumber - 1)?.totalAssets ?? 0n;
    return {
      ...{ blockNumber, transactionHash, time: times.get(blockNumber) as Seconds, assets, totalBefore },
      lost: lost > 0n ? lost : 0n,
      share: totalBefore === 0n ? 0n : (assets * rateScale) / totalBefore,
    };
  });
}
