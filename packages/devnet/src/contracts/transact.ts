import { AnvilRpcError } from '../anvil';
import type { Anvil } from '../anvil';

export type TransactionRequest = {
  readonly from: string;
  readonly to?: string;
  readonly data?: string;
  /** Wei as a hex quantity. */
  readonly value?: string;
  /** Hex quantity; estimated by the node when left out. */
  readonly gas?: string;
  /** Hex quantity. */
  readonly gasPrice?: string;
};

/** A log as the node gives it. */
export type RpcLog = { readonly address: string; readonly topics: readonly string[]; readonly data: string };

/** The part of a transaction receipt that is used here. */
export type Receipt = {
  readonly transactionHash: string;
  readonly blockNumber: string;
  readonly status: string;
  readonly gasUsed: string;
  readonly effectiveGasPrice: string;
  readonly contractAddress: string | null;
  readonly logs: readonly RpcLog[];
};

const POLL_MS = 10;
const ATTEMPTS = 500;

/** Waits until the transaction is in a block; rejects after five seconds. */
export async function waitForReceipt(anvil: Pick<Anvil, 'request'>, hash: string): Promise<Receipt> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const receipt = (await anvil.request('eth_getTransactionReceipt', [hash])) as Receipt | null;
    if (receipt !== null) {
      return receipt;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`Transaction ${hash} was not mined`);
}

/** What a mined transaction that failed reverted with, `0x` when with nothing. */
export async function readRevertData(anvil: Anvil, hash: string): Promise<string> {
  const trace = await anvil.request('debug_traceTransaction', [hash, { tracer: 'callTracer' }]);
  return (trace as { output?: string }).output ?? '0x';
}

/**
 * Sends a transaction from an account that the node holds or impersonates and waits for its receipt.
 *
 * @throws AnvilRpcError with the revert data when it fails, as a call would; it is in a block all the same.
 */
export async function transact(anvil: Anvil, transaction: TransactionRequest): Promise<Receipt> {
  const hash = (await anvil.request('eth_sendTransaction', [transaction])) as string;
  const receipt = await waitForReceipt(anvil, hash);
  if (BigInt(receipt.status) !== 1n) {
    throw new AnvilRpcError(3, `Transaction ${hash} reverted`, await readRevertData(anvil, hash));
  }
  return receipt;
}
