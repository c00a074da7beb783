import { tokenAbi } from '../assets/token';
import type { PoolContext } from '../networks/context';
import type { Address, Wei } from '../units';
import type { Quote } from './quote';
import { estimateTransaction, type ExplainRevert, type Transaction, type TransactionCall } from './transaction';

/** What a call takes of the account's tokens. */
export type Taking = {
  readonly token: Address;
  readonly spender: Address;
  /** What the spender may take already. */
  readonly allowance: Wei;
  readonly amount: Wei;
  /** What the call can use behind an approval that is not mined yet: until then it cannot be simulated. */
  readonly gas: bigint;
};

/**
 * The call of a quote, with an approval of exactly what it takes before it where the account has not approved as much. What
 * stands behind an approval is not simulated: whoever asks has checked by getters that it can work.
 * @throws StakingError in words when the chain would refuse the one that goes first, CHAIN_UNAVAILABLE.
 */
export async function prepareWithApproval(
  context: Pick<PoolContext, 'request'>,
  call: TransactionCall,
  gasPrice: Wei,
  explain: ExplainRevert,
  taking?: Taking,
): Promise<Pick<Quote, 'approvals' | 'transaction' | 'networkFee'>> {
  let gasEstimate = 0n;
  const add = ({ gasEstimate: gas, ...transaction }: Transaction & { readonly gasEstimate: bigint }): Transaction => {
    gasEstimate += gas;
    return transaction;
  };
  const approvals: Transaction[] = [];
  let known: bigint | null = null;
  if (taking && taking.allowance < taking.amount) {
    const { token, spender, amount, gas } = taking;
    const data = tokenAbi.encodeFunctionData('approve', [spender, amount]);
    approvals.push(add(await estimateTransaction(context, { from: call.from, to: token, value: 0n, data }, explain)));
    known = gas;
  }
  const transaction = add(
    known === null ? await estimateTransaction(context, call, explain) : { ...call, gas: known, gasEstimate: known },
  );
  return { approvals, transaction, networkFee: { gasEstimate, gasPrice, fee: gasEstimate * gasPrice } };
}
