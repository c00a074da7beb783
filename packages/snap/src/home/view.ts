import {
  isCount,
  isCountOrNull,
  type Address,
  type Exit,
  type FiatPrice,
  type HistoryGap,
  type Period,
  type PlainItem,
  type PlainTrouble,
  type Pool,
  type Producer,
  type Seconds,
  type Wei,
} from '@pooled-staking/core';
import type { KnownApr } from '../rpc/facts';
import { isAddress } from '../wallet/settings';
import { isObject, type Part } from '../wallet/state';

/** An open exit, as far as the page shows it. */
export type PictureExit = Pick<
  Exit,
  'id' | 'receiver' | 'requestedAt' | 'status' | 'claimableAssets' | 'totalAssets' | 'estimate'
>;

/** What an account has in a pool, as it was last read. */
export type Picture = {
  /** By this machine's clock, in milliseconds. */
  readonly readAt: number;
  /** Time of the block that it was read at. */
  readonly time: Seconds;
  readonly staked: Wei;
  /** What the account holds of the pool's asset. */
  readonly balance: Wei;
  /** The same of the other assets that the pool takes, by symbol. */
  readonly alsoHeld?: Readonly<Record<string, Wei>> | undefined;
  readonly gasPrice: Wei;
  readonly isBlocked: boolean;
  readonly capacityLeft: Wei | null;
  readonly exits: readonly PictureExit[];
  /** Absent in what was kept before there were any. */
  readonly items?: readonly PlainItem[];
  /** What makes the pool look dead; absent in what was kept before that was read. */
  readonly troubles?: readonly PlainTrouble[];
  /** Which part of the pool makes another chain's blocks; `null` where none does, or that is not known. */
  readonly producer?: Producer | null;
  /** Rewards so far; `null` when nothing proves them. */
  readonly earned: Wei | null;
  readonly pending: Wei | null;
  readonly gap: HistoryGap | null;
  readonly price: FiatPrice | null;
  /** Of the report up to which rate and months were read: see `reportMark` of a protocol; empty before. */
  readonly mark: string;
  readonly apr: KnownApr | null;
  /** Rewards by month as they were read last, of about a year, oldest first; `null` when they were not, or logs are missing. */
  readonly months: readonly Period[] | null;
  /** Rewards so far at that reading. */
  readonly earnedThen: Wei | null;
};

/** Why the last reading failed. */
export type Fault = {
  readonly at: number;
  readonly isOffline: boolean;
  /** The wallet does not have the network. */
  readonly isElsewhere: boolean;
  readonly said: string;
};

/** What is stored of an account in a pool. */
export type Entry = { readonly picture: Picture | null; readonly fault: Fault | null };

/** An account that the page is about. Nothing is sent for one that is only watched. */
export type Chosen = { readonly address: Address; readonly isOwn: boolean };

/** What the home page keeps, as plain JSON. */
export type Home = {
  readonly chosen: Chosen | null;
  /** The interface that was opened last. */
  readonly shown: string | null;
  /** By pool and account, the newest last; read with {@link entryOf}. */
  readonly entries: Readonly<Record<string, unknown>>;
};

/** More pictures than these are not kept. */
const mostEntries = 60;

function parseChosen(value: unknown): Chosen | null {
  const { address, isOwn } = isObject(value) ? value : {};
  return isAddress(address) ? { address, isOwn: isOwn === true } : null;
}

/** The home page's part of what the Snap keeps. */
export const homePart: Part<Home> = {
  name: 'home',
  parse: (stored) => {
    const { chosen, shown, entries } = isObject(stored) ? stored : {};
    return {
      chosen: parseChosen(chosen),
      shown: typeof shown === 'string' ? shown : null,
      entries: isObject(entries) ? entries : {},
    };
  },
};

type Check = (value: unknown) => boolean;

const isWei: Check = (value) => typeof value === 'bigint';
const isFlag: Check = (value) => typeof value === 'boolean';
const isText: Check = (value) => typeof value === 'string' && value.length <= 2_000;
const isDigits: Check = (value) => typeof value === 'string' && /^\d{1,78}$/u.test(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const orAbsent =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const has =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]));

const isGap: Check = (value) =>
  has({ kind: isText, fromBlock: isCount, toBlock: isCount })(value) &&
  (['missing', 'exited'] as const).every((name, index) => {
    const { kind, [name]: amount } = value as Record<string, unknown>;
    return kind !== ['stake', 'exits-not-followed'][index] || isWei(amount);
  });

const isItems = isListOf(
  has({
    id: isDigits,
    name: isText,
    address: orNull(isAddress),
    asset: isText,
    assets: isDigits,
    rewards: isDigits,
    actions: isListOf(has({ action: isText, refusal: orNull(isText) })),
  }),
);

const isHeld: Check = (value) => isObject(value) && Object.values(value).every(isWei);

const isTroubles = isListOf(has({ kind: isText, since: orNull(isText), missing: orNull(isText) }));

const isProducer = orNull(has({ name: orNull(isText), address: isAddress, sinceBlock: isCount }));

const isEntry = has({
  picture: orNull(
    has({
      readAt: isCount,
      time: isCount,
      staked: isWei,
      balance: isWei,
      gasPrice: isWei,
      isBlocked: isFlag,
      capacityLeft: orNull(isWei),
      exits: isListOf(
        has({
          id: isWei,
          receiver: isAddress,
          requestedAt: isCount,
          status: isText,
          claimableAssets: isWei,
          totalAssets: isWei,
          estimate: has({
            earliest: isCountOrNull,
            latest: isCountOrNull,
            basis: isText,
            claimDelay: has({ seconds: isCount, basis: isText, claims: isCount }),
          }),
        }),
      ),
      alsoHeld: orAbsent(isHeld),
      items: orAbsent(isItems),
      troubles: orAbsent(isTroubles),
      producer: orAbsent(isProducer),
      earned: orNull(isWei),
      pending: orNull(isWei),
      gap: orNull(isGap),
      price: orNull(has({ currency: isText, price: isWei, updatedAt: isCount })),
      mark: isText,
      apr: orNull(has({ days: isCount, apr: isWei, from: isCountOrNull, to: isCountOrNull, harvests: isCount })),
      months: orNull(isListOf(has({ from: isCount, to: isCount, rewards: isWei }))),
      earnedThen: orNull(isWei),
    }),
  ),
  fault: orNull(has({ at: isCount, isOffline: isFlag, isElsewhere: isFlag, said: isText })),
});

const keyOf = ({ id }: Pick<Pool, 'id'>, account: Address): string => `${id}:${account}`.toLowerCase();

/** Amounts lie in the store as digits with an `n`, which no other text there ends in. */
const toStored = (entry: Entry): unknown =>
  JSON.parse(JSON.stringify(entry, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)));

const fromStored = (stored: unknown): unknown =>
  JSON.parse(JSON.stringify(stored), (_, value: unknown) =>
    typeof value === 'string' && /^-?\d{1,78}n$/u.test(value) ? BigInt(value.slice(0, -1)) : value,
  );

/** What is stored of an account in a pool; what is damaged counts as nothing, and is read anew. */
export function entryOf({ entries }: Home, pool: Pick<Pool, 'id'>, account: Address): Entry {
  const key = keyOf(pool, account);
  const stored = Object.hasOwn(entries, key) ? fromStored(entries[key]) : null;
  return isEntry(stored) ? (stored as Entry) : { picture: null, fault: null };
}

/** The same with another entry of an account in a pool. */
export function withEntry(home: Home, pool: Pick<Pool, 'id'>, account: Address, entry: Entry): Home {
  const key = keyOf(pool, account);
  const others = Object.entries(home.entries).filter(([each]) => each !== key);
  const all = [...others, [key, toStored(entry)] as const];
  return { ...home, entries: Object.fromEntries(all.slice(-mostEntries)) };
}
