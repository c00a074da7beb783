import type { Exit as WireExit, GetPositionParams, GetPositionResult } from '@pooled-staking/api';
import {
  estimateExit,
  explainEstimate,
  readAccountView,
  toIsoTime,
  toIsoTimeOrNull,
  type AccountView,
  type Exit,
} from '@pooled-staking/core';
import { getAddress } from 'ethers';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { toAsOf } from './as-of';
import { inPool, poolOrDefault } from './pool-context';

function toWireExit(exit: Exit, { state, claimDelay }: AccountView): WireExit {
  const estimate = estimateExit(exit, state, claimDelay);
  return {
    id: exit.id.toString(),
    ticket: exit.ticket.toString(),
    owner: getAddress(exit.owner),
    receiver: getAddress(exit.receiver),
    requestedAt: toIsoTime(exit.requestedAt),
    status: exit.status,
    claimBringsReport: exit.needsReport,
    shares: exit.shares.toString(),
    exitedAssets: exit.exitedAssets.toString(),
    claimableAssets: exit.claimableAssets.toString(),
    totalAssets: exit.totalAssets.toString(),
    earliest: toIsoTimeOrNull(estimate.earliest),
    latest: toIsoTimeOrNull(estimate.latest),
    basis: explainEstimate(estimate),
  };
}

/** An account's stake, exits and lifetime rewards at one block. */
export async function getPosition(
  wallet: Wallet,
  params: GetPositionParams,
  origin: string,
): Promise<GetPositionResult> {
  const account = parseAccount(params.account);
  const where = poolOrDefault(params.pool);
  const view = await inPool(wallet, where, { urgency: 'read', origin }, async (context) =>
    readAccountView(context, account, { minBlock: params.minBlock ?? 0, withPending: true }),
  );
  const payable = new Map(view.claimableWithReport.map((exit) => [exit.id, exit]));
  return {
    account,
    pool: where.pool.id,
    shares: view.shares.toString(),
    assets: view.assets.toString(),
    pendingRewards: view.pendingRewards?.toString() ?? null,
    exits: view.exits.map((exit) => toWireExit(payable.get(exit.id) ?? exit, view)),
    lifetimeRewards: view.lifetimeRewards?.toString() ?? null,
    reconciled: view.lifetimeRewards !== null,
    reason: view.incompleteReason,
    asOf: toAsOf(view.state.block),
  };
}
