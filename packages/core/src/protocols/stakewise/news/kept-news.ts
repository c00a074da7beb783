import { isHex, isNatural } from '../../../chain/checks';
import type { LogMark } from '../../../chain/log-mark';
import type { Address, Seconds, Shares, Wei } from '../../../units';
import type { PlacedTicket, QueuedExit } from '../exit-queue/exit-queue';
import type { HarvestState } from '../vault/state';

/** An open exit as the look before found it. */
export type KeptExit = PlacedTicket &
  Pick<QueuedExit, 'leftShares' | 'exitedAssets'> & {
    /** What a claim by its receiver was seen to pay; 0 without one. */
    readonly ready: Wei;
  };

/** An account as the look before found it. */
export type KeptAccount = {
  /**
   * The block that it was followed to: that of the look, or an older one while its logs are still read. Until then only
   * its shares and exits are told, by the logs up to there.
   */
  readonly upTo: number;
  readonly shares: Shares;
  readonly isBlocked: boolean;
  /** None of its exits is missing, as far as logs can tell: else nothing is said of what it has altogether. */
  readonly isProven: boolean;
  readonly exits: readonly KeptExit[];
  /** What it had when its week began, stake and own exits together, and what it has put in since, less what it was paid. */
  readonly week: { readonly since: Seconds; readonly value: Wei; readonly putIn: Wei };
};

/** What a look leaves for the next. */
export type KeptNews = {
  /** The block of the look. */
  readonly mark: LogMark;
  readonly feeBps: number;
  readonly isFull: boolean;
  readonly implementation: Address | null;
  readonly harvested: HarvestState['harvested'];
  /** Looks in a row to which the pool's reports since the mark were not all there. */
  readonly tries: number;
  /** Blocks whose logs the node gave at a time, to those that are followed last; `null` where it gave all of them. */
  readonly range: number | null;
  /** By address in lower case. */
  readonly accounts: ReadonlyMap<string, KeptAccount>;
  /** Accounts that have to be read whole, the next one first; in lower case. */
  readonly waiting: readonly Address[];
};

type Fields = Readonly<Record<string, unknown>>;

class NotKeptError extends Error {}

function checked<Value>(value: unknown, test: (value: unknown) => value is Value): Value {
  if (!test(value)) {
    throw new NotKeptError();
  }
  return value;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isAmount = (value: unknown): value is string => typeof value === 'string' && /^-?\d{1,78}$/u.test(value);
const isAccount = (value: unknown): value is Address => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/u.test(value);
const fieldsOf = (value: unknown): Fields => checked(value, isFields);
const amountOf = (value: unknown): bigint => BigInt(checked(value, isAmount));
const numberOf = (value: unknown): number => checked(value, isNatural);

function exitOf(value: unknown): KeptExit {
  const exit = fieldsOf(value);
  return {
    id: amountOf(exit['id']),
    ticket: amountOf(exit['ticket']),
    shares: amountOf(exit['shares']),
    owner: checked(exit['owner'], isAccount),
    receiver: checked(exit['receiver'], isAccount),
    requestedInBlock: numberOf(exit['requestedInBlock']),
    requestedAt: numberOf(exit['requestedAt']),
    queueIndex: amountOf(exit['queueIndex']),
    leftShares: amountOf(exit['leftShares']),
    exitedAssets: amountOf(exit['exitedAssets']),
    ready: amountOf(exit['ready']),
  };
}

function accountOf(value: unknown): KeptAccount {
  const account = fieldsOf(value);
  const week = fieldsOf(account['week']);
  return {
    upTo: numberOf(account['upTo']),
    shares: amountOf(account['shares']),
    isBlocked: checked(account['isBlocked'], isFlag),
    isProven: checked(account['isProven'], isFlag),
    exits: checked(account['exits'], isList).map(exitOf),
    week: { since: numberOf(week['since']), value: amountOf(week['value']), putIn: amountOf(week['putIn']) },
  };
}

/** What a look left; `undefined` for anything else. */
export function parseKept(value: unknown): KeptNews | undefined {
  try {
    const kept = fieldsOf(value);
    if (kept['version'] !== 1) {
      return undefined;
    }
    const mark = fieldsOf(kept['mark']);
    const { implementation, harvested } = kept;
    const counted = harvested === null ? null : fieldsOf(harvested);
    return {
      mark: { number: numberOf(mark['number']), hash: checked(mark['hash'], isHex) },
      feeBps: numberOf(kept['feeBps']),
      isFull: checked(kept['isFull'], isFlag),
      implementation: implementation === null ? null : checked(implementation, isAccount),
      harvested: counted && { assets: amountOf(counted['assets']), nonce: amountOf(counted['nonce']) },
      tries: numberOf(kept['tries']),
      range: kept['range'] === null ? null : numberOf(kept['range']),
      accounts: new Map(
        Object.entries(fieldsOf(kept['accounts'])).map(([address, account]) => [address, accountOf(account)]),
      ),
      waiting: checked(kept['waiting'], isList).map((account) => checked(account, isAccount)),
    };
  } catch (error) {
    if (error instanceof NotKeptError) {
      return undefined;
    }
    throw error;
  }
}

/** What a look leaves, as plain JSON. */
export function toKept({ accounts, ...kept }: KeptNews): unknown {
  return JSON.parse(
    JSON.stringify({ version: 1, ...kept, accounts: Object.fromEntries(accounts) }, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    ),
  );
}
