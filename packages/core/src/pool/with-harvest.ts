import { isStakingError } from '../errors';
import type { Address, Hex, Shares } from '../units';
import { vaultInterface } from './abi';
import type { PoolContext } from './context';
import { freeAssets } from './exit-estimate';
import { encodeClaim, isClaimableBy, type Exit } from './exit-queue';
import { readHarvestParams, toHarvestTuple } from './harvest';
import { decodeHolding, encodeHolding, readHoldingAfter, type Holding } from './holding-after';
import { encodeMulticall, simulateTogether } from './simulate-together';
import type { PoolState } from './state';

const encode = (method: string, args: readonly unknown[]): Hex => vaultInterface.encodeFunctionData(method, args);

/** The call that brings the newest report in; `null` when there is none to bring in, or its proof cannot be had. */
async function readUpdateCall(context: PoolContext, state: PoolState): Promise<Hex | null> {
  if (!state.harvest.canHarvest) {
    return null;
  }
  try {
    return encode('updateState', [toHarvestTuple(await readHarvestParams(context, state))]);
  } catch (error) {
    if (isStakingError(error, 'HARVEST_PROOF_UNAVAILABLE')) {
      return null;
    }
    throw error;
  }
}

/** An exit with the newest report behind it. */
export type ExitServedAtOnce = {
  readonly data: Hex;
  /** The calls inside it. */
  readonly parts: readonly Hex[];
  /** The account's stake once the report is in, and nothing else is done. */
  readonly report: Holding;
  /** The account's stake after the exit and the report. */
  readonly exit: Holding;
};

/**
 * An exit with the newest report behind it, when that serves the exit in the same transaction: the exit first, since an
 * update before it would leave it waiting for another report. `null` when it would not be served at once.
 */
export async function encodeExitServedAtOnce(
  context: PoolContext,
  state: PoolState,
  account: Address,
  shares: Shares,
): Promise<ExitServedAtOnce | null> {
  const update = freeAssets(state) > 0n ? await readUpdateCall(context, state) : null;
  if (update === null) {
    return null;
  }
  const exit = encode('enterExitQueue', [shares, account]);
  const ticket = (await simulateTogether(context, state.block, account, [exit]))?.[0];
  if (ticket === undefined) {
    return null;
  }
  const parts = [exit, update];
  const place = encode('getExitQueueIndex', [BigInt(ticket)]);
  const [answers, report] = await Promise.all([
    simulateTogether(context, state.block, account, [...parts, place, ...encodeHolding(account)]),
    readHoldingAfter(context, state.block, account, [{ data: update, value: 0n }]),
  ]);
  const [index, ...rest] = answers?.slice(parts.length) ?? [];
  const left = decodeHolding(rest);
  const isServed = index !== undefined && BigInt.asIntN(256, BigInt(index)) >= 0n;
  return isServed && report && left ? { data: encodeMulticall(parts), parts, report, exit: left } : null;
}

/** Exits that a claim pays once the newest report is in, and the call that brings it in. */
export type ClaimableWithHarvest = { readonly update: Hex; readonly exits: readonly Exit[] };

/**
 * The waiting exits that become claimable by bringing the newest report in within the claim itself. Their amounts are
 * those after the report. `null` when there are none.
 */
export async function readClaimableWithHarvest(
  context: PoolContext,
  state: PoolState,
  account: Address,
  exits: readonly Exit[],
): Promise<ClaimableWithHarvest | null> {
  const waiting = exits.filter((exit) => exit.status === 'queued' && isClaimableBy(exit, account));
  const update = waiting.length > 0 && freeAssets(state) > 0n ? await readUpdateCall(context, state) : null;
  if (update === null) {
    return null;
  }
  const places = waiting.map(({ ticket }) => encode('getExitQueueIndex', [ticket]));
  const indexes = await simulateTogether(context, state.block, account, [update, ...places]);
  const placed = waiting
    .map((exit, position) => ({ ...exit, queueIndex: BigInt.asIntN(256, BigInt(indexes?.[position + 1] ?? -1n)) }))
    .filter(({ queueIndex }) => queueIndex >= 0n);
  const paying = await Promise.all(placed.map(async (exit) => readClaimAfter(context, state, account, update, exit)));
  const found = paying.filter((exit) => exit !== null);
  return found.length > 0 ? { update, exits: found } : null;
}

/** An exit as a claim right after the update pays it; `null` when that claim is refused or pays nothing. */
async function readClaimAfter(
  context: PoolContext,
  state: PoolState,
  account: Address,
  update: Hex,
  exit: Exit,
): Promise<Exit | null> {
  const amounts = encode('calculateExitedAssets', [exit.receiver, exit.ticket, exit.requestedAt, exit.queueIndex]);
  const answers = await simulateTogether(context, state.block, account, [update, amounts, encodeClaim(exit)]);
  const amount = answers?.[1];
  if (amount === undefined) {
    return null;
  }
  const [left, , assets] = vaultInterface.decodeFunctionResult('calculateExitedAssets', amount) as unknown as bigint[];
  if (left === undefined || assets === undefined || assets === 0n) {
    return null;
  }
  return {
    ...exit,
    status: 'claimable',
    leftShares: left > 1n ? left : 0n,
    exitedAssets: assets,
    claimableAssets: assets,
    totalAssets: exit.totalAssets > assets ? exit.totalAssets : assets,
  };
}
