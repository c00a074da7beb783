import { toQuantity } from '../chain/block';
import { callNode, RevertError } from '../chain/request';
import { StakingError } from '../errors';
import type { Address, Hex, Wei } from '../units';
import type { PoolContext } from '../networks/context';
import type { RevertReason } from './revert';

/** A transaction of the person, before gas. */
export type TransactionCall = { readonly from: Address; readonly to: Address; readonly value: Wei; readonly data: Hex };

/** A transaction that the chain accepted in simulation. */
export type Transaction = TransactionCall & {
  /** Gas limit: the estimate and a quarter more, since the pool's state may move before it is mined. */
  readonly gas: bigint;
};

function toRpcCall({ from, to, value, data }: TransactionCall): Record<string, string> {
  return { from, to, value: toQuantity(value), data };
}

/** The node's present gas price in wei. */
export async function readGasPrice(context: Pick<PoolContext, 'request'>): Promise<Wei> {
  return BigInt(await callNode<Hex>(context.request, 'eth_gasPrice', []));
}

/** Tells what revert data of a protocol's contracts means. */
export type ExplainRevert = (data: Hex) => RevertReason;

/** A revert as an error of ours, in words. */
function toStakingError(revert: RevertError, explain: ExplainRevert): StakingError {
  const reason = explain(revert.data);
  return new StakingError(reason.code, { kind: 'transaction-refused', reason: reason.name, revert: reason });
}

/**
 * Simulates a call as the person at the newest block.
 * @throws RevertError when the chain refuses it, StakingError CHAIN_UNAVAILABLE.
 */
export async function simulateCall(context: Pick<PoolContext, 'request'>, call: TransactionCall): Promise<Hex> {
  return callNode<Hex>(context.request, 'eth_call', [toRpcCall(call), 'latest']);
}

/**
 * Simulates a transaction as the person and sets its gas.
 * @param explain tells what a refusal means.
 * @param parts the calls inside it, each to be simulated alone when it fails: a vault's `multicall` may swallow the reason.
 * @throws StakingError in words when the chain would refuse it, CHAIN_UNAVAILABLE when it cannot be asked.
 */
export async function estimateTransaction(
  context: Pick<PoolContext, 'request'>,
  call: TransactionCall,
  explain: ExplainRevert,
  parts: readonly Hex[] = [],
): Promise<Transaction & { readonly gasEstimate: bigint }> {
  try {
    const gasEstimate = BigInt(await callNode<Hex>(context.request, 'eth_estimateGas', [toRpcCall(call)]));
    return { ...call, gasEstimate, gas: gasEstimate + gasEstimate / 4n };
  } catch (error) {
    if (!(error instanceof RevertError)) {
      throw error;
    }
    for (const data of parts) {
      await simulateCall(context, { ...call, data }).catch((reason: unknown) => {
        throw reason instanceof RevertError ? toStakingError(reason, explain) : reason;
      });
    }
    throw toStakingError(error, explain);
  }
}

/**
 * A transaction that pays the person still costs gas first.
 * @throws StakingError INSUFFICIENT_BALANCE when the account cannot pay the network fee.
 */
export function requireFee(balance: Wei, fee: Wei): void {
  if (balance < fee) {
    throw new StakingError('INSUFFICIENT_BALANCE', { kind: 'no-eth-for-fee', balance, needed: fee });
  }
}
