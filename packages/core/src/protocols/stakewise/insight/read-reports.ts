import { stakewiseOn } from '../contracts';
import type { Block } from '../../../chain/block';
import type { Log } from '../../../chain/log';
import { readLogRange } from '../../../chain/log-read';
import { toTopic } from '../../../chain/logs';
import { ReadBatch } from '../../../chain/read-batch';
import type { Request } from '../../../chain/request';
import type { Pool } from '../../../networks/index';
import { vaultInterface } from '../vault/abi';
import { decodeEvents, eventTopics, type PoolEvent } from '../vault/events';
import { aprOf, pickWindow } from '../ledger/apr';
import { isNewestHarvest } from '../harvest/harvests';
import type { Hex, Seconds } from '../../../units';
import type { BasedRate, PoolFacts, Subject } from '../../../insight/facts';
import type { VaultState } from '../vault/state';

const daySeconds = 86_400;
/** Reports of so many days are looked at: the rate's window, and losses. */
const reportDays = 37;
const lossDays = 30;
const rateDays = 7;
/** Fewer reports than these make no rate. */
const fewestReports = 3;

/** The pool's reports of the last weeks: when each was made, for a rate, or about when, which is enough for losses. */
export type Reports = {
  readonly lastLoss: Seconds | null;
  readonly timed: readonly { blockNumber: number; time: Seconds }[];
  readonly newest: Log | undefined;
  /** The Keeper's reports in the same blocks. */
  readonly reports: readonly PoolEvent[];
  /** They begin with the pool's first. */
  readonly isAll: boolean;
};

export async function readReports(
  request: Request,
  { network }: Subject,
  pool: Pool,
  block: Block,
  withTimes: boolean,
): Promise<Reports> {
  const from = Math.max(pool.deployBlock, block.number - (reportDays * daySeconds) / network.blockSeconds);
  const read = async (topics: Hex[]): Promise<readonly Log[]> =>
    readLogRange(request, { address: stakewiseOn(network).keeper, topics }, from, block.number);
  const [harvests, reportLogs] = await Promise.all([
    read([eventTopics.KeeperHarvested, toTopic(pool.address)]),
    withTimes ? read([eventTopics.RewardsUpdated]) : [],
  ]);
  const reports = decodeEvents(reportLogs);
  const reportTimes = new Map(
    reports.flatMap((event) =>
      event.name === 'RewardsUpdated' ? [[event.rewardsRoot, event.updatedAt] as const] : [],
    ),
  );
  const found = harvests.flatMap((log) =>
    decodeEvents([log]).flatMap((event) =>
      event.name === 'KeeperHarvested'
        ? [
            {
              blockNumber: log.blockNumber,
              loses: event.assetsDelta < 0n,
              time:
                reportTimes.get(event.rewardsRoot) ??
                log.blockTimestamp ??
                block.timestamp - (block.number - log.blockNumber) * network.blockSeconds,
            },
          ]
        : [],
    ),
  );
  const losses = found.filter(({ loses, time }) => loses && time >= block.timestamp - lossDays * daySeconds);
  return {
    timed: found,
    newest: harvests.at(-1),
    reports,
    isAll: from === pool.deployBlock,
    lastLoss: losses.at(-1)?.time ?? null,
  };
}

/**
 * The yearly rate over the last week, from the pool's totals after an earlier report; `null` where the node's newest harvest
 * is not the pool's.
 * @throws StakingError where the node keeps no old state, also when it answers with another.
 */
export async function readRate(
  request: Request,
  { network }: Subject,
  pool: Pool,
  { state }: PoolFacts<VaultState>,
  { timed, newest, reports, isAll }: Reports,
): Promise<BasedRate | null> {
  const window = pickWindow(timed, rateDays, isAll);
  if (!window || window.harvests < fewestReports || !newest || !isNewestHarvest(newest, reports, state.harvest)) {
    return null;
  }
  const batch = new ReadBatch(network.multicall3);
  const [totalAssets, totalShares] = ['totalAssets', 'totalShares'].map((method) =>
    batch.add(pool.address, vaultInterface, method, [], ([value]) => value as bigint),
  );
  await batch.runAtOld(request, window.first.blockNumber);
  const then = { totalAssets: totalAssets?.maybe(), totalShares: totalShares?.maybe() };
  if (then.totalAssets === undefined || then.totalShares === undefined) {
    return null;
  }
  const { apr } = aprOf(window, { totalAssets: then.totalAssets, totalShares: then.totalShares }, state);
  const days = Math.max(1, Math.round((window.last.time - window.first.time) / daySeconds));
  return apr === null ? null : { rate: apr, days };
}
