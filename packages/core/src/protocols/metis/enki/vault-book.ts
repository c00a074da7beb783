import type { Block } from '../../../chain/block';
import type { Log, LogFilter } from '../../../chain/logs';
import type { PoolContext } from '../../../networks/context';
import type { Wei } from '../../../units';
import { vaultAbi } from './abi';
import type { Contracts } from './contracts';
import { numberIn, readLogs, type LogOptions } from './movements';
import { withMore, type VaultTotals } from './state';

const [deposit, withdraw, added] = ['Deposit', 'Withdraw', 'AssetsAdded'].map((name) => vaultAbi.topic(name));

/** Rewards that the vault took in, with its totals right before. */
export type Reward = { readonly log: Log; readonly assets: Wei; readonly before: VaultTotals };

/** The whole vault's history, as its logs tell it. */
export type VaultBook = {
  readonly rewards: readonly Reward[];
  /** After the last log: equal to the vault's own where no log is missing. */
  readonly totals: VaultTotals;
  /** The vault's totals at a place in the chain: right before the log there. */
  readonly totalsAt: (place: Pick<Log, 'blockNumber' | 'logIndex'>) => VaultTotals;
};

/** All logs by which the vault's price moves. */
export function vaultFilters({ seMetis }: Contracts): LogFilter[] {
  return [{ address: seMetis, topics: [[deposit, withdraw, added] as `0x${string}`[]] }];
}

/** Goes through the vault's logs. What is added right behind a deposit is that deposit, anything else is a reward. */
export function toVaultBook(logs: readonly Log[]): VaultBook {
  const rewards: Reward[] = [];
  const steps: { readonly log: Log; readonly before: VaultTotals }[] = [];
  let totals: VaultTotals = { totalAssets: 0n, totalShares: 0n };
  let last: { readonly transaction: string; readonly assets: Wei } | undefined;
  for (const log of logs) {
    steps.push({ log, before: totals });
    const assets = numberIn(log, 0);
    if (log.topics[0] === deposit) {
      totals = withMore(totals, assets, numberIn(log, 1));
      last = { transaction: log.transactionHash, assets };
      continue;
    }
    if (log.topics[0] === withdraw) {
      totals = withMore(totals, -assets, -numberIn(log, 1));
    } else if (last?.transaction !== log.transactionHash || last.assets !== assets) {
      rewards.push({ log, assets, before: totals });
      totals = withMore(totals, assets, 0n);
    }
    last = undefined;
  }
  return {
    rewards,
    totals,
    totalsAt: ({ blockNumber, logIndex }) =>
      steps.find(
        ({ log }) => log.blockNumber > blockNumber || (log.blockNumber === blockNumber && log.logIndex >= logIndex),
      )?.before ?? totals,
  };
}

/**
 * Reads the vault's whole history; `null` where a log is missing: then it does not come to what the vault counts.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readVaultBook(
  context: PoolContext,
  contracts: Contracts,
  block: Block,
  { totalAssets, totalShares }: VaultTotals,
  options: LogOptions = {},
): Promise<VaultBook | null> {
  const { logs, prove } = await readLogs(context, 'vault', vaultFilters(contracts), block, options);
  const book = toVaultBook(logs);
  if (book.totals.totalAssets === totalAssets && book.totals.totalShares === totalShares) {
    await prove();
    return book;
  }
  return options.fresh
    ? null
    : readVaultBook(context, contracts, block, { totalAssets, totalShares }, { ...options, fresh: true });
}
