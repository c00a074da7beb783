import { readBlock } from '../chain/block';
import { mapBounded } from '../chain/bounded';
import { LogKeeper } from '../chain/log-keeper';
import { readHash } from '../chain/log-mark';
import { scanLogs, toTopic, type Log } from '../chain/logs';
import { ReadBatch } from '../chain/read-batch';
import type { Request } from '../chain/request';
import { readKeptLogs } from '../chain/stored-logs';
import type { Store } from '../chain/store';
import { isStakingError } from '../errors';
import { storeKey, type PoolContext } from '../networks/context';
import { recordOfCounts } from '../protocols/stakewise/exit-queue/queue-record';
import { readAccountView } from '../protocols/stakewise/ledger/account';
import { accountLogs } from '../protocols/stakewise/ledger/account-events';
import { vaultInterface } from '../protocols/stakewise/vault/abi';
import { eventTopics, type PoolEventName } from '../protocols/stakewise/vault/events';
import { addVaultState } from '../protocols/stakewise/vault/state';
import type { Address, Shares } from '../units';
import { BooksError, type AskBooks } from './ask-books';
import { parseEvents, parsePool, parseShares, type BooksEvent, type BooksOfPool } from './parse-books';

/** What came of a look at a pool's books: they agree with the chain at `block`. */
export type BooksLook = Pick<BooksOfPool, 'block' | 'members'> & {
  /** Blocks whose logs need not be searched any more, since the books told where an account's are; `null`: none. */
  readonly keptTo: number | null;
};

type LookOptions = { readonly signal?: AbortSignal | undefined };

/** Whoever has more movements is read as without books: each takes a request. */
const mostBlocks = 400;
const sideBySide = 8;
/** Pages of a list, of 1,000 events each. */
const mostPages = 10;

/** The events that an account's ledger and the pool's record are made of. */
const ledgerNames: readonly PoolEventName[] = [
  'Deposited',
  'Redeemed',
  'ExitQueueEntered',
  'ExitedAssetsClaimed',
  'FeeSharesMinted',
];

/** All events of a list. */
async function askEvents(ask: AskBooks, path: string, after: string | null = null): Promise<BooksEvent[]> {
  const events: BooksEvent[] = [];
  let next = after;
  for (let page = 0; page < mostPages; page += 1) {
    const found = parseEvents(await ask(`${path}&limit=1000${next === null ? '' : `&after=${next}`}`));
    events.push(...found.events);
    if (found.next === null || found.next === next) {
      return events;
    }
    ({ next } = found);
  }
  throw new BooksError('unreachable');
}

/** Holds what the books say of the pool, and of an account's shares, against the chain at their own block. */
async function holdAgainstChain(
  { request, network, pool }: PoolContext,
  books: BooksOfPool,
  account: Address | null,
  shares: Shares,
): Promise<void> {
  const batch = new ReadBatch(network.multicall3);
  const pending = addVaultState(batch, { network, pool });
  const held = account && batch.add(pool.address, vaultInterface, 'getShares', [account], ([value]) => value as Shares);
  try {
    const block = await readBlock(request, books.block);
    await batch.run(request, block);
    const { totalAssets, totalShares, queue } = pending.read(block);
    const isSame =
      totalAssets === books.totalAssets &&
      totalShares === books.totalShares &&
      queue.queuedShares === books.queuedShares &&
      (queue.totalTickets ?? books.servedTickets) === books.servedTickets &&
      (held === null || held.value() === shares);
    if (!isSame) {
      throw new BooksError('differs', books.block);
    }
  } catch (error) {
    throw isStakingError(error) ? new BooksError('elsewhere', null, { cause: error }) : error;
  }
}

/** The logs of some blocks that a ledger is made of, from the chain. @throws BooksError where an event of the books is not among them. */
async function readThere(
  { request, pool }: PoolContext,
  books: BooksOfPool,
  events: readonly BooksEvent[],
  { signal }: LookOptions,
): Promise<Log[]> {
  const told = events.filter(({ name }) => ledgerNames.some((each) => each === name));
  const blocks = [...new Set(told.map(({ blockNumber }) => blockNumber))];
  const filter = { address: pool.address, topics: [ledgerNames.map((name) => eventTopics[name])] };
  const logs = await mapBounded(blocks, sideBySide, async (block) =>
    scanLogs(request, filter, block, block, { signal }),
  );
  const found = logs.flat();
  const isThere = ({ name, blockNumber, logIndex }: BooksEvent): boolean =>
    found.some(
      (log) =>
        log.blockNumber === blockNumber &&
        log.logIndex === logIndex &&
        log.topics[0] === eventTopics[name as PoolEventName],
    );
  if (!told.every(isThere)) {
    throw new BooksError('differs', books.block);
  }
  return found;
}

/** A store in which what was written stays apart, until it is kept. */
function apart(store: Store): { readonly store: Store; readonly keep: () => Promise<void> } {
  const written = new Map<string, object>();
  return {
    store: {
      read: async (key) => Promise.resolve(written.get(key) ?? store.read(key)),
      write: async (key, value) => Promise.resolve(void written.set(key, value)),
    },
    keep: async () => {
      await Promise.all([...written].map(async ([key, value]) => store.write(key, value)));
    },
  };
}

/** The chain is searched for what the books should have told. Its code is the one that reads neither wrap nor try again. */
class SearchedAnew extends Error {
  readonly code = 4001;
}

/** Refuses to search for an account's logs up to a block: then the books have not told all of them. */
function withoutSearch(request: Request, account: Address, to: number): Request {
  const topic = toTopic(account);
  return async (args) => {
    if (args.method === 'eth_getLogs') {
      const [filter] = args.params as readonly [{ readonly fromBlock?: string }];
      if (Number(filter.fromBlock) <= to && JSON.stringify(filter).toLowerCase().includes(topic)) {
        throw new SearchedAnew();
      }
    }
    return request(args);
  };
}

/**
 * Keeps an account's logs of the past as the books told where they are: each is read from the chain, block by block. They are kept
 * only when the account's view is proven with them alone. Returns the block up to which they are kept.
 */
async function keepAccount(
  context: PoolContext,
  store: Store,
  ask: AskBooks,
  account: Address,
  books: BooksOfPool,
  options: LookOptions,
): Promise<number | null> {
  const { request, network, pool } = context;
  const { own, filters, witnesses } = accountLogs(pool, account);
  const key = storeKey(context, own, 'logs');
  const before = await readKeptLogs(store, key, filters, pool.deployBlock, witnesses, 'all');
  if (before.newest) {
    return null;
  }
  const { number: newest } = await readBlock(request);
  const to = Math.min(books.block, newest - network.reorgDepth);
  if (to < pool.deployBlock) {
    return null;
  }
  const vault = pool.address.toLowerCase();
  const [events, later, birth, hash] = await Promise.all([
    askEvents(ask, `/members/${own}/events?block=${to}`),
    to < books.block ? askEvents(ask, `/events?block=${books.block}`, `${to}:999999999`) : [],
    ask(`/members/${vault}/events?limit=1`).then((answer) => parseEvents(answer).events),
    readHash(request, to, options),
  ]);
  const blocks = new Set(events.map(({ blockNumber }) => blockNumber));
  if (blocks.size > mostBlocks || hash === undefined) {
    return null;
  }
  const [logs, first] = await Promise.all([
    readThere(context, books, events, options),
    readThere(context, books, birth, options),
  ]);
  const after = later.filter(({ name }) => name === 'CheckpointCreated');
  const counts = {
    checkpoints: books.checkpoints - after.length,
    served: after.reduce((sum, { shares }) => sum - (shares ?? 0n), books.servedTickets),
  };
  const record = recordOfCounts(pool.address, to, counts, first);
  const { store: aside, keep } = apart(store);
  const place = { store: aside, key, filters, fromBlock: pool.deployBlock, reorgDepth: network.reorgDepth };
  const start = { base: undefined, to: newest, isRewound: false };
  await new LogKeeper(place, { ...witnesses, take: () => record }, before, start).write({ number: to, hash }, logs);
  try {
    const guarded = { ...context, store: aside, request: withoutSearch(request, own, to) };
    const { gap } = await readAccountView(guarded, account, { ...options, withEntryTimes: true });
    if (gap) {
      throw new BooksError('differs', books.block);
    }
  } catch (error) {
    throw error instanceof SearchedAnew ? new BooksError('differs', books.block) : error;
  }
  await keep();
  return to;
}

async function look(
  context: PoolContext,
  ask: AskBooks,
  account: Address | null,
  options: LookOptions,
): Promise<BooksLook> {
  const books = parsePool(await ask('/pool'), context);
  const { block, members } = books;
  const shares = account === null ? 0n : parseShares(await ask(`/members/${account.toLowerCase()}?block=${block}`));
  await holdAgainstChain(context, books, account, shares);
  const { store } = context;
  const keptTo = account && store ? await keepAccount(context, store, ask, account, books, options) : null;
  return { block, members, keptTo };
}

/**
 * Looks at a pool's books and holds them against the chain: the pool's totals and its queue, and an account's shares. For an
 * account of which nothing is kept yet they say where its logs are, so that no long search is needed: each is read from the
 * chain itself, and what is kept is only what proves the account's view, by the same rules as logs of any node. No figure of
 * the books stands in for one of the chain.
 *
 * What no proof shows, of books as of a node that lies on purpose: a life that was wholly closed before, left out with its end.
 * @param account `null`: the pool alone.
 * @throws BooksError where they cannot be used; StakingError as {@link readAccountView}; the signal's reason.
 */
export async function lookAtBooks(
  context: PoolContext,
  ask: AskBooks,
  account: Address | null,
  options: LookOptions = {},
): Promise<BooksLook> {
  try {
    return await look(context, ask, account, options);
  } catch (error) {
    // Their answers may be of two blocks, when one came in between.
    if (error instanceof BooksError && error.fault === 'differs') {
      return look(context, ask, account, options);
    }
    throw error;
  }
}
