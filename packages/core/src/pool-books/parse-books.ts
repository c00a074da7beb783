import { isNatural, type Unknown } from '../chain/checks';
import type { PoolOnNetwork } from '../networks/index';
import { isSameAddress, type Address, type Shares, type Wei } from '../units';
import { BooksError } from './ask-books';

/** What books say of a pool. */
export type BooksOfPool = {
  /** The block up to which they are written. */
  readonly block: number;
  /** Accounts that have or had a stake; no one else can tell. */
  readonly members: number;
  readonly totalAssets: Wei;
  readonly totalShares: Shares;
  /** Shares that wait in the exit queue, and tickets that checkpoints have served. */
  readonly queuedShares: Shares;
  readonly servedTickets: bigint;
  readonly checkpoints: number;
};

/** An event as books list it: where it stands, and whose it is. */
export type BooksEvent = {
  readonly name: string;
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly account: Address | null;
  readonly other: Address | null;
  readonly shares: Shares | null;
};

/** A part of a list, and what asks for the next; `null` at the end. */
export type BooksPage = { readonly events: readonly BooksEvent[]; readonly next: string | null };

/** No amount of a vault is larger than 128 bits. */
const amountPattern = /^\d{1,39}$/u;
const addressPattern = /^0x[0-9a-f]{40}$/u;
const namePattern = /^[A-Za-z]{1,40}$/u;
const placePattern = /^\d{1,12}:\d{1,9}$/u;

function malformed(): BooksError {
  return new BooksError('unreachable');
}

function amount(value: unknown): bigint {
  if (typeof value !== 'string' || !amountPattern.test(value)) {
    throw malformed();
  }
  return BigInt(value);
}

function natural(value: unknown): number {
  if (!isNatural(value)) {
    throw malformed();
  }
  return value;
}

function text(value: unknown, pattern: RegExp): string {
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw malformed();
  }
  return value;
}

const orNull = <Value>(value: unknown, parse: (value: unknown) => Value): Value | null =>
  value === null ? null : parse(value);

const address = (value: unknown): Address => text(value, addressPattern) as Address;

/**
 * What `/pool` answers, if it is about the pool.
 * @throws BooksError `unreachable` for anything but books, `other-pool`, `not-ready`, `unsound`.
 */
export function parsePool(value: unknown, { network, pool }: PoolOnNetwork): BooksOfPool {
  type Answer = { chainId: number; vault: string; block: number; pool: object; head: object };
  const { chainId, vault, block, pool: row, head } = (value ?? {}) as NonNullable<Unknown<Answer>>;
  if (natural(chainId) !== network.chainId || !isSameAddress(String(vault), pool.address)) {
    throw new BooksError('other-pool');
  }
  const facts = (row ?? {}) as NonNullable<Unknown<BooksOfPool & { nextTicket: bigint; faults: number }>>;
  const { isRight } = (head ?? {}) as { readonly isRight?: unknown };
  if (natural(facts.faults) > 0 || isRight === false) {
    throw new BooksError('unsound');
  }
  const servedTickets = amount(facts.servedTickets);
  return {
    block: natural(block),
    members: natural(facts.members),
    totalAssets: amount(facts.totalAssets),
    totalShares: amount(facts.totalShares),
    queuedShares: amount(facts.nextTicket) - servedTickets,
    servedTickets,
    checkpoints: natural(facts.checkpoints),
  };
}

/** The shares of an account, of what `/members/ADDRESS` answers; none of somebody whom the books do not know. */
export function parseShares(value: unknown): Shares {
  return value === null ? 0n : amount((value as { readonly shares?: unknown }).shares);
}

/** A page of events. @throws BooksError `unreachable` for anything else. */
export function parseEvents(value: unknown): BooksPage {
  const { items, next } = (value ?? {}) as NonNullable<Unknown<{ items: unknown; next: unknown }>>;
  if (!Array.isArray(items) || items.length > 1_000) {
    throw malformed();
  }
  return {
    events: items.map((item: Unknown<BooksEvent>) => ({
      name: text(item?.name, namePattern),
      blockNumber: natural(item?.blockNumber),
      logIndex: natural(item?.logIndex),
      account: orNull(item?.account, address),
      other: orNull(item?.other, address),
      shares: orNull(item?.shares, amount),
    })),
    next: orNull(next, (each) => text(each, placePattern)),
  };
}
