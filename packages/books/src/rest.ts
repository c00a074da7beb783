import { intervals, rewardsByPeriod, type Address, type Hex, type Interval } from '@pooled-staking/core';
import { MemoryBooks } from './memory-books';
import { toEvent } from './event-row';
import { emptyPool } from './pool-ledger';
import { isOpenAt, memberRewards, openExitAt, positionOf, toCheckpoint, type TotalsAt } from './position';
import type {
  ChangeRow,
  CheckpointRow,
  DayRow,
  EventRow,
  ExitRow,
  FaultRow,
  HeadRow,
  LogPlace,
  MemberRow,
  PoolRow,
  ValidatorRow,
} from './rows';
import type { Settings } from './settings';
import { sumUp, type BookSums } from './sums';
import { takeEvent } from './take-log';

/** A part of a list: what follows a key, at most so many. */
export type PageOf<Key> = { readonly after: Key | null; readonly limit: number };

/** Where a validator stands among the others. */
export type ValidatorKey = Pick<ValidatorRow, 'registeredInBlock' | 'publicKey'>;

/** How far the books are. */
export type Standing = {
  /** Whether all that was final when they started is in them: before that, every answer would be a part that looks whole. */
  readonly isReady: boolean;
  /** The block at whose end they stand. */
  readonly block: number;
  /** Another one whenever a block came in or was taken back; `null` while one is being written, which others might see. */
  readonly mark: string | null;
};

/** What is asked of the written books. Lists come in the order of their keys, events and days in that of the chain. */
export type Queries = {
  /** Whose books they are. */
  readonly place: Pick<Settings, 'chainId' | 'vault'>;
  readonly standing: () => Promise<Standing>;
  readonly pool: () => Promise<PoolRow | null>;
  readonly head: () => Promise<HeadRow | null>;
  readonly members: (page: PageOf<Address>) => Promise<MemberRow[]>;
  readonly member: (account: Address) => Promise<MemberRow | null>;
  /** Exits that an account owns or receives; of all without one. */
  readonly exits: (account: Address | null) => Promise<ExitRow[]>;
  readonly openExits: (account: Address | null) => Promise<ExitRow[]>;
  /** Those that serve tickets from here on, in order. */
  readonly checkpoints: (fromTicket: bigint) => Promise<CheckpointRow[]>;
  /** Events of an account, as the one whose stake they move or as the other; of all without one. */
  readonly events: (account: Address | null, page: PageOf<LogPlace>, toBlock: number) => Promise<EventRow[]>;
  /** The newest event up to the end of a block. */
  readonly lastEvent: (toBlock: number) => Promise<EventRow | null>;
  /** The totals at the end of each block with a harvest. */
  readonly harvests: () => Promise<TotalsAt[]>;
  readonly days: (page: PageOf<number>) => Promise<DayRow[]>;
  /** In the order of their registration. */
  readonly validators: (page: PageOf<ValidatorKey>) => Promise<ValidatorRow[]>;
  readonly changes: () => Promise<ChangeRow[]>;
  readonly faults: (page: PageOf<LogPlace>) => Promise<FaultRow[]>;
};

/** What is answered: a status of HTTP and a body of JSON, in which amounts are decimal strings. */
export type RestAnswer = { readonly status: 200 | 400 | 404 | 503; readonly body: string };

/** A field of a question that is not possible. */
class BadQuestion extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** So often an answer is put together anew when the books move under it, and after so many milliseconds. */
const mostLooks = 25;
const pause = 20;
const mostPerPage = 1_000;
const perPage = 100;
const lists = ['pool', 'sums', 'members', 'events', 'days', 'validators', 'changes', 'faults'];
const parts = ['', '/events', '/exits', '/rewards'].map((part) => `/members/ADDRESS${part}`).join(', ');

const everything = { after: null, limit: Number.MAX_SAFE_INTEGER };
const endOfTime = Number.MAX_SAFE_INTEGER;

function readNumber(params: URLSearchParams, field: string, most: number): number | null {
  const text = params.get(field);
  if (text === null) {
    return null;
  }
  const value = /^\d{1,16}$/u.test(text) ? Number(text) : NaN;
  if (!(value <= most)) {
    throw new BadQuestion(field, `Give a whole number from 0 to ${most}.`);
  }
  return value;
}

function readLimit(params: URLSearchParams): number {
  const limit = readNumber(params, 'limit', mostPerPage) ?? perPage;
  if (limit === 0) {
    throw new BadQuestion('limit', `Give a whole number from 1 to ${mostPerPage}.`);
  }
  return limit;
}

function readAddress(text: string | null, field: string): Address {
  if (text === null || !/^0x[0-9a-fA-F]{40}$/u.test(text)) {
    throw new BadQuestion(field, 'Give an address: 0x and 40 hexadecimal digits.');
  }
  return text.toLowerCase() as Address;
}

function readPlace(params: URLSearchParams): LogPlace | null {
  const text = params.get('after');
  if (text === null) {
    return null;
  }
  const [, block, log] = /^(\d{1,12}):(\d{1,9})$/u.exec(text) ?? [];
  if (block === undefined || log === undefined) {
    throw new BadQuestion('after', 'Give the "next" of the page before: a block and a log, such as 24010036:2.');
  }
  return { blockNumber: Number(block), logIndex: Number(log) };
}

function readValidatorKey(params: URLSearchParams): ValidatorKey | null {
  const text = params.get('after');
  if (text === null) {
    return null;
  }
  const [, block, key] = /^(\d{1,12}):(0x[0-9a-f]{96})$/u.exec(text) ?? [];
  if (block === undefined || key === undefined) {
    throw new BadQuestion('after', 'Give the "next" of the page before: a block and a public key.');
  }
  return { registeredInBlock: Number(block), publicKey: key as Hex };
}

/** A page with what asks for the next one; `null` at the end. */
function toPage<Row>(items: readonly Row[], limit: number, keyOf: (row: Row) => string): object {
  const last = items.at(-1);
  return { items, next: items.length < limit || last === undefined ? null : keyOf(last) };
}

const placeOf = ({ blockNumber, logIndex }: LogPlace): string => `${blockNumber}:${logIndex}`;

/**
 * Adds up all members at the end of a block: from the written rows at the newest, from the events up to it at an older one,
 * by the same rules.
 */
async function sumsAt(queries: Queries, block: number): Promise<BookSums> {
  const pool = (await queries.pool()) ?? emptyPool;
  if (block >= pool.blockNumber) {
    const [members, exits, checkpoints] = await Promise.all([
      queries.members(everything),
      queries.openExits(null),
      queries.checkpoints(0n),
    ]);
    return sumUp(pool, members, exits, checkpoints.map(toCheckpoint), block);
  }
  const books = new MemoryBooks();
  for (const row of await queries.events(null, everything, block)) {
    await takeEvent(books, toEvent(row), row.time);
  }
  const then = books.rows('pool')[0] ?? emptyPool;
  const checkpoints = books.rows('checkpoint').map(toCheckpoint);
  return sumUp(then, books.rows('member'), books.rows('exit'), checkpoints, block);
}

/** What a member has at the end of a block. */
async function member(queries: Queries, account: Address, block: number): Promise<object | null> {
  const pool = (await queries.pool()) ?? emptyPool;
  if (block < pool.blockNumber) {
    const [rows, last, served] = await Promise.all([
      queries.events(account, everything, block),
      queries.lastEvent(block),
      queries.checkpoints(0n),
    ]);
    const books = new MemoryBooks();
    for (const row of rows) {
      await takeEvent(books, toEvent(row), row.time);
    }
    const row = books.rows('member').find((each) => each.account === account);
    const totals = { totalAssets: last?.totalAssets ?? 0n, totalShares: last?.totalShares ?? 0n };
    const checkpoints = served.map(toCheckpoint);
    const exits = books
      .rows('exit')
      .filter((exit) => isOpenAt(exit, block))
      .map((exit) => openExitAt(exit, checkpoints, block, totals));
    return row
      ? {
          block,
          ...positionOf(
            row,
            exits.filter(({ owner }) => owner === account),
            totals,
          ),
          exits,
        }
      : null;
  }
  const [row, open] = await Promise.all([queries.member(account), queries.openExits(account)]);
  const oldest = open.reduce<bigint | null>(
    (least, { ticket }) => (least === null || ticket < least ? ticket : least),
    null,
  );
  const checkpoints = oldest === null ? [] : (await queries.checkpoints(oldest)).map(toCheckpoint);
  const exits = open.map((exit) => openExitAt(exit, checkpoints, block, pool));
  const owned = exits.filter(({ owner }) => owner === account);
  return row ? { block, ...positionOf(row, owned, pool), exits } : null;
}

/** What a member gained by period. */
async function rewards(queries: Queries, account: Address, interval: Interval): Promise<object> {
  const [rows, ends, checkpoints, pool] = await Promise.all([
    queries.events(account, everything, endOfTime),
    queries.harvests(),
    queries.checkpoints(0n),
    queries.pool(),
  ]);
  const isHarvestLast = ends.at(-1)?.blockNumber === pool?.blockNumber;
  const harvests = pool && !isHarvestLast ? [...ends, pool] : ends;
  const points = memberRewards(account, rows, harvests, checkpoints.map(toCheckpoint));
  return {
    account,
    rewards: points.reduce((sum, { reward }) => sum + reward, 0n),
    periods: rewardsByPeriod(points, interval),
  };
}

async function answer(
  queries: Queries,
  standing: Standing,
  path: readonly string[],
  params: URLSearchParams,
): Promise<object | null> {
  const [list, name, part, ...others] = path;
  if (others.length > 0 || (name !== undefined && list !== 'members')) {
    return null;
  }
  const limit = readLimit(params);
  const block = readNumber(params, 'block', Number.MAX_SAFE_INTEGER) ?? standing.block;
  if (block > standing.block) {
    throw new BadQuestion('block', `The books stand at block ${standing.block}. Give that one or an older one.`);
  }
  switch (list) {
    case 'pool':
      return {
        ...queries.place,
        block: standing.block,
        pool: (await queries.pool()) ?? emptyPool,
        head: await queries.head(),
      };
    case 'sums':
      return sumsAt(queries, block);
    case 'days': {
      const rows = await queries.days({ after: readNumber(params, 'after', Number.MAX_SAFE_INTEGER), limit });
      return toPage(rows, limit, ({ day }) => String(day));
    }
    case 'validators': {
      const rows = await queries.validators({ after: readValidatorKey(params), limit });
      return toPage(rows, limit, (row) => `${row.registeredInBlock}:${row.publicKey}`);
    }
    case 'changes':
      return toPage(await queries.changes(), Infinity, placeOf);
    case 'faults':
      return toPage(await queries.faults({ after: readPlace(params), limit }), limit, placeOf);
    case 'events':
      return toPage(await queries.events(null, { after: readPlace(params), limit }, block), limit, placeOf);
    case 'members':
      break;
    default:
      return null;
  }
  if (name === undefined) {
    const after = params.has('after') ? readAddress(params.get('after'), 'after') : null;
    return toPage(await queries.members({ after, limit }), limit, ({ account }) => account);
  }
  const account = readAddress(name, 'account');
  switch (part) {
    case undefined:
      return member(queries, account, block);
    case 'events': {
      const rows = await queries.events(account, { after: readPlace(params), limit }, block);
      return toPage(rows, limit, placeOf);
    }
    case 'exits':
      return toPage(await queries.exits(account), Infinity, ({ ticket }) => String(ticket));
    case 'rewards': {
      const interval = intervals.find((each) => each === (params.get('interval') ?? 'day'));
      if (!interval) {
        throw new BadQuestion('interval', `Give one of ${intervals.join(', ')}.`);
      }
      return rewards(queries, account, interval);
    }
    default:
      return null;
  }
}

const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? each.toString() : each));

/** What is answered while the books are not ready, with the block up to which they are; `null` once they are. */
export function notReady({ isReady, block }: Standing): RestAnswer | null {
  const message = `The books are not ready: they stand at block ${block}, and older blocks than the newest are still read. Ask again later.`;
  return isReady ? null : { status: 503, body: toJson({ error: { message, block } }) };
}

/** What is said where blocks come in faster than an answer is put together. */
export const tooFast: RestAnswer = {
  status: 503,
  body: toJson({ error: { message: 'New blocks come in too fast just now. Ask again later.' } }),
};

/** Whether the books have not moved since, and no block was being written then. */
export async function isStill(queries: Pick<Queries, 'standing'>, { mark }: Standing): Promise<boolean> {
  return mark !== null && (await queries.standing()).mark === mark;
}

/** What is said of a path that leads nowhere. */
function nothingAt(path: string): string {
  const [, account] = /^\/members\/(0x[0-9a-f]{40})\/?$/iu.exec(path) ?? [];
  return account === undefined
    ? `There is nothing at ${path}. There are ${lists.map((name) => `/${name}`).join(', ')}, and of a member ${parts}.`
    : `${account} never had a stake in this pool.`;
}

/** An answer whose parts are all of one state of the books. @throws BadQuestion; what the queries throw. */
async function answerAtOnce(queries: Queries, path: string, params: URLSearchParams): Promise<RestAnswer> {
  for (let look = 0; look < mostLooks; look += 1) {
    const standing = await queries.standing();
    const refusal = notReady(standing);
    if (refusal) {
      return refusal;
    }
    const found =
      standing.mark === null ? null : await answer(queries, standing, path.split('/').filter(Boolean), params);
    if (await isStill(queries, standing)) {
      return found
        ? { status: 200, body: toJson(found) }
        : { status: 404, body: toJson({ error: { message: nothingAt(path) } }) };
    }
    await new Promise((resolve) => {
      setTimeout(resolve, pause);
    });
  }
  return tooFast;
}

/**
 * Answers a question to the books: its path such as `/members/0x…`, and its parameters. Nothing but 503 is said before all
 * that was final at the start is in them.
 */
export async function answerRest(queries: Queries, path: string, params: URLSearchParams): Promise<RestAnswer> {
  try {
    return await answerAtOnce(queries, path, params);
  } catch (error) {
    if (error instanceof BadQuestion) {
      return { status: 400, body: toJson({ error: { field: error.field, message: error.message } }) };
    }
    throw error;
  }
}
