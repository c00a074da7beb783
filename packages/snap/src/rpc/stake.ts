import type { StakeParams, TransactionResult } from '@pooled-staking/api';
import { parseChangeOptions } from '@pooled-staking/core';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { knownBackingTroubles, withBacking } from './backing';
import { propose } from './propose';
import { StakeDialog } from './views/stake-dialog';

/** Asks the person to approve a stake and has the wallet send it, or returns its transaction. */
export async function stake(wallet: Wallet, params: StakeParams, origin: string): Promise<TransactionResult> {
  const account = parseAccount(params.account);
  const amount = BigInt(params.amount);
  const { result } = await propose(
    wallet,
    { origin, account, pool: params.pool, intent: 'stake' },
    async (protocol, context) => {
      const options = parseChangeOptions(context.pool, protocol, params);
      const quote = await protocol.quoteStake(context, account, amount, options);
      // What another chain has told before; the dialog does not wait for it.
      return { ...quote, troubles: withBacking(quote.troubles ?? [], knownBackingTroubles(context)) };
    },
    () => amount,
    StakeDialog,
  );
  return result;
}
