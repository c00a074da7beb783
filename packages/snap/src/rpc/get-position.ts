import type { GetPositionParams, GetPositionResult } from '@pooled-staking/api';
import { exitsForClaim, plainExit, plainPosition, protocolOf } from '@pooled-staking/core';
import { explainEstimate, explainGap, explainItem } from '@pooled-staking/texts';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { inEnglish } from './errors';
import { withNames } from './item-names';
import { inPool, poolOrDefault } from './pool-context';

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
  const items = await withNames(wallet, where.network, position.items);
  return {
    ...plainPosition(position),
    account,
    pool: where.pool.id,
    exits: exitsForClaim(position).map((exit) => ({
      ...plainExit(exit),
      basis: explainEstimate(exit.estimate, inEnglish(where)),
    })),
    items: items.map((item) => explainItem(item, inEnglish(where))),
    reason: position.gap && explainGap(position.gap, inEnglish(where)),
  };
}
