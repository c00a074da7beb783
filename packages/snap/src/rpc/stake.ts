import type { Prepared, StakeParams } from '@pooled-staking/api';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { propose } from './propose';
import { StakeDialog } from './views/stake-dialog';

/** Asks the person to approve a stake and returns its transaction. */
export async function stake(wallet: Wallet, params: StakeParams, origin: string): Promise<Prepared> {
  const account = parseAccount(params.account);
  const amount = BigInt(params.amount);
  const { prepared } = await propose(
    wallet,
    { origin, account, pool: params.pool },
    async (protocol, context) => protocol.quoteStake(context, account, amount),
    StakeDialog,
  );
  return prepared;
}
