import {
  networks,
  poolByAddress,
  type Address,
  type Hex,
  type Network,
  type Pool,
  type UnsignedTransaction,
} from '@pooled-staking/core';

/** A transaction as wallets hand it over: any field may be missing. */
export type WalletTransaction = {
  readonly from?: unknown;
  readonly to?: unknown;
  readonly value?: unknown;
  readonly data?: unknown;
};

const addressPattern = /^0x[0-9a-fA-F]{40}$/u;
const quantityPattern = /^0x[0-9a-fA-F]{1,64}$/u;
const dataPattern = /^0x([0-9a-fA-F]{2})*$/u;

/** The pool that a transaction goes to; `undefined` for every other transaction. Asks nobody and never throws. */
export function findPool(chainId: unknown, to: unknown): { network: Network; pool: Pool } | undefined {
  const network = networks.find((each) => `eip155:${each.chainId}` === chainId);
  const pool = network && typeof to === 'string' ? poolByAddress(network, to) : undefined;
  return network && pool ? { network, pool } : undefined;
}

/** A field of a wallet's transaction in its form; `fallback` where it is missing, `undefined` where it is malformed. */
function parseField<Text extends string>(
  field: unknown,
  pattern: RegExp,
  fallback: Text | undefined,
): Text | undefined {
  if (field === undefined || field === null || field === '') {
    return fallback;
  }
  return typeof field === 'string' && pattern.test(field) ? (field.toLowerCase() as Text) : undefined;
}

/** The transaction to a pool in the form in which it is decoded; `undefined` when a field is malformed. */
export function parseTransaction(pool: Pool, transaction: WalletTransaction): UnsignedTransaction | undefined {
  const from = parseField<Address>(transaction.from, addressPattern, undefined);
  const value = parseField<Hex>(transaction.value, quantityPattern, '0x0');
  const data = parseField<Hex>(transaction.data, dataPattern, '0x');
  return from === undefined || value === undefined || data === undefined
    ? undefined
    : { from, to: pool.address, value: BigInt(value), data };
}
