import type { PoolOnNetwork } from '@pooled-staking/core';
import type { MemoryBooks } from '../src/memory-books';
import type { PageOf, Queries } from '../src/rest';
import type { LogPlace } from '../src/rows';

const isBehind = (row: LogPlace, after: LogPlace | null): boolean =>
  after === null ||
  row.blockNumber > after.blockNumber ||
  (row.blockNumber === after.blockNumber && row.logIndex > after.logIndex);

/**
 * What is asked of books in memory: as Ponder answers it from its tables, as far as pages ask.
 * @param head the block up to which they are written.
 */
export function memoryQueries(books: MemoryBooks, { network, pool }: PoolOnNetwork, head: () => number): Queries {
  const none = async (): Promise<never> => Promise.reject(new Error('Books in memory do not answer this.'));
  const right = { id: 0, time: 0, isRight: true, said: '', checked: 1, firstWrong: null };
  return {
    place: { chainId: network.chainId, vault: pool.address },
    standing: async () => Promise.resolve({ isReady: true, block: head(), mark: String(head()) }),
    pool: async () => Promise.resolve(books.rows('pool')[0] ?? null),
    head: async () => Promise.resolve({ ...right, blockNumber: head() }),
    member: async (account) => Promise.resolve(books.rows('member').find((row) => row.account === account) ?? null),
    openExits: async (account) =>
      Promise.resolve(
        books
          .rows('exit')
          .filter(({ closedInBlock }) => closedInBlock === null)
          .filter(({ owner, receiver }) => [owner, receiver, null].includes(account)),
      ),
    checkpoints: async (from) => Promise.resolve(books.rows('checkpoint').filter(({ toTicket }) => toTicket > from)),
    events: async (account, { after, limit }: PageOf<LogPlace>, toBlock) =>
      Promise.resolve(
        books
          .rows('event')
          .filter((row) => [row.account, row.other, null].includes(account))
          .filter((row) => isBehind(row, after) && row.blockNumber <= toBlock)
          .slice(0, limit),
      ),
    members: none,
    exits: none,
    lastEvent: none,
    harvests: none,
    days: none,
    validators: none,
    changes: async () => Promise.resolve(books.rows('change')),
    faults: none,
  };
}
