import type { StakingCall, UnsignedTransaction } from '../staking/call';
import type { NetworkFee } from '../staking/fees';
import { toQuantity } from '../chain/block';
import { callNode, RevertError, type Request } from '../chain/request';
import { readGasPrice, type ExplainRevert } from '../staking/transaction';
import type { Hex } from '../units';
import type { Simulation } from './facts';

function toRpcCall({ from, to, value, data }: UnsignedTransaction): Record<string, string> {
  return { from, to, value: toQuantity(value), data };
}

/** Simulates the transaction, and beside it each call inside it alone, since a multicall may swallow the reason. */
export async function simulate(
  request: Request,
  transaction: UnsignedTransaction,
  calls: readonly StakingCall[],
  block: number,
  explain: ExplainRevert,
): Promise<Simulation> {
  const run = async (data: Hex): Promise<Hex | RevertError> =>
    callNode<Hex>(request, 'eth_call', [toRpcCall({ ...transaction, data }), toQuantity(block)]).catch(
      (error: unknown) => {
        if (error instanceof RevertError) {
          return error;
        }
        throw error;
      },
    );
  const isBundle = calls.length > 1 || calls[0]?.data !== transaction.data;
  const [whole, ...alone] = await Promise.all([
    run(transaction.data),
    ...(isBundle ? calls : []).map(async ({ data }) => run(data).catch(() => null)),
  ]);
  if (!(whole instanceof RevertError)) {
    return { goesThrough: true, answer: whole };
  }
  const first = alone.find((each) => each instanceof RevertError);
  return {
    goesThrough: false,
    reason: explain(whole.data === '0x' && first instanceof RevertError ? first.data : whole.data),
  };
}

/** What the transaction costs at the gas price of the moment; `null` when it would fail, which has no cost to tell. */
export async function readFee(request: Request, transaction: UnsignedTransaction): Promise<NetworkFee | null> {
  const [gasPrice, gas] = await Promise.all([
    readGasPrice({ request }),
    callNode<Hex>(request, 'eth_estimateGas', [toRpcCall(transaction)]).catch((error: unknown) => {
      if (error instanceof RevertError) {
        return null;
      }
      throw error;
    }),
  ]);
  return gas === null ? null : { gasEstimate: BigInt(gas), gasPrice, fee: BigInt(gas) * gasPrice };
}
