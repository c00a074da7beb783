import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createNodeRequest, networkByChainId, vaultInterface } from '@pooled-staking/core';
import { verify } from '../../../books/src/verify';
import type { Report } from '../../../books/src/report';
import { JsonServer } from '../../../books/test/json-server';
import { randomOf } from '../../../books/test/random';
import { RunningBooks } from '../../../books/test/running-books';
import { reportRuns } from '../../../core/test/long';
import { accounts } from '../../src/accounts';
import { launchDevnet, type Devnet } from '../../src/launcher';
import { ETH, PoolUser } from '../launcher/support';

// `npm run test:long` installs what indexes.
const describeLong = process.env['TEST_LONG'] === '1' ? describe : describe.skip;
const kills = 10;
const actsBeforeKill = 6;
const reorgs = 50;
const acts = 40;

describeLong('books of a chain that is not kind to them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'books-'));
  const random = randomOf(20_261_130);
  let devnet: Devnet;
  let pool: PoolUser;
  const place = () => {
    const network = networkByChainId(devnet.chainId);
    const [first] = network.pools;
    if (!first) {
      throw new Error('The network has no pool.');
    }
    return { network, pool: first };
  };

  beforeAll(async () => {
    devnet = await launchDevnet({ serveSite: false, walletPanel: false });
    pool = new PoolUser(devnet.anvil, place().pool.address);
  }, 300_000);

  afterAll(async () => {
    await devnet.stop();
    rmSync(folder, { recursive: true });
  });

  const newest = async (): Promise<number> => Number(await devnet.anvil.request('eth_blockNumber', []));
  const check = async (books: RunningBooks): Promise<Report> =>
    verify(async (path) => books.ask(path), createNodeRequest(fetch, devnet.chainUrl, place().network), place(), null);
  /** Something that a member or the pool does, and one empty block. */
  const live = async (): Promise<void> => {
    const account = accounts[Math.floor(random() * 3)] as string;
    const shares = BigInt(Math.floor(random() * 1e6)) + 1n;
    if (random() < 0.3 && (await pool.read<bigint>('getShares', account)) >= shares) {
      await pool.send(account, 'enterExitQueue', [shares, account]);
    } else {
      await pool.deposit(account, ETH / 1_000n + BigInt(Math.floor(random() * 1e9)));
    }
    await devnet.anvil.request('evm_mine', []);
  };

  it('end as fresh ones do, however often they are killed while they follow it', async () => {
    const kept = join(folder, 'killed');
    for (let kill = 0; kill < kills; kill += 1) {
      const books = await RunningBooks.start(devnet.chainUrl, kept);
      await books.says((line) => line.includes('Started live indexing'));
      const before = await newest();
      for (let act = 0; act < actsBeforeKill; act += 1) {
        await live();
      }
      await books.reach(before + Math.ceil(random() * ((await newest()) - before)));
      await books.kill();
      await live();
    }
    const [killed, fresh] = [
      await RunningBooks.start(devnet.chainUrl, kept),
      await RunningBooks.start(devnet.chainUrl, join(folder, 'fresh')),
    ];
    const end = await newest();
    await Promise.all([killed.reach(end), fresh.reach(end)]);
    expect(await killed.everything()).toEqual(await fresh.everything());
    expect((await check(killed)).isRight).toBe(true);
    await Promise.all([killed.stop(), fresh.stop()]);
    reportRuns('Books killed while they follow a chain', { kills });
  }, 1_200_000);

  it('follow the chain through reorgs', async () => {
    const books = await RunningBooks.start(devnet.chainUrl, join(folder, 'reorgs'));
    await books.reach(await newest());
    for (let reorg = 0; reorg < reorgs; reorg += 1) {
      const snapshot = await devnet.anvil.request('evm_snapshot', []);
      const depth = 1 + Math.floor(random() * 4);
      for (let step = 0; step < depth; step += 1) {
        await live();
      }
      await books.reach(await newest());
      await devnet.anvil.request('evm_revert', [snapshot]);
      // The other branch is longer, as the one that wins is.
      for (let step = 0; step <= depth; step += 1) {
        await live();
      }
      await books.reach(await newest());
    }
    const report = await check(books);
    expect({ ...report, checks: [] }).toMatchObject({ isRight: true, faults: [] });
    const fresh = await RunningBooks.start(devnet.chainUrl, join(folder, 'after-reorgs'));
    await fresh.reach(await newest());
    expect(await books.everything()).toEqual(await fresh.everything());
    await Promise.all([books.stop(), fresh.stop()]);
    reportRuns('Reorgs under running books', { reorgs });
  }, 1_200_000);

  it('answer with whole blocks alone while blocks come in', async () => {
    const books = await RunningBooks.start(devnet.chainUrl, join(folder, 'burst'));
    await books.reach(await newest());
    const { address } = place().pool;
    const data = vaultInterface.encodeFunctionData('totalAssets', []);
    const torn: string[] = [];
    let answers = 0;
    let isOver = false;
    const look = async (): Promise<void> => {
      while (!isOver) {
        const { block, pool: told } = (await books.ask('/pool')) as { block?: number; pool?: { totalAssets: string } };
        if (block !== undefined && told) {
          const there = await devnet.anvil.request('eth_call', [{ to: address, data }, `0x${block.toString(16)}`]);
          answers += 1;
          if (BigInt(there as string) !== BigInt(told.totalAssets)) {
            torn.push(`${told.totalAssets} at block ${block}, where the vault has ${BigInt(there as string)}`);
          }
        }
      }
    };
    const looking = look();
    for (let act = 0; act < acts; act += 1) {
      await live();
    }
    await books.reach(await newest());
    isOver = true;
    await looking;
    expect(torn).toEqual([]);
    expect(answers).toBeGreaterThan(acts);
    await books.stop();
    reportRuns('Answers of books while blocks come in', { answers });
  }, 600_000);

  it('say where they do not add up when a node leaves logs out', async () => {
    const lossy = new LossyNode(devnet.chainUrl);
    const books = await RunningBooks.start(await lossy.listen(), join(folder, 'lossy'));
    await books.reach(await newest());
    const report = await check(books);
    expect(lossy.lost).toBeGreaterThan(0);
    expect(report.isRight).toBe(false);
    expect(report.firstWrong).toBe(lossy.firstLost);
    await books.stop();
    lossy.stop();
    reportRuns('Logs that a node leaves out of running books', { logs: lossy.lost });
  }, 600_000);
});

/** Stands before a node and leaves out every seventh log of old blocks. */
class LossyNode {
  readonly #kept = new Map<string, boolean>();
  readonly #server: JsonServer;
  lost = 0;
  firstLost = Infinity;

  constructor(url: string) {
    this.#server = new JsonServer(async (body) => this.#pass(url, body));
  }

  async listen(): Promise<string> {
    return this.#server.listen();
  }

  stop(): void {
    this.#server.stop();
  }

  async #pass(url: string, body: string): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    const text = await (await fetch(url, { method: 'POST', body, headers })).text();
    const { method, params } = JSON.parse(body) as { method: string; params: readonly { blockHash?: string }[] };
    if (method !== 'eth_getLogs' || params[0]?.blockHash !== undefined) {
      return text;
    }
    const answer = JSON.parse(text) as { result: { blockNumber: string; logIndex: string }[] };
    answer.result = answer.result.filter((log) => this.#keeps(log));
    return JSON.stringify(answer);
  }

  #keeps({ blockNumber, logIndex }: { blockNumber: string; logIndex: string }): boolean {
    const name = `${blockNumber}:${logIndex}`;
    let isKept = this.#kept.get(name);
    if (isKept === undefined) {
      isKept = (this.#kept.size + 1) % 7 !== 0;
      this.#kept.set(name, isKept);
      if (!isKept) {
        this.lost += 1;
        this.firstLost = Math.min(this.firstLost, Number(blockNumber));
      }
    }
    return isKept;
  }
}
