import { failureOf } from '@pooled-staking/core';
import { explainFailure } from '@pooled-staking/texts';
import { inEnglish } from '@pooled-staking/texts/command-line';

import { formatMoney } from '../money-text';
import type { Network } from './networks';
import { errorCodes, invalidParams, rpcError, unauthorized } from './rpc-errors';

/** A transaction as a page gave it to `eth_sendTransaction`, checked. Amounts in wei. */
export type RequestedTransaction = {
  from: string;
  to: string | null;
  value: bigint;
  data: string;
  gas: bigint | null;
  gasPrice: bigint | null;
  maxFeePerGas: bigint | null;
  maxPriorityFeePerGas: bigint | null;
};

/** What is paid for gas, in wei: with a base fee and a tip (EIP-1559), or one price on a chain without a base fee. */
type Fees =
  | { readonly type: '0x2'; readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }
  | { readonly type: '0x0'; readonly gasPrice: bigint };

/** A signed authorization of EIP-7702: from then on a contract's code acts for the account. */
export type Authorization = {
  readonly chainId: string;
  readonly address: string;
  readonly nonce: string;
  readonly yParity: string;
  readonly r: string;
  readonly s: string;
};

/** Signs what goes along with a transaction of that nonce. */
export type Authorize = (nonce: number) => Authorization;

/** The same with everything filled in that the page left out, and what a person should know. */
export type PreparedTransaction = Pick<RequestedTransaction, 'from' | 'to' | 'value' | 'data'> & {
  gas: bigint;
  fees: Fees;
  nonce: number;
  authorizations: readonly Authorization[];
  /** Wei that the fee is likely to be, and at most can be. */
  fee: bigint;
  highestFee: bigint;
  warnings: string[];
};

const toHex = (amount: bigint | number) => `0x${amount.toString(16)}`;

const FALLBACK_GAS = 1_000_000n;
const FALLBACK_PRIORITY_FEE = 1_000_000_000n;

function readQuantity(fields: Readonly<Record<string, unknown>>, name: string): bigint | null {
  const value = fields[name];
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value !== 'string' || !/^0x[\da-f]+$/iu.test(value)) {
    throw invalidParams(`"${name}" of a transaction is a 0x-prefixed quantity.`);
  }
  return BigInt(value);
}

/**
 * The account that is to send something.
 *
 * @throws JsonRpcError -32602 when it is no address, 4100 when it is not shared with the site.
 */
export function readSender(from: unknown, connected: readonly string[]): string {
  if (typeof from !== 'string' || !/^0x[\da-f]{40}$/iu.test(from)) {
    throw invalidParams('"from" of a transaction is an address.');
  }
  const sender = connected.find((account) => account.toLowerCase() === from.toLowerCase());
  if (sender === undefined) {
    throw unauthorized(`The account ${from} is not connected to this site.`);
  }
  return sender;
}

/**
 * What is called with what; `null` as receiver where a contract is created.
 *
 * @throws JsonRpcError -32602 for a malformed field.
 */
export function readCall(
  fields: Readonly<Record<string, unknown>>,
): Pick<RequestedTransaction, 'to' | 'value' | 'data'> {
  const receiver = fields['to'] ?? null;
  if (receiver !== null && (typeof receiver !== 'string' || !/^0x[\da-f]{40}$/iu.test(receiver))) {
    throw invalidParams('"to" of a transaction is an address, or left out.');
  }
  const data = fields['data'] ?? fields['input'] ?? '0x';
  if (typeof data !== 'string' || !/^0x([\da-f]{2})*$/iu.test(data)) {
    throw invalidParams('"data" of a transaction is a 0x-prefixed string of bytes.');
  }
  return { to: receiver, value: readQuantity(fields, 'value') ?? 0n, data };
}

/**
 * Reads the params of `eth_sendTransaction`.
 *
 * @throws JsonRpcError -32602 for a malformed field or another chain's id, 4100 when `from` is not shared with the site.
 */
export function readTransaction(params: unknown, connected: readonly string[], chainId: number): RequestedTransaction {
  const given: unknown = Array.isArray(params) ? (params as unknown[])[0] : undefined;
  if (typeof given !== 'object' || given === null) {
    throw invalidParams('Expected params [transaction].');
  }
  const fields = given as Record<string, unknown>;
  const from = readSender(fields['from'], connected);
  const call = readCall(fields);
  const wantedChain = readQuantity(fields, 'chainId');
  if (wantedChain !== null && wantedChain !== BigInt(chainId)) {
    throw invalidParams(`The transaction is for chain ${wantedChain}, the wallet is on chain ${chainId}.`);
  }
  return {
    from,
    ...call,
    gas: readQuantity(fields, 'gas') ?? readQuantity(fields, 'gasLimit'),
    gasPrice: readQuantity(fields, 'gasPrice'),
    maxFeePerGas: readQuantity(fields, 'maxFeePerGas'),
    maxPriorityFeePerGas: readQuantity(fields, 'maxPriorityFeePerGas'),
  };
}

/** What a unit of gas costs at most, and is likely to cost now. */
type GasCost = { readonly fees: Fees; readonly most: bigint; readonly likely: bigint };

/**
 * Fills in what is paid for gas from the network's newest block.
 *
 * @throws JsonRpcError -32602 for fees of EIP-1559 on a network without a base fee, as MetaMask does.
 */
async function readGasCost(network: Network, wanted: RequestedTransaction): Promise<GasCost> {
  const block = (await network.request('eth_getBlockByNumber', ['latest', false])) as { baseFeePerGas?: string } | null;
  if (block?.baseFeePerGas === undefined) {
    if (wanted.maxFeePerGas !== null || wanted.maxPriorityFeePerGas !== null) {
      throw invalidParams(
        'Invalid transaction params: params specify an EIP-1559 transaction but the current network does not support EIP-1559',
      );
    }
    const gasPrice = wanted.gasPrice ?? BigInt(String(await network.request('eth_gasPrice')));
    return { fees: { type: '0x0', gasPrice }, most: gasPrice, likely: gasPrice };
  }
  const baseFee = BigInt(block.baseFeePerGas);
  const readTip = async () => BigInt(String(await network.request('eth_maxPriorityFeePerGas')));
  const maxPriorityFeePerGas =
    wanted.maxPriorityFeePerGas ?? wanted.gasPrice ?? (await readTip().catch(() => FALLBACK_PRIORITY_FEE));
  const maxFeePerGas = wanted.maxFeePerGas ?? wanted.gasPrice ?? baseFee * 2n + maxPriorityFeePerGas;
  const likely = baseFee + maxPriorityFeePerGas < maxFeePerGas ? baseFee + maxPriorityFeePerGas : maxFeePerGas;
  return { fees: { type: '0x2', maxFeePerGas, maxPriorityFeePerGas }, most: maxFeePerGas, likely };
}

/** What makes a transaction one of EIP-7702. */
const setCodeFields = (authorizations: readonly Authorization[]) =>
  authorizations.length > 0 ? { type: '0x4', authorizationList: authorizations } : {};

/**
 * Fills in gas, fees and nonce from the network. Gas is the node's estimate and half as much again, as wallets do,
 * because state may move before the transaction is mined.
 *
 * @param authorize what gives the account the code of a contract; null: it stays as it is.
 */
export async function prepareTransaction(
  network: Network,
  wanted: RequestedTransaction,
  authorize: Authorize | null,
): Promise<PreparedTransaction> {
  const nonce = Number(BigInt(String(await network.request('eth_getTransactionCount', [wanted.from, 'pending']))));
  const authorizations = authorize ? [authorize(nonce)] : [];
  const call = {
    from: wanted.from,
    ...(wanted.to === null ? {} : { to: wanted.to }),
    value: toHex(wanted.value),
    data: wanted.data,
    ...setCodeFields(authorizations),
  };
  const warnings: string[] = [];
  const [{ fees, most, likely }, balance, estimate] = await Promise.all([
    readGasCost(network, wanted),
    network.request('eth_getBalance', [wanted.from, 'latest']).then((wei) => BigInt(String(wei))),
    network.request('eth_estimateGas', [call]).then(
      (gas) => BigInt(String(gas)),
      (error: unknown) => {
        warnings.push(`This transaction is likely to fail: ${explainFailure(failureOf(error), inEnglish)}`);
        return null;
      },
    ),
  ]);
  const gas = wanted.gas ?? (estimate === null ? FALLBACK_GAS : (estimate * 3n) / 2n);
  const fee = (estimate ?? gas) * likely;
  const highestFee = gas * most;
  if (wanted.value + highestFee > balance) {
    const held = formatMoney(balance, network.symbol);
    warnings.push(`There may not be enough ${network.symbol} for this: the account holds ${held}.`);
  }
  const { from, to, value, data } = wanted;
  return { from, to, value, data, gas, fees, nonce, authorizations, fee, highestFee, warnings };
}

function hexFees(fees: Fees): Record<string, string> {
  return fees.type === '0x0'
    ? { type: fees.type, gasPrice: toHex(fees.gasPrice) }
    : {
        type: fees.type,
        maxFeePerGas: toHex(fees.maxFeePerGas),
        maxPriorityFeePerGas: toHex(fees.maxPriorityFeePerGas),
      };
}

/** The transaction with hex quantities: the form in which nodes take it and Snaps see it. */
export function toTransactionFields(transaction: PreparedTransaction): Record<string, unknown> {
  return {
    from: transaction.from,
    ...(transaction.to === null ? {} : { to: transaction.to }),
    value: toHex(transaction.value),
    data: transaction.data,
    gas: toHex(transaction.gas),
    ...hexFees(transaction.fees),
    ...setCodeFields(transaction.authorizations),
  };
}

/** Sends through the node, which holds the keys of the accounts; its errors come back with code and data. */
export async function sendTransaction(network: Network, transaction: PreparedTransaction): Promise<unknown> {
  if (!network.takesTransactions) {
    throw rpcError(errorCodes.serverError, `${network.name} takes no transactions.`);
  }
  const fields = toTransactionFields(transaction);
  // An authorization is for the nonce after that of its transaction.
  const nonce = transaction.authorizations.length > 0 ? { nonce: toHex(transaction.nonce) } : {};
  return network.request('eth_sendTransaction', [{ ...fields, ...nonce }]);
}
