import { readViewBlock } from '../../../chain/block';
import { requireChainOf } from '../../../chain/block-hashes';
import { StakingError } from '../../../errors';
import { isSameAddress, type Address, type Seconds, type Wei } from '../../../units';
import type { PoolContext } from '../../../networks/context';
import type { Exit } from '../../../staking/exit';
import {
  claimMissing,
  logsMissing,
  sharesUnexplained,
  totalsUnproven,
  type HistoryGap,
} from '../../../staking/history-gap';
import type { PositionItem, PositionOptions } from '../../../staking/position';
import { findContracts, readKeptContracts } from './contracts';
import { readLogs, readTimes } from './movements';
import { evidenceGap, orNull, toPosition, type EnkiPosition } from './position';
import { readShareLedger, shareFilters } from './shares';
import { readEnki, toAssets, type EnkiView } from './state';
import { beginVaultBook } from './vault-book';

/** The one exit of an account: all that vests for it. */
export const vestingExit = 0n;
/** ENKI that the account staked, as an item. */
export const enkiItem = 1n;

/** What vests for an account as an exit; `null` where nothing does. */
export function vestingToExit(
  account: Address,
  { state: { block, vestingDuration }, account: { vesting } }: EnkiView,
  since: { readonly block: number; readonly time: Seconds },
): Exit | null {
  const { total, claimable, waiting, speed, since: counted } = vesting;
  if (total === 0n) {
    return null;
  }
  const isFree = claimable >= total;
  // Rounded up: the last wei is there then.
  const end = speed > 0n ? counted + Number((vestingDuration * waiting + speed - 1n) / speed) : null;
  return {
    id: vestingExit,
    ticket: vestingExit,
    owner: account,
    receiver: account,
    requestedAt: since.time,
    requestedInBlock: since.block,
    status: claimable > 0n ? 'claimable' : 'exiting',
    needsReport: false,
    shares: total,
    exitedAssets: claimable,
    claimableAssets: claimable,
    totalAssets: total,
    estimate: {
      earliest: claimable > 0n ? block.timestamp : end === null ? null : counted,
      latest: isFree ? block.timestamp : end,
      basis: isFree ? 'claimable-now' : end === null ? 'vesting-stopped' : 'vesting',
      claimDelay: { seconds: Number(vestingDuration), basis: 'contract', claims: 0 },
    },
  };
}

/** Why the vault and its vesting refuse an account now; `null` where they do not. Claims are refused by neither. */
export function refusalOf({ state: { isPaused, isPublic }, account: { isInvited } }: EnkiView): StakingError | null {
  return isPaused || !(isPublic || isInvited) ? new StakingError('POOL_PAUSED', { kind: 'pool-paused' }) : null;
}

/** ENKI that an account staked, where it has any or something vests. */
function enkiItems({ network }: PoolContext, view: EnkiView): PositionItem[] {
  const { staked, total } = view.account.vesting;
  const asset = network.enki?.enki;
  const refusal = refusalOf(view);
  const nothing = new StakingError('INSUFFICIENT_STAKE', { kind: 'nothing-staked', staked: 0n });
  const actions = { stake: refusal, 'unstake-all': staked > 0n ? refusal : nothing };
  return asset && staked + total > 0n
    ? [{ id: enkiItem, name: asset.symbol, asset, assets: staked, rewards: 0n, actions }]
    : [];
}

/** What an account holds of what the vault takes beside eMETIS. */
const heldBeside = (
  { network }: PoolContext,
  { account: { metis, enki } }: EnkiView,
): Readonly<Record<string, Wei>> => ({
  [network.nativeAsset.symbol]: metis,
  ...(network.enki ? { [network.enki.enki.symbol]: enki } : {}),
});

/**
 * What an account has in the vault, and what vests for it. Logs that do not explain what the chain counts are read anew,
 * once; without what explains it rewards are unknown.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readSeMetisPosition(
  context: PoolContext,
  account: Address,
  options: PositionOptions & { readonly fresh?: boolean } = {},
): Promise<EnkiPosition> {
  const { request, network, pool } = context;
  const coming = readViewBlock(request, options.minBlock);
  coming.catch(() => undefined);
  const contracts = (await readKeptContracts(context)) ?? (await findContracts(context, coming));
  const comingLogs = readLogs(context, account, shareFilters(contracts, [account]), coming, options);
  comingLogs.catch(() => undefined);
  const bookOf = beginVaultBook(context, contracts, coming, { signal: options.signal });
  const view = await readEnki(context, coming, account, contracts);
  const { state } = view;
  const { logs, fresh, keptFrom, prove } = await comingLogs;
  const alone = readShareLedger(account, state.contracts, logs, null);
  const timed = options.withEntryTimes === true ? alone.movements.map(({ log }) => log) : [];
  const [times, read] = await Promise.all([
    readTimes(context, account, [...timed, ...(alone.lastVested ? [alone.lastVested] : [])], state.block),
    orNull(bookOf(state)),
    requireChainOf(request, network, fresh, state.block),
  ]);
  const book = read?.isWhole ? read : null;
  const ledger = book && alone.hasTransfers ? readShareLedger(account, state.contracts, logs, book) : alone;
  const { seMetis: shares, eMetis: balance, vesting } = view.account;
  const span = [pool.deployBlock, state.block.number] as const;
  const missing = shares - ledger.shares;
  const gap: HistoryGap | null =
    missing !== 0n
      ? sharesUnexplained(...span, missing < 0n ? -toAssets(-missing, state) : toAssets(missing, state))
      : ledger.vesting !== vesting.total
        ? claimMissing(...span)
        : !ledger.isWhole
          ? logsMissing(...span)
          : ledger.hasTransfers && !book
            ? totalsUnproven(...span)
            : evidenceGap(context, state, keptFrom, read);
  const isOther = !isSameAddress(state.contracts.vesting, contracts.vesting);
  if (gap && !['totals', 'old-logs'].includes(gap.kind) && !options.fresh && !isOther) {
    return readSeMetisPosition(context, account, { ...options, fresh: true });
  }
  if (!gap) {
    await prove();
  }
  const { blockNumber: block } = ledger.lastVested ?? { blockNumber: state.block.number };
  const exit = vestingToExit(account, view, { block, time: times.get(block) ?? state.block.timestamp });
  return toPosition(account, view, {
    shares,
    sharesByLogs: ledger.shares,
    assets: toAssets(shares, state),
    balance,
    exits: exit ? [exit] : [],
    gap,
    movements: ledger.movements,
    times,
    items: enkiItems(context, view),
    alsoHeld: heldBeside(context, view),
  });
}
