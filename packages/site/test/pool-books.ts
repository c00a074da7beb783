import type { Page } from '@playwright/test';
import {
  local,
  poolById,
  readMevEscrow,
  scanLogs,
  stakewiseOn,
  type Address,
  type Log,
  type Request,
} from '@pooled-staking/core';
import { MemoryBooks } from '../../books/src/memory-books';
import { answerRest } from '../../books/src/rest';
import { takeLog } from '../../books/src/take-log';
import { memoryQueries } from '../../books/test/memory-queries';
import { eventTopics } from '@pooled-staking/core';
import { toTopic } from '../../core/src/chain/logs';
import type { Devnet } from './devnet';

/** What a server of books makes of its right answer to a path. */
export type Lie = (path: string, body: string) => { readonly status?: number; readonly body: string };

/** The books of the devnet's pool at its newest block, by the rules of `packages/books`, without its indexer. */
async function booksOf({ rpc, pool: { address } }: Devnet) {
  const request: Request = async ({ method, params }) => rpc(method, params as readonly unknown[]);
  const { number } = (await rpc('eth_getBlockByNumber', ['latest', false])) as { number: string };
  const vault = address as Address;
  const escrow = await readMevEscrow(request, vault);
  const harvested = { address: stakewiseOn(local).keeper, topics: [eventTopics.KeeperHarvested, toTopic(vault)] };
  const found = await Promise.all(
    [{ address: vault, topics: [] }, { address: escrow, topics: [] }, harvested].map(async (filter) =>
      scanLogs(request, filter, 0, Number(number)),
    ),
  );
  const logs: Log[] = found.flat().sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  const books = new MemoryBooks();
  for (const log of logs) {
    await takeLog(books, log, log.blockTimestamp ?? 0);
  }
  return memoryQueries(books, poolById(`eip155:${local.chainId}:${vault}`), () => Number(number));
}

/** Gives a page books of the devnet's pool, as a host names them. Returns the paths that it asks for. */
export async function giveBooks(page: Page, devnet: Devnet, lie: Lie = (_, body) => ({ body })): Promise<string[]> {
  const asked: string[] = [];
  const queries = await booksOf(devnet);
  const named = { [`eip155:${local.chainId}:${devnet.pool.address}`]: '/books' };
  await page.route('**/devnet-config.js', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      body: `${await answer.text()}stakingConfig.books = ${JSON.stringify(named)};`,
    });
  });
  await page.route('**/books/**', async (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    const path = pathname.slice('/books'.length);
    asked.push(path);
    const { status, body } = await answerRest(queries, path, searchParams);
    await route.fulfill({ status, contentType: 'application/json', ...lie(path, body) });
  });
  return asked;
}
