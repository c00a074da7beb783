import { readViewBlock, toIsoTime } from '../../../chain/block';
import { ReadBatch } from '../../../chain/read-batch';
import { RevertError } from '../../../chain/request';
import { StakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import type { StakingProblem } from '../../../problems';
import type { Exit } from '../../../staking/exit';
import type { ChangeOptions } from '../../../staking/protocol';
import type { ClaimQuote, LeftOutExit, StakeQuote, UnstakeQuote } from '../../../staking/quote';
import { sharesForExit } from '../../../staking/shares-to-exit';
import {
  estimateTransaction,
  readGasPrice,
  requireFee,
  simulateCall,
  type TransactionCall,
} from '../../../staking/transaction';
import type { Address, Shares, Wei } from '../../../units';
import { artemisAbi } from './abi';
import { artemisOn } from './contracts';
import { readLastHarvest } from './last-harvest';
import { readArtemisPosition } from './position';
import { requireManager } from './requests';
import { explainArtemisRevert } from './revert-reason';
import { mostToRequest, promisedFor, sharesFor, sharesToRequest, worthOf } from './share-maths';
import { addArtemisState, afterHarvest, claimDelayOf, troublesOf, type ArtemisState } from './state';

/** What an account has, for a change of it. */
type Ground = { readonly state: ArtemisState; readonly held: Shares; readonly balance: Wei; readonly gasPrice: Wei };

async function readGround(context: PoolContext, account: Address): Promise<Ground> {
  const { request, network } = context;
  const block = await readViewBlock(request);
  const batch = new ReadBatch(network.multicall3);
  const state = addArtemisState(batch, context);
  const held = batch.add(artemisOn(network).token, artemisAbi, 'balanceOf', [account], ([value]) => value as bigint);
  const balance = batch.addBalance(account);
  const [gasPrice] = await Promise.all([readGasPrice(context), batch.run(request, block)]);
  return { state: state.read(block), held: held.value(), balance: balance.value(), gasPrice };
}

/** Of 1,000 shares, how many fewer a stake still takes: rewards may come in until it is mined, and each share is worth more then. */
const margin = 5n;

/**
 * Checks, builds and simulates a stake of `amount` wei of METIS. The pool harvests first, so the shares are those after a
 * harvest, and the least that is taken is a little less, or what the person names.
 * @throws StakingError AMOUNT_TOO_SMALL, POOL_PAUSED, INSUFFICIENT_BALANCE (network fee included), WOULD_REVERT,
 * CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT. Nothing is ever sent.
 */
export async function quoteArtemisStake(
  context: PoolContext,
  account: Address,
  amount: Wei,
  { leastShares: named }: ChangeOptions = {},
): Promise<StakeQuote<ArtemisState>> {
  if (amount <= 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', { kind: 'no-amount-to-stake', amount: 0n });
  }
  const { state, held, balance, gasPrice } = await readGround(context, account);
  if (state.status === 'paused') {
    throw new StakingError('POOL_PAUSED', { kind: 'pool-paused' });
  }
  if (amount > balance) {
    throw new StakingError('INSUFFICIENT_BALANCE', { kind: 'no-eth-for-stake', balance, needed: amount });
  }
  const harvested = afterHarvest(state);
  const shares = sharesFor(amount, harvested);
  if (shares === 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', { kind: 'fewer-shares', shares, least: 1n });
  }
  if (named !== undefined && named > shares) {
    throw new StakingError('WOULD_REVERT', { kind: 'fewer-shares', shares, least: named });
  }
  const least = named ?? shares - (shares * margin) / 1000n;
  const data = artemisAbi.encodeFunctionData('deposit', [least, '']);
  const call = { from: account, to: context.pool.address, value: amount, data };
  const [{ gasEstimate, ...transaction }, last] = await Promise.all([
    estimateTransaction(context, call, explainArtemisRevert),
    readLastHarvest(context, state),
  ]);
  const fee = gasEstimate * gasPrice;
  const needed = amount + fee;
  if (needed > balance) {
    const problem = { kind: 'no-eth-for-stake-and-fee', balance, needed, cost: { fee } } as const;
    throw new StakingError('INSUFFICIENT_BALANCE', problem);
  }
  const staked = { totalAssets: harvested.totalAssets + amount, totalShares: harvested.totalShares + shares };
  return {
    ...{ state, approvals: [], transaction, amount },
    networkFee: { gasEstimate, gasPrice, fee },
    assetsBefore: worthOf(held, state),
    assetsAfter: worthOf(held + shares, staked),
    reportChange: worthOf(held, harvested) - worthOf(held, state),
    balanceAfter: balance - needed,
    // Every stake makes a harvest: no report has to be brought along.
    withHarvest: false,
    wayBack: 'release',
    claimDelay: claimDelayOf(state),
    leastShares: least,
    troubles: troublesOf(state, last),
  };
}

/**
 * Checks, builds and simulates a withdrawal request for `amount` wei (or all). What it will pay is fixed by it: the rate of
 * the request, without a harvest.
 * @throws StakingError AMOUNT_TOO_SMALL, INSUFFICIENT_STAKE, POOL_PAUSED, INSUFFICIENT_BALANCE (network fee), WOULD_REVERT,
 * CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT. Nothing is ever sent.
 */
export async function quoteArtemisUnstake(
  context: PoolContext,
  account: Address,
  amount: Wei | 'max',
): Promise<UnstakeQuote<ArtemisState>> {
  const { state, held, balance, gasPrice } = await readGround(context, account);
  requireManager(state);
  const most = mostToRequest(held, state);
  const shares = sharesForExit(amount, most, promisedFor(most, state), (wanted) => sharesToRequest(wanted, state));
  const assets = promisedFor(shares, state);
  if (assets === 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', { kind: 'worth-nothing', shares });
  }
  const data = artemisAbi.encodeFunctionData('initiateWithdrawal', [shares]);
  const call = { from: account, to: artemisOn(context.network).withdrawalManager, value: 0n, data };
  const { gasEstimate, ...transaction } = await estimateTransaction(context, call, explainArtemisRevert);
  const fee = gasEstimate * gasPrice;
  requireFee(balance, fee);
  const left = { totalAssets: state.totalAssets - assets, totalShares: state.totalShares - shares };
  return {
    ...{ state, approvals: [], transaction, shares, assets },
    networkFee: { gasEstimate, gasPrice, fee },
    assetsBefore: worthOf(held, state),
    assetsAfter: worthOf(held - shares, left),
    reportChange: 0n,
    isAll: shares === most,
    way: 'release',
    claimDelay: claimDelayOf(state),
    troubles: troublesOf(state, undefined),
  };
}

/** Why an exit pays nothing now. */
function refusalOf(
  { id, status, estimate, totalAssets }: Exit,
  state: ArtemisState,
): Omit<LeftOutExit, 'id' | 'assets'> {
  const nothing = (problem: StakingProblem): StakingError => new StakingError('NOTHING_TO_CLAIM', problem);
  if (status === 'exiting') {
    const latest = toIsoTime(estimate.latest ?? state.block.timestamp);
    const problem = { kind: 'exit-too-early', exit: id, latest, assets: totalAssets } as const;
    return { reason: 'too-early', error: new StakingError('CLAIM_TOO_EARLY', problem) };
  }
  return estimate.basis === 'unfunded'
    ? { reason: 'refused', error: nothing({ kind: 'exit-unfunded', exit: id, assets: totalAssets }) }
    : { reason: 'queued', error: nothing({ kind: 'exit-queued', exit: id }) };
}

/** The exit that a claim pays, and those that were asked for and are not in it. */
function choose(
  exits: readonly Exit[],
  state: ArtemisState,
  ids: readonly bigint[] | undefined,
): { readonly paid: Exit; readonly leftOut: readonly LeftOutExit[] } {
  const [first] = exits;
  const wanted = [...new Set(ids ?? exits.map(({ id }) => id))];
  const leftOut = wanted.flatMap((id): LeftOutExit[] => {
    const exit = exits.find((each) => each.id === id);
    if (!exit || !first) {
      const error = new StakingError('UNKNOWN_EXIT', { kind: 'no-exit', exit: id });
      return [{ id, assets: null, reason: 'unknown', error }];
    }
    if (exit.status !== 'claimable') {
      return [{ id, assets: exit.totalAssets, ...refusalOf(exit, state) }];
    }
    if (exit !== first) {
      const problem = { kind: 'one-claim-at-a-time', exit: id, next: first.id } as const;
      const error = new StakingError('NOTHING_TO_CLAIM', problem);
      return [{ id, assets: exit.totalAssets, reason: 'one-at-a-time', error }];
    }
    return [];
  });
  if (!first || leftOut.length === wanted.length) {
    throw leftOut[0]?.error ?? new StakingError('NOTHING_TO_CLAIM', { kind: 'no-open-exit' });
  }
  return { paid: first, leftOut: ids ? leftOut : leftOut.filter(({ reason }) => reason === 'one-at-a-time') };
}

/** The exits, the first of which a simulated claim judges where no log tells its number, and so whether it is released. */
async function withCertainFirst(
  context: PoolContext,
  call: TransactionCall,
  exits: readonly Exit[],
): Promise<readonly Exit[]> {
  const [first, ...others] = exits;
  if (!first || first.requestedInBlock > 0 || first.status !== 'queued') {
    return exits;
  }
  try {
    await simulateCall(context, call);
    return [{ ...first, status: 'claimable', claimableAssets: first.totalAssets }, ...others];
  } catch (error) {
    if (error instanceof RevertError) {
      return exits;
    }
    throw error;
  }
}

/**
 * Checks, builds and simulates a claim. The manager pays an account's oldest request, one a transaction: others that are
 * ready are left out with that word, and none but the oldest can be claimed by itself.
 * @throws StakingError UNKNOWN_EXIT, CLAIM_TOO_EARLY, NOTHING_TO_CLAIM, with the first reason, where none pays; POOL_PAUSED,
 * INSUFFICIENT_BALANCE (network fee), WOULD_REVERT, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT. Nothing is ever sent.
 */
export async function quoteArtemisClaim(
  context: PoolContext,
  account: Address,
  ids?: readonly bigint[],
): Promise<ClaimQuote<ArtemisState>> {
  const { state, exits: told, balance } = await readArtemisPosition(context, account);
  requireManager(state);
  const data = artemisAbi.encodeFunctionData('completeWithdrawal', []);
  const call = { from: account, to: artemisOn(context.network).withdrawalManager, value: 0n, data };
  const exits = await withCertainFirst(context, call, told);
  const { paid, leftOut } = choose(exits, state, ids);
  const [gasPrice, { gasEstimate, ...transaction }] = await Promise.all([
    readGasPrice(context),
    estimateTransaction(context, call, explainArtemisRevert),
  ]);
  const fee = gasEstimate * gasPrice;
  requireFee(balance, fee);
  return {
    ...{ state, approvals: [], transaction, leftOut },
    networkFee: { gasEstimate, gasPrice, fee },
    exits: [paid],
    assets: paid.claimableAssets,
    remainingAssets: 0n,
    withHarvest: false,
  };
}
