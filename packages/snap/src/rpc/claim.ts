import type { ClaimParams, Prepared } from '@pooled-staking/api';
import { readAccountView, readClaimQuote } from '@pooled-staking/core';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { propose } from './propose';
import { ClaimDialog } from './views/claim-dialog';

/** Asks the person to approve a claim of the exits that pay, or of those named, and returns its transaction. */
export async function claim(wallet: Wallet, params: ClaimParams, origin: string): Promise<Prepared> {
  const account = parseAccount(params.account);
  const ids = params.exits?.map(BigInt);
  return propose(
    wallet,
    { origin, account, pool: params.pool },
    async (context) => readClaimQuote(context, account, await readAccountView(context, account), ids),
    ClaimDialog,
  );
}
