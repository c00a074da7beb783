import { isStakingError } from '../../../errors';
import type { Address, Hex, Shares, Wei } from '../../../units';
import { vaultInterface } from '../vault/abi';
import type { PoolContext } from '../../../networks/context';
import { freeAssets } from './exit-estimate';
import { isClaimableBy, type QueuedExit } from './exit-queue';
import { readAfterReport } from './exits-after-report';
import { readHarvestParams, toHarvestTuple, type HarvestParams } from '../harvest/harvest';
import { decodeHolding, encodeHolding, readHoldingAfter, type Holding } from '../vault/holding-after';
import { sharesToAssets } from '../vault/share-maths';
import { encodeMulticall, simulateTogether } from '../vault/simulate-together';
import type { VaultState } from '../vault/state';

const encode = (method: string, args: readonly unknown[]): Hex => vaultInterface.encodeFunctionData(method, args);

/** The newest report with its proof; `null` when there is none to bring in, or its proof cannot be had. */
async function readReport(context: PoolContext, state: VaultState): Promise<HarvestParams | null> {
  if (!state.harvest.canHarvest || !mayServe(state)) {
    return null;
  }
  try {
    return await readHarvestParams(context, state);
  } catch (error) {
    if (isStakingError(error, 'HARVEST_PROOF_UNAVAILABLE')) {
      return null;
    }
    throw error;
  }
}

/** False where the next report certainly serves no exit. Version 1 does not tell what is set aside: any ETH may serve one. */
function mayServe(state: VaultState): boolean {
  return state.queue.unclaimedAssets === null ? state.ethBalance > 0n : freeAssets(state) > 0n;
}

const encodeUpdate = (report: HarvestParams): Hex => encode('updateState', [toHarvestTuple(report)]);

/** An exit with the newest report behind it. */
export type ExitServedAtOnce = {
  readonly data: Hex;
  /** The calls inside it. */
  readonly parts: readonly Hex[];
  /** ETH that is set aside for it, and what is still to wait is worth. */
  readonly assets: Wei;
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
  state: VaultState,
  account: Address,
  shares: Shares,
): Promise<ExitServedAtOnce | null> {
  const found = await readReport(context, state);
  if (found === null) {
    return null;
  }
  const update = encodeUpdate(found);
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
  const queueIndex = index === undefined ? -1n : BigInt.asIntN(256, BigInt(index));
  if (queueIndex < 0n || !report || !left) {
    return null;
  }
  // The request is made in the simulation, whose time is the block's.
  const request = [account, BigInt(ticket), state.block.timestamp, queueIndex];
  const amounts = (
    await simulateTogether(context, state.block, account, [...parts, encode('calculateExitedAssets', request)])
  )?.[parts.length];
  const [waiting = 0n, , exited = 0n] = (
    amounts === undefined ? [] : vaultInterface.decodeFunctionResult('calculateExitedAssets', amounts)
  ) as bigint[];
  const assets =
    exited > 0n ? exited + (waiting > 1n ? sharesToAssets(waiting, left) : 0n) : sharesToAssets(shares, report);
  return { data: encodeMulticall(parts), parts, assets, report, exit: left };
}

/** Exits that a claim pays once the newest report is in, and the call that brings it in. */
export type ClaimableWithHarvest = { readonly update: Hex; readonly exits: readonly QueuedExit[] };

/**
 * The exits that a claim pays when it brings the newest report in first, as they stand then, where that makes any of them
 * claimable that is not so without it. `null` when there are none.
 */
export async function readClaimableWithHarvest(
  context: PoolContext,
  state: VaultState,
  account: Address,
  exits: readonly QueuedExit[],
): Promise<ClaimableWithHarvest | null> {
  const own = exits.filter((exit) => isClaimableBy(exit, account));
  const report = own.some(({ status }) => status === 'queued') ? await readReport(context, state) : null;
  const after = report && (await readAfterReport(context, state, report, account, own));
  const paying = after?.exits.filter(({ status }) => status === 'claimable') ?? [];
  return report && paying.some(({ needsReport }) => needsReport)
    ? { update: encodeUpdate(report), exits: paying }
    : null;
}
