import {
  concernOfAddress,
  findConcerns,
  zeroAddress,
  type Address,
  type Concerns,
  type Door,
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
  readonly nonce?: unknown;
  /** Authorizations of EIP-7702: wallets hand them over with a transaction of type 4. */
  readonly authorizationList?: unknown;
};

/** A transaction that concerns a pool. */
export type RelatedTransaction =
  | {
      readonly kind: 'readable';
      readonly transaction: UnsignedTransaction;
      readonly nonce: number | null;
      readonly concerns: Concerns;
      /** It is what a signature lets happen, at a time that is not known. */
      readonly isSignature?: boolean;
    }
  /** It goes to a pool, and a field that is needed is missing or malformed. */
  | { readonly kind: 'malformed'; readonly network: Network; readonly pool: Pool };

export const addressPattern = /^0x[0-9a-fA-F]{40}$/u;
const quantityPattern = /^0x[0-9a-fA-F]{1,64}$/u;
const dataPattern = /^0x[0-9a-fA-F]*$/u;

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

function parseNonce(nonce: unknown): number | null {
  const number = typeof nonce === 'number' || (typeof nonce === 'string' && nonce !== '') ? Number(nonce) : -1;
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** More authorizations than these are not named. */
const mostAuthorizations = 8;

/** The contracts whose code a transaction gives to accounts; the zero address takes code away, and is left out. */
function parseAccountCode(list: unknown): readonly Address[] {
  const addresses = (Array.isArray(list) ? list.slice(0, mostAuthorizations) : []).flatMap((each: unknown) => {
    const { address } = (typeof each === 'object' && each !== null ? each : {}) as { readonly address?: unknown };
    return parseField<Address>(address, addressPattern, undefined) ?? [];
  });
  return [...new Set(addresses)].filter((address) => address !== zeroAddress);
}

/**
 * The transaction when it concerns a pool, in the form in which it is decoded; `undefined` for every other one. Asks
 * nobody and never throws.
 * @param escrows escrows that pools of the chain told before.
 * @param doors what {@link readDoors} told of the calldata.
 */
export function parseTransaction(
  chainId: unknown,
  transaction: WalletTransaction,
  escrows: readonly Address[] = [],
  doors: readonly Door[] = [],
): RelatedTransaction | undefined {
  const to = parseField<Address>(transaction.to, addressPattern, undefined);
  if (to === undefined || typeof chainId !== 'string' || !chainId.startsWith('eip155:')) {
    return undefined;
  }
  const from = parseField<Address>(transaction.from, addressPattern, undefined);
  const value = parseField<Hex>(transaction.value, quantityPattern, '0x0');
  const data = parseField<Hex>(transaction.data, dataPattern, '0x');
  const isMalformed = from === undefined || value === undefined || data === undefined || data.length % 2 === 1;
  const concern = isMalformed ? concernOfAddress(chainId, to, 0n) : undefined;
  if (concern?.kind === 'pool') {
    return { kind: 'malformed', network: concern.network, pool: concern.pool };
  }
  // Of any other contract the address is what counts, whatever else is damaged.
  const parsed = isMalformed
    ? { from: zeroAddress, to, value: BigInt(value ?? 0n), data: '0x' as const }
    : { from, to, value: BigInt(value), data };
  const concerns = findConcerns(chainId, parsed, escrows, doors);
  const accountCode = parseAccountCode(transaction.authorizationList);
  return (
    concerns && {
      kind: 'readable',
      transaction: { ...parsed, accountCode },
      nonce: parseNonce(transaction.nonce),
      concerns,
    }
  );
}
