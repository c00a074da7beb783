import type { UnstakeParams, TransactionResult } from '@pooled-staking/api';
import { parseChangeOptions } from '@pooled-staking/core';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { propose } from './propose';
import { UnstakeDialog } from './views/unstake-dialog';

/** Asks the person to approve an exit of an amount, or of everything, and has the wallet send it, or returns its transaction. */
export async function unstake(wallet: Wallet, params: UnstakeParams, origin: string): Promise<TransactionResult> {
  const account = parseAccount(params.account);
  const amount = params.amount === 'max' ? params.amount : BigInt(params.amount);
  const { result } = await propose(
    wallet,
    { origin, account, pool: params.pool, intent: 'unstake' },
    async (protocol, context) =>
      protocol.quoteUnstake(context, account, amount, parseChangeOptions(context.pool, protocol, params)),
    ({ assets }) => assets,
    UnstakeDialog,
  );
  return result;
}
