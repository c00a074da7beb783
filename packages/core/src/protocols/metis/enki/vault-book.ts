import { requireChainOf } from '../../../chain/block-hashes';
import type { Block } from '../../../chain/block';
import type { Log, LogFilter } from '../../../chain/logs';
import type { PoolContext } from '../../../networks/context';
import type { Wei } from '../../../units';
import { vaultAbi } from './abi';
import type { Contracts } from './contracts';
import { numberIn, readLogs, type LogOptions } from './movements';
import { withMore, type EnkiState, type VaultTotals } from './state';

const [deposit, withdraw, added] = ['Deposit', 'Withdraw', 'AssetsAdded'].map((name) => vaultAbi.topic(name));

/** Rewards that the vault took in, with its totals right before. */
export type Reward = { readonly log: Log; readonly assets: Wei; readonly before: VaultTotals };

/** The whole vault's history, as its logs tell it. */
export type VaultBook = {
  readonly rewards: readonly Reward[];
  /** After the last log: equal to the vault's own where no log is missing. */
  readonly totals: VaultTotals;
  /** They are the vault's own: no log is missing. */
  readonly isWhole: boolean;
  /** So are the shares: whatever node gave the logs has kept those of old blocks. */
  readonly hasAllShares: boolean;
  /** The vault's totals at a place in the chain: right before the log there. */
  readonly totalsAt: (place: Pick<Log, 'blockNumber' | 'logIndex'>) => VaultTotals;
};

/** All logs by which the vault's price moves. */
export function vaultFilters({ seMetis }: Contracts): LogFilter[] {
  return [{ address: seMetis, topics: [[deposit, withdraw, added] as `0x${string}`[]] }];
}

/** Goes through the vault's logs. What is added right behind a deposit is that deposit, anything else is a reward. */
export function toVaultBook(logs: readonly Log[], own: VaultTotals): VaultBook {
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
  const hasAllShares = totals.totalShares === own.totalShares;
  return {
    rewards,
    totals,
    hasAllShares,
    isWhole: hasAllShares && totals.totalAssets === own.totalAssets,
    totalsAt: ({ blockNumber, logIndex }) =>
      steps.find(
        ({ log }) => log.blockNumber > blockNumber || (log.blockNumber === blockNumber && log.logIndex >= logIndex),
      )?.before ?? totals,
  };
}

/**
 * Begins to read the vault's whole history, up to the block of a state that may still be asked for; gives what makes the book of
 * that state. What does not come to the vault's own totals is read anew, once.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export function beginVaultBook(
  context: PoolContext,
  contracts: Contracts,
  to: Block | Promise<Block>,
  options: LogOptions = {},
): (state: Pick<EnkiState, 'block' | 'vault'>) => Promise<VaultBook> {
  const coming = readLogs(context, 'vault', vaultFilters(contracts), to, options);
  // Whoever asks for the book hears of a failure.
  coming.catch(() => undefined);
  return async (state) => {
    const { logs, fresh, prove } = await coming;
    const book = toVaultBook(logs, state.vault);
    if (!book.isWhole) {
      const again = { ...options, fresh: true };
      return options.fresh ? book : beginVaultBook(context, contracts, state.block, again)(state);
    }
    await requireChainOf(context.request, context.network, fresh, state.block);
    await prove();
    return book;
  };
}

/** The vault's whole history; `null` where a log is missing. @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT. */
export async function readBook(context: PoolContext, state: EnkiState): Promise<VaultBook | null> {
  const book = await beginVaultBook(context, state.contracts, state.block)(state);
  return book.isWhole ? book : null;
}
