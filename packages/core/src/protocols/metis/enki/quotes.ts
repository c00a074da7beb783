import { readViewBlock, toIsoTime } from '../../../chain/block';
import { StakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import { prepareWithApproval, type Taking } from '../../../staking/approval';
import type { ChangeOptions } from '../../../staking/protocol';
import { sharesForExit } from '../../../staking/shares-to-exit';
import type { ClaimQuote, LeftOutExit, StakeQuote, UnstakeQuote } from '../../../staking/quote';
import { readGasPrice, requireFee, type TransactionCall } from '../../../staking/transaction';
import { isSameAddress, zeroAddress, type Address, type Asset, type Hex, type Shares, type Wei } from '../../../units';
import { enkiAbi, queueAbi, vaultAbi, vestingAbi } from './abi';
import { readEMetisPosition } from './emetis-position';
import { explainRevert } from './revert-reason';
import { enkiItem, readSeMetisPosition, refusalOf, vestingExit } from './semetis-position';
import {
  noWait,
  partOf,
  readEnki,
  toAssets,
  toShares,
  toSharesUp,
  withMore,
  type EnkiState,
  type EnkiView,
} from './state';
import { readTroubles } from './troubles';

/**
 * What a call can take behind an approval that is not mined yet, and hence not be simulated: more than contracts take that
 * do the same, since the real ones are proxies. What is not used is not paid.
 */
const gasBehindApproval = {
  mint: 180_000n,
  mintShares: 330_000n,
  deposit: 240_000n,
  enter: 360_000n,
  stakeEnki: 190_000n,
};

type Prepared = Pick<StakeQuote, 'approvals' | 'transaction' | 'networkFee'> & { readonly fee: Wei };

/** The call, with an approval before it where it takes tokens that the account has not approved. */
async function prepare(
  context: PoolContext,
  gasPrice: Wei,
  account: Address,
  { to, data }: Pick<TransactionCall, 'to' | 'data'>,
  taking?: Taking,
): Promise<Prepared> {
  const call = { from: account, to, value: 0n, data };
  const prepared = await prepareWithApproval(context, call, gasPrice, explainRevert, taking);
  return { ...prepared, fee: prepared.networkFee.fee };
}

const isVault = ({ pool, network }: Pick<PoolContext, 'pool' | 'network'>): boolean =>
  isSameAddress(pool.address, network.enki?.seMetis ?? zeroAddress);

/** What a quote rests on, side by side. */
async function readBase(context: PoolContext, account: Address): Promise<EnkiView & { readonly gasPrice: Wei }> {
  const [view, gasPrice] = await Promise.all([
    readEnki(context, readViewBlock(context.request), account),
    readGasPrice(context),
  ]);
  return { ...view, gasPrice };
}

function requireTokens(balance: Wei, needed: Wei, asset: Asset): void {
  if (needed > balance) {
    const problem =
      asset.address === null ? ({ kind: 'no-eth-for-stake' } as const) : ({ kind: 'too-few-tokens', asset } as const);
    throw new StakingError('INSUFFICIENT_BALANCE', { ...problem, balance, needed });
  }
}

function requireOpen(view: EnkiView): void {
  const refusal = refusalOf(view);
  if (refusal) {
    throw refusal;
  }
}

type How = Taking & {
  readonly asset: Asset;
  readonly balance: Wei;
  readonly to: Address;
  readonly data: Hex;
  readonly before: Wei;
  readonly after: Wei;
  /** None for what is no share of a pool. */
  readonly shares?: Shares;
};

/** The call that stakes, by what is staked. */
function stakeBy(context: PoolContext, account: Address, amount: Wei, { asset }: ChangeOptions, view: EnkiView): How {
  const { state, account: own } = view;
  const { metis, eMetis, seMetis, enki, minter, vesting } = state.contracts;
  const staked = asset ?? context.pool.asset;
  const mint = (deposit: boolean) => ({
    ...{ token: metis, spender: minter, allowance: own.allowances.minter, balance: own.metis, to: minter },
    gas: deposit ? gasBehindApproval.mintShares : gasBehindApproval.mint,
    data: enkiAbi.encodeFunctionData('mint', [account, amount, deposit, zeroAddress]),
  });
  if (!isVault(context)) {
    const after = own.eMetis + amount;
    return { asset: staked, amount, ...mint(false), before: own.eMetis, after, shares: amount };
  }
  requireOpen(view);
  if (staked.address !== null && isSameAddress(staked.address, enki)) {
    const { staked: before } = own.vesting;
    const data = vestingAbi.encodeFunctionData('stake', [amount]);
    const { allowances, enki: balance } = own;
    const taking = { token: enki, spender: vesting, allowance: allowances.vesting, gas: gasBehindApproval.stakeEnki };
    return { asset: staked, amount, ...taking, balance, to: vesting, data, before, after: before + amount };
  }
  const shares = toShares(amount, state);
  if (shares === 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', { kind: 'worth-nothing', shares });
  }
  const [before, after] = [
    toAssets(own.seMetis, state),
    toAssets(own.seMetis + shares, withMore(state, amount, shares)),
  ];
  const deposit = () => ({
    ...{ token: eMetis, spender: seMetis, allowance: own.allowances.seMetis, balance: own.eMetis, to: seMetis },
    gas: gasBehindApproval.deposit,
    data: vaultAbi.encodeFunctionData('deposit', [amount, account]),
  });
  return { asset: staked, amount, ...(staked.address === null ? mint(true) : deposit()), before, after, shares };
}

/**
 * Checks, builds and simulates a stake: METIS for eMETIS; eMETIS, or METIS at once, for shares of the vault; or ENKI, which
 * makes vesting run. Nothing is ever sent.
 * @throws StakingError AMOUNT_TOO_SMALL, INSUFFICIENT_BALANCE (network fee included), POOL_PAUSED, WOULD_REVERT,
 * CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function quoteStake(
  context: PoolContext,
  account: Address,
  amount: Wei,
  options: ChangeOptions = {},
): Promise<StakeQuote<EnkiState>> {
  if (amount <= 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', { kind: 'no-amount-to-stake', amount: 0n });
  }
  const view = await readBase(context, account);
  const { state, account: own, gasPrice } = view;
  const how = stakeBy(context, account, amount, options, view);
  requireTokens(how.balance, amount, how.asset);
  const [{ fee, ...prepared }, troubles] = await Promise.all([
    prepare(context, gasPrice, account, how, how),
    readTroubles(context, state),
  ]);
  // METIS pays the fees as well: the token is another view of the same money.
  const spent = how.asset.address === null ? amount : 0n;
  if (spent > 0n && spent + fee > own.metis) {
    const needed = spent + fee;
    const problem = { kind: 'no-eth-for-stake-and-fee', balance: own.metis, needed, cost: { fee } } as const;
    throw new StakingError('INSUFFICIENT_BALANCE', problem);
  }
  requireFee(own.metis, fee);
  const isEnki = how.to === state.contracts.vesting;
  return {
    state,
    ...prepared,
    ...(how.asset === context.pool.asset ? {} : { asset: how.asset }),
    ...(isEnki ? { sideAsset: how.asset } : {}),
    ...(how.shares === undefined ? {} : { shares: how.shares }),
    amount,
    assetsBefore: how.before,
    assetsAfter: how.after,
    reportChange: 0n,
    claimDelay: isEnki ? noWait : exitTerms(context, state).claimDelay,
    balanceAfter: own.metis - spent - fee,
    withHarvest: false,
    wayBack: isEnki ? 'at-once' : exitTerms(context, state).way,
    troubles,
  };
}

/** How what leaves a pool comes back. */
export function exitTerms(
  context: Pick<PoolContext, 'pool' | 'network'>,
  { queueLength, vestingRatio, vestingDuration }: EnkiState,
): Pick<UnstakeQuote, 'way' | 'claimDelay'> {
  if (!isVault(context)) {
    return { way: 'maturity', claimDelay: { seconds: queueLength, basis: 'contract', claims: 0 } };
  }
  return vestingRatio > 0n
    ? { way: 'vesting', claimDelay: { seconds: Number(vestingDuration), basis: 'contract', claims: 0 } }
    : { way: 'at-once', claimDelay: noWait };
}

/** What leaves, how, and what is left. */
type Leaving = Pick<
  UnstakeQuote,
  'shares' | 'assets' | 'assetsBefore' | 'assetsAfter' | 'isAll' | 'way' | 'claimDelay'
> &
  Partial<Pick<UnstakeQuote, 'asset' | 'sideAsset' | 'atOnce' | 'exitFee' | 'paidAlong' | 'stopped'>> & {
    readonly to: Address;
    readonly data: Hex;
    readonly taking?: Taking;
  };

function leaveQueue(
  context: PoolContext,
  account: Address,
  amount: Wei | 'max',
  { state, account: own }: EnkiView,
): Leaving {
  const { eMetis, redemptionQueue } = state.contracts;
  const shares = sharesForExit(amount, own.eMetis, own.eMetis, (each) => each);
  const exitFee = partOf(shares, state.redemptionFee);
  return {
    to: redemptionQueue,
    data: queueAbi.encodeFunctionData('enterRedemptionQueue', [account, shares]),
    taking: {
      ...{ token: eMetis, spender: redemptionQueue, allowance: own.allowances.redemptionQueue },
      ...{ amount: shares, gas: gasBehindApproval.enter },
    },
    shares,
    assets: shares - exitFee,
    ...(exitFee > 0n ? { exitFee } : {}),
    assetsBefore: own.eMetis,
    assetsAfter: own.eMetis - shares,
    isAll: shares === own.eMetis,
    ...exitTerms(context, state),
  };
}

function leaveVault(context: PoolContext, account: Address, amount: Wei | 'max', view: EnkiView): Leaving {
  const { state, account: own } = view;
  requireOpen(view);
  const held = own.seMetis;
  const before = toAssets(held, state);
  const shares = sharesForExit(amount, held, before, (each) => toSharesUp(each, state));
  const assets = toAssets(shares, state);
  const later = partOf(assets, state.vestingRatio);
  return {
    to: state.contracts.seMetis,
    data: vaultAbi.encodeFunctionData('redeem', [shares, account, account]),
    shares,
    assets,
    ...(later > 0n ? { atOnce: assets - later } : {}),
    assetsBefore: before,
    assetsAfter: toAssets(held - shares, withMore(state, -assets, -shares)),
    isAll: shares === held,
    ...exitTerms(context, state),
  };
}

/** ENKI leaves as a whole: what is free is paid with it, and what still vests stops. */
function leaveVesting(asset: Asset, amount: Wei | 'max', view: EnkiView): Leaving {
  const { staked, claimable, total } = view.account.vesting;
  requireOpen(view);
  if (sharesForExit(amount, staked, staked, (each) => each) !== staked) {
    throw new StakingError('UNSUPPORTED_OPTION', { kind: 'all-or-nothing', staked, asset });
  }
  return {
    ...{
      to: view.state.contracts.vesting,
      data: vestingAbi.encodeFunctionData('unstake', []),
      asset,
      sideAsset: asset,
    },
    ...(claimable > 0n ? { paidAlong: claimable } : {}),
    ...(total > claimable ? { stopped: total - claimable } : {}),
    ...{ shares: staked, assets: staked, assetsBefore: staked, assetsAfter: 0n, isAll: true },
    ...{ way: 'at-once', claimDelay: noWait },
  };
}

/**
 * Checks, builds and simulates an exit: eMETIS into the redemption queue, shares out of the vault, or all staked ENKI.
 * Nothing is ever sent.
 * @throws StakingError AMOUNT_TOO_SMALL, INSUFFICIENT_STAKE, INSUFFICIENT_BALANCE (network fee), POOL_PAUSED,
 * UNSUPPORTED_OPTION for a part of the ENKI, WOULD_REVERT, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function quoteUnstake(
  context: PoolContext,
  account: Address,
  amount: Wei | 'max',
  { asset }: ChangeOptions = {},
): Promise<UnstakeQuote<EnkiState>> {
  const view = await readBase(context, account);
  const { state, gasPrice } = view;
  if (asset?.address === null) {
    const known = [context.pool.asset, context.network.enki?.enki].flatMap((each) => each?.symbol ?? []);
    throw new StakingError('UNSUPPORTED_OPTION', { kind: 'asset-not-taken', asset: asset.symbol, known });
  }
  const leaving = !isVault(context)
    ? leaveQueue(context, account, amount, view)
    : asset && isSameAddress(asset.address, state.contracts.enki)
      ? leaveVesting(asset, amount, view)
      : leaveVault(context, account, amount, view);
  const { to, data, taking, ...told } = leaving;
  if (told.assets === 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', { kind: 'worth-nothing', shares: told.shares });
  }
  const [{ fee, ...prepared }, troubles] = await Promise.all([
    prepare(context, gasPrice, account, { to, data }, taking),
    readTroubles(context, state),
  ]);
  requireFee(view.account.metis, fee);
  return { state, ...prepared, ...told, reportChange: 0n, troubles };
}

/** Why an exit that was asked for pays nothing now. */
function refusal({ id, status, totalAssets, estimate }: EnkiExit): LeftOutExit {
  const nothing = (problem: StakingError['problem']) => new StakingError('NOTHING_TO_CLAIM', problem);
  if (estimate.basis === 'maturity' && estimate.latest !== null) {
    const facts = { exit: id, latest: toIsoTime(estimate.latest) };
    const error = new StakingError('CLAIM_TOO_EARLY', { kind: 'ticket-not-mature', ...facts });
    return { id, assets: totalAssets, reason: 'too-early', error };
  }
  const error =
    estimate.basis === 'vesting-stopped'
      ? nothing({ kind: 'vesting-stopped' })
      : status === 'exiting'
        ? nothing({ kind: 'nothing-free-yet' })
        : nothing({ kind: 'exit-unfunded', exit: id, assets: totalAssets });
  return { id, assets: totalAssets, reason: 'queued', error };
}

type EnkiExit = Awaited<ReturnType<typeof readEMetisPosition>>['exits'][number];

/**
 * Checks, builds and simulates a claim: of one ticket, the first that pays, or of all that is free of what vests.
 * @param ids of the exits; those that are not in it are told with the reason.
 * @throws StakingError UNKNOWN_EXIT, NOTHING_TO_CLAIM, CLAIM_TOO_EARLY, with the first reason, where nothing pays;
 * INSUFFICIENT_BALANCE (network fee), WOULD_REVERT, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function quoteClaim(
  context: PoolContext,
  account: Address,
  ids?: readonly bigint[],
): Promise<ClaimQuote<EnkiState>> {
  const [position, gasPrice] = await Promise.all([
    isVault(context) ? readSeMetisPosition(context, account) : readEMetisPosition(context, account),
    readGasPrice(context),
  ]);
  const { state, exits } = position;
  const unknown = (ids ?? [])
    .filter((id) => id !== enkiItem || !isVault(context))
    .filter((id) => !exits.some((exit) => exit.id === id));
  const wanted = exits.filter(({ id }) => ids?.includes(id) ?? true);
  const paying = wanted.filter(({ claimableAssets }) => claimableAssets > 0n);
  const [next, ...later] = paying;
  const leftOut: LeftOutExit[] = [
    ...unknown.map((id) => {
      const error = new StakingError('UNKNOWN_EXIT', { kind: 'no-exit', exit: id });
      return { id, assets: null, reason: 'unknown' as const, error };
    }),
    ...wanted.filter((exit) => !paying.includes(exit)).map(refusal),
    ...later.map(({ id, totalAssets }) => {
      const problem = { kind: 'one-claim-at-a-time', exit: id, next: next?.id ?? id } as const;
      const error = new StakingError('NOTHING_TO_CLAIM', problem);
      return { id, assets: totalAssets, reason: 'one-at-a-time' as const, error };
    }),
  ];
  if (!next) {
    throw leftOut[0]?.error ?? new StakingError('NOTHING_TO_CLAIM', { kind: 'no-open-exit' });
  }
  const { redemptionQueue, vesting } = state.contracts;
  const call =
    next.id === vestingExit && isVault(context)
      ? { to: vesting, data: vestingAbi.encodeFunctionData('claim', []) }
      : { to: redemptionQueue, data: queueAbi.encodeFunctionData('redeemRedemptionTicketNft', [next.id, account]) };
  const { fee, ...prepared } = await prepare(context, gasPrice, account, call);
  requireFee(position.nativeBalance, fee);
  return {
    state,
    ...prepared,
    exits: [next],
    leftOut: ids ? leftOut : [],
    assets: next.claimableAssets,
    remainingAssets: next.totalAssets - next.claimableAssets,
    ...(isVault(context) ? { isVesting: true } : {}),
    withHarvest: false,
  };
}
