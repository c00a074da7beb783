/** What the pool's books cost: indexing beside Ponder without our rules, and a member's position beside the chain's own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeRequest, networkByChainId, readMevEscrow, stakewiseOn, type Address } from '@pooled-staking/core';
import { verify } from '../../books/src/verify';
import { settingsEnvironment } from '../../books/src/settings';
import { findFreePorts } from '../../books/test/free-ports';
import { median, roundMs, type Measurement } from './figures';
import { poolInterface, type LongLife } from './long-life';

const timedLooks = 20;

/** An indexer that has read everything. */
type Indexed = {
  readonly url: string;
  readonly seconds: number;
  readonly bytes: number;
  readonly stop: () => Promise<void>;
};

/** The most memory that a process had so far, as Linux counts it. */
function peakBytes({ pid }: ChildProcess): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** Starts an indexer with a new database and waits until it has read all logs. */
async function index(root: string, indexer: string, environment: Readonly<Record<string, string>>): Promise<Indexed> {
  const ponder = join(root, 'packages', 'books', 'ponder', 'node_modules', 'ponder', 'dist', 'esm', 'bin', 'ponder.js');
  const port = await findFreePorts(1);
  const args = [
    ponder,
    'start',
    '--root',
    indexer,
    '--schema',
    'bench',
    '--port',
    String(port),
    '--hostname',
    '127.0.0.1',
  ];
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: indexer,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment, PONDER_TELEMETRY_DISABLED: 'true', PORT: String(port) },
  });
  const ended = once(child, 'exit');
  let output = '';
  await Promise.race([
    new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('Started live indexing')) {
          resolve();
        }
      });
    }),
    ended.then(() => {
      throw new Error(`The indexer ended:\n${output}`);
    }),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    seconds: (performance.now() - start) / 1000,
    bytes: peakBytes(child),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Milliseconds of a question, the median of several; the first one warms up. */
async function timeOf(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let look = 0; look <= timedLooks; look += 1) {
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  }
  return roundMs(median(times.slice(1)));
}

/** Events a second, memory, and a position; every event of the pool's long life is in books that add up. */
export async function measureBooks(root: string, life: LongLife): Promise<Measurement[]> {
  const { chainId, chainUrl, anvil } = life.devnet;
  const network = networkByChainId(chainId);
  const [pool] = network.pools;
  if (!pool) {
    throw new Error(`${network.name} has no pool.`);
  }
  // Ponder reads what is final by itself and follows the rest: here all is final.
  await anvil.request('anvil_mine', ['0x40', '0xc']);
  const request = createNodeRequest(fetch, chainUrl, network);
  const folder = mkdtempSync(join(tmpdir(), 'bench-books-'));
  const settings = {
    chainId,
    rpc: chainUrl,
    vault: pool.address,
    keeper: stakewiseOn(network).keeper,
    mevEscrow: await readMevEscrow(request, pool.address),
    deployBlock: pool.deployBlock,
    pollingMs: 1_000,
  };
  const indexer = join(root, 'packages', 'books', 'ponder');
  const environment = (name: string) => settingsEnvironment({ ...settings, folder: join(folder, name) });
  try {
    const floor = await index(root, join(indexer, 'floor'), environment('floor'));
    await floor.stop();
    const books = await index(root, indexer, environment('books'));
    try {
      const ask = async (path: string): Promise<unknown> => (await fetch(books.url + path)).json();
      const report = await verify(ask, request, { network, pool }, null);
      if (!report.isRight) {
        throw new Error(`The books do not add up: ${JSON.stringify(report.checks.filter(({ isRight }) => !isRight))}`);
      }
      const { events } = ((await ask('/pool')) as { pool: { events: number } }).pool;
      const account = life.account as Address;
      const call = async (name: string, value: unknown): Promise<bigint> => {
        const data = poolInterface.encodeFunctionData(name, [value]);
        const answer = await request({ method: 'eth_call', params: [{ to: pool.address, data }, 'latest'] });
        return poolInterface.decodeFunctionResult(name, answer as string)[0] as bigint;
      };
      const readChain = async () => {
        const shares = await call('getShares', account);
        return { shares: String(shares), assets: String(await call('convertToAssets', shares)) };
      };
      const readBooks = async () => (await ask(`/members/${account}`)) as { shares: string; assets: string };
      const [chain, own] = [await readChain(), await readBooks()];
      if (chain.shares !== own.shares || chain.assets !== own.assets) {
        throw new Error(`The books say ${own.shares} shares worth ${own.assets}, the chain ${JSON.stringify(chain)}.`);
      }
      return [
        { name: 'books.position.ms', value: await timeOf(readBooks), unit: 'ms' },
        { name: 'books.position.chain.ms', value: await timeOf(readChain), unit: 'ms' },
        { name: 'books.ponder.ratio', value: Number((books.seconds / floor.seconds).toFixed(2)), unit: 'of Ponder' },
        { name: 'books.events.perSecond', value: Math.round(events / books.seconds), unit: 'events/s' },
        { name: 'books.memory.bytes', value: books.bytes, unit: 'B' },
        { name: 'peer.ponder.events.perSecond', value: Math.round(events / floor.seconds), unit: 'events/s' },
        { name: 'peer.ponder.memory.bytes', value: floor.bytes, unit: 'B' },
      ];
    } finally {
      await books.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
