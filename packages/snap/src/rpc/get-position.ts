import type { Exit as WireExit, GetPositionParams, GetPositionResult } from '@pooled-staking/api';
import { getAddress, protocolOf, toIsoTime, toIsoTimeOrNull, type Exit } from '@pooled-staking/core';
import { explainEstimate, explainGap } from '@pooled-staking/texts';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { toAsOf } from './as-of';
import { inEnglish } from './errors';
import { inPool, poolOrDefault } from './pool-context';

function toWireExit(exit: Exit): WireExit {
  const { estimate } = exit;
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
    basis: explainEstimate(estimate, inEnglish()),
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
  const position = await inPool(wallet, where, { urgency: 'read', origin }, async (context) =>
    protocolOf(where.pool).readPosition(context, account, { minBlock: params.minBlock ?? 0, withPending: true }),
  );
  const payable = new Map(position.claimableWithReport.map((exit) => [exit.id, exit]));
  return {
    account,
    pool: where.pool.id,
    shares: position.shares.toString(),
    assets: position.assets.toString(),
    pendingRewards: position.pendingRewards?.toString() ?? null,
    exits: position.exits.map((exit) => toWireExit(payable.get(exit.id) ?? exit)),
    lifetimeRewards: position.lifetimeRewards?.toString() ?? null,
    reconciled: position.lifetimeRewards !== null,
    reason: position.gap && explainGap(position.gap, inEnglish()),
    asOf: toAsOf(position.state.block),
  };
}
