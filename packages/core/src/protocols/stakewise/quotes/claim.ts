import type { ClaimDelay } from '../../../staking/exit';
import { toIsoTime } from '../../../chain/block';
import { isStakingError, StakingError } from '../../../errors';
import type { StakingProblem } from '../../../problems';
import type { Address, Hex, Wei } from '../../../units';
import { burnedNotClaimed, readBurnedExits } from '../exit-queue/burning-queue';
import type { PoolContext } from '../../../networks/context';
import { longestKnownDelay } from '../exit-queue/claim-delay';
import { claimDelayFor } from '../exit-queue/exit-estimate';
import {
  encodeClaim,
  findExit,
  isClaimableBy,
  pickExits,
  unknownExit,
  type QueuedExit,
} from '../exit-queue/exit-queue';
import { explainRevert } from '../vault/revert-reason';
import { encodeMulticall } from '../vault/simulate-together';
import type { VaultState } from '../vault/state';
import { estimateTransaction, readGasPrice, requireFee } from '../../../staking/transaction';
import { readClaimableWithHarvest } from '../exit-queue/with-harvest';
import type { LeftOutExit, ClaimQuote } from '../../../staking/quote';

/** Why an exit that was asked for pays nothing now, as a reason and as an error of its own. */
function refusal(
  exit: QueuedExit,
  account: Address,
  now: number,
  found: ClaimDelay,
): Omit<LeftOutExit, 'id' | 'assets'> {
  const { id } = exit;
  const nothing = (problem: StakingProblem): StakingError => new StakingError('NOTHING_TO_CLAIM', problem);
  if (!isClaimableBy(exit, account)) {
    const error = nothing({ kind: 'exit-of-other', exit: id, receiver: { address: exit.receiver } });
    return { reason: 'other-receiver', error };
  }
  const waitOver = exit.requestedAt + claimDelayFor(exit, now, found).seconds;
  if (exit.status === 'exiting' && now < waitOver) {
    const facts = { exit: id, latest: toIsoTime(waitOver), assets: exit.exitedAssets };
    return { reason: 'too-early', error: new StakingError('CLAIM_TOO_EARLY', { kind: 'exit-too-early', ...facts }) };
  }
  if (exit.claimRevert !== null) {
    const revert = explainRevert(exit.claimRevert);
    const error = new StakingError(revert.code, { kind: 'claim-refused', exit: id, reason: revert.name, revert });
    return { reason: 'refused', error };
  }
  return exit.status === 'dust'
    ? { reason: 'dust', error: nothing({ kind: 'exit-dust', exit: id }) }
    : { reason: 'queued', error: nothing({ kind: 'exit-queued', exit: id }) };
}

/** The exits to claim, and those that were asked for by id and pay nothing now. */
export type ChosenExits = { readonly paying: readonly QueuedExit[]; readonly leftOut: readonly LeftOutExit[] };

/**
 * The exits to claim, out of those named or out of all: those that pay. One that pays makes a claim; of those named the
 * others are left out, each with its reason.
 * @throws StakingError UNKNOWN_EXIT, CLAIM_TOO_EARLY, NOTHING_TO_CLAIM, WOULD_REVERT, with the first reason, where none pays.
 */
export function exitsToClaim(
  exits: readonly QueuedExit[],
  account: Address,
  now: number,
  ids: readonly bigint[] | undefined,
  claimDelay: ClaimDelay = longestKnownDelay,
): ChosenExits {
  const unknown = (ids ?? []).filter((id) => !findExit(exits, id));
  const wanted = ids ? pickExits(exits, ids) : exits;
  const paying = wanted.filter((exit) => exit.status === 'claimable' && isClaimableBy(exit, account));
  const leftOut: LeftOutExit[] = [
    ...unknown.map((id) => ({ id, assets: null, reason: 'unknown' as const, error: unknownExit(id) })),
    ...wanted
      .filter((exit) => !paying.includes(exit))
      .map((exit) => ({ id: exit.id, assets: exit.totalAssets, ...refusal(exit, account, now, claimDelay) })),
  ];
  if (paying.length === 0) {
    const first = leftOut.find(({ reason }) => reason === 'too-early' || reason === 'refused') ?? leftOut[0];
    throw first?.error ?? new StakingError('NOTHING_TO_CLAIM', { kind: 'no-open-exit' });
  }
  return { paying, leftOut: ids ? leftOut : [] };
}

/** What a claim rests on, read just now. */
export type ClaimView = {
  readonly state: VaultState;
  /** The account's open exits. */
  readonly exits: readonly QueuedExit[];
  /** ETH of the account. */
  readonly balance: Wei;
  /** How long the pool makes exits wait; what is known of every vault where it was not read. */
  readonly claimDelay: ClaimDelay;
};

/** The view with the exits that the newest report makes claimable, when the claim brings it in. */
async function withHarvest(
  context: PoolContext,
  account: Address,
  view: ClaimView,
  ids: readonly bigint[] | undefined,
): Promise<{ readonly exits: readonly QueuedExit[]; readonly update: Hex | null }> {
  const wanted = ids ? pickExits(view.exits, ids) : view.exits;
  const more = await readClaimableWithHarvest(context, view.state, account, wanted);
  if (!more) {
    return { exits: view.exits, update: null };
  }
  const better = new Map(more.exits.map((exit) => [exit.ticket, exit]));
  return { exits: view.exits.map((exit) => better.get(exit.ticket) ?? exit), update: more.update };
}

/**
 * The exits to claim. Where none is found, the account may have some that the pool's code pays in a way that is not followed.
 * @throws StakingError as {@link exitsToClaim}; UNSUPPORTED_POOL_CODE.
 */
async function choose(
  context: PoolContext,
  account: Address,
  { state, exits, claimDelay }: ClaimView,
  ids: readonly bigint[] | undefined,
): Promise<ChosenExits> {
  try {
    return exitsToClaim(exits, account, state.block.timestamp, ids, claimDelay);
  } catch (error) {
    const isMissing = isStakingError(error, ids ? 'UNKNOWN_EXIT' : 'NOTHING_TO_CLAIM');
    const { received } = isMissing ? await readBurnedExits(context, state, account) : { received: null };
    throw received && received.count > 0 ? burnedNotClaimed(state.version, received) : error;
  }
}

/**
 * Checks, builds and simulates a claim. Several exits go in one `multicall`, which is all or nothing, so only exits whose
 * own simulation pays are in it: a claim never costs gas for nothing. The pool's newest report goes before them where
 * that makes an exit claimable.
 * @throws StakingError as {@link exitsToClaim}, UNSUPPORTED_POOL_CODE, INSUFFICIENT_BALANCE (network fee), CHAIN_UNAVAILABLE.
 */
export async function readClaimQuote(
  context: PoolContext,
  account: Address,
  view: ClaimView,
  ids?: readonly bigint[],
): Promise<ClaimQuote<VaultState>> {
  const { exits: offered, update } = await withHarvest(context, account, view, ids);
  const { paying: exits, leftOut } = await choose(context, account, { ...view, exits: offered }, ids);
  const parts = [...(update === null ? [] : [update]), ...exits.map(encodeClaim)];
  const [only] = parts;
  const data = parts.length === 1 && only ? only : encodeMulticall(parts);
  const call = { from: account, to: context.pool.address, value: 0n, data };
  const [gasPrice, { gasEstimate, ...transaction }] = await Promise.all([
    readGasPrice(context),
    estimateTransaction(context, call, explainRevert, parts),
  ]);
  const fee = gasEstimate * gasPrice;
  requireFee(view.balance, fee);
  const assets = exits.reduce((sum, { claimableAssets }) => sum + claimableAssets, 0n);
  return {
    state: view.state,
    approvals: [],
    transaction,
    networkFee: { gasEstimate, gasPrice, fee },
    exits,
    leftOut,
    assets,
    remainingAssets: exits.reduce((sum, { totalAssets }) => sum + totalAssets, 0n) - assets,
    withHarvest: update !== null,
  };
}
