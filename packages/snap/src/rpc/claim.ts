import type { ClaimParams, ClaimResult } from '@pooled-staking/api';
import { plainClaimed, poolById } from '@pooled-staking/core';
import { explainError } from '@pooled-staking/texts';
import type { Wallet } from '../wallet/wallet';
import { inEnglish } from './errors';
import { parseAccount } from './account';
import { propose } from './propose';
import { ClaimDialog } from './views/claim-dialog';

/**
 * Asks the person to approve a claim of the exits that pay, out of all or of those named, and has the wallet send it, or
 * returns its transaction.
 */
export async function claim(wallet: Wallet, params: ClaimParams, origin: string): Promise<ClaimResult> {
  const account = parseAccount(params.account);
  const ids = params.exits?.map(BigInt);
  const { result, quote } = await propose(
    wallet,
    { origin, account, pool: params.pool, intent: 'claim' },
    async (protocol, context) => protocol.quoteClaim(context, account, ids),
    ({ assets }) => assets,
    ClaimDialog,
  );
  if (result.status === 'submitted') {
    return result;
  }
  return {
    ...result,
    exits: {
      claimed: plainClaimed(quote),
      leftOut: quote.leftOut.map(({ id, reason, error }) => ({
        id: id.toString(),
        reason,
        message: explainError(error, inEnglish(poolById(params.pool))),
      })),
    },
  };
}
