import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';

type Rpc = (method: string, params?: readonly unknown[]) => Promise<unknown>;

/** A running devnet, as the tests use it. */
export type Devnet = {
  readonly siteUrl: string;
  /** The first page about the pool, and the one that stakes in it. */
  readonly poolUrl: string;
  readonly stakeUrl: string;
  readonly pool: { readonly address: string; readonly name: string };
  /** Asks the chain itself, past site, wallet and Snap. */
  readonly rpc: Rpc;
  /** The same of the chain of Metis, where there is one. */
  readonly metisRpc: Rpc;
  /** Has the operator do something and gives its result. */
  readonly operate: (command: string, args?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Ends the chain and leaves the servers running. */
  readonly stopChain: () => Promise<void>;
};

/** What the person's wallet can do. */
export type WalletOptions = {
  /** It gets the Snap. */
  hasSnap: boolean;
  /** It sends several calls as one transaction (EIP-5792), where the chain lets it. */
  isSmart: boolean;
};

export type DevnetOptions = {
  poolVersion: 1 | 2;
  /** On the pool of a forked chain that has Ethereum's chain id and addresses. */
  fork: boolean;
  /** With the chain of Metis beside it. */
  metis: boolean;
};

const here = dirname(fileURLToPath(import.meta.url));

async function postJson(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

function makeRpc(url: string): Rpc {
  return async (method, params = []) => {
    const reply = (await postJson(url, { jsonrpc: '2.0', id: 1, method, params })) as {
      result?: unknown;
      error?: { message: string };
    };
    if (reply.error) {
      throw new Error(`${method}: ${reply.error.message}`);
    }
    return reply.result;
  };
}

/** The wallet's first account, with 10,000 ETH and nothing staked. */
export const person = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';

/** Speaks to a child process line by line: each line that is sent is answered by one. */
function converse(child: ChildProcessByStdio<Writable, Readable, null>): () => Promise<string> {
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  return async () => new Promise((resolve) => waiting.push(resolve));
}

type Reply = { ok: boolean; result?: unknown; error?: { message: string } };

/** Tests that have a devnet, started once for each project. */
export const test = base.extend<WalletOptions, DevnetOptions & { devnet: Devnet }>({
  hasSnap: [true, { option: true }],
  isSmart: [true, { option: true }],
  poolVersion: [1, { option: true, scope: 'worker' }],
  fork: [false, { option: true, scope: 'worker' }],
  metis: [false, { option: true, scope: 'worker' }],
  devnet: [
    async ({ poolVersion, fork, metis }, use) => {
      const tsx = createRequire(import.meta.url).resolve('tsx/cli');
      const mode = fork ? ['fork'] : metis ? ['metis'] : [];
      const args = [tsx, join(here, 'devnet-process.ts'), String(poolVersion), ...mode];
      // The packages are found from the top.
      const child = spawn(process.execPath, args, { cwd: join(here, '../../..'), stdio: ['pipe', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      const nextLine = converse(child);
      const first = await Promise.race([
        nextLine(),
        ended.then(() => {
          throw new Error('The devnet ended before it was ready; its reason is above.');
        }),
      ]);
      const ask = async (line: string): Promise<unknown> => {
        const answered = nextLine();
        child.stdin.write(`${line}\n`);
        const reply = JSON.parse(await answered) as Reply;
        if (!reply.ok) {
          throw new Error(`${line}: ${reply.error?.message ?? 'failed'}`);
        }
        return reply.result;
      };
      const { chainUrl, httpUrl, metisUrl, pool } = JSON.parse(first) as {
        chainUrl: string;
        httpUrl: string;
        metisUrl: string | null;
        pool: Devnet['pool'];
      };
      const query = `?pool=eip155:${fork ? 1 : 31337}:${pool.address}`;
      await use({
        siteUrl: httpUrl,
        poolUrl: `${httpUrl}/pool/${query}`,
        stakeUrl: `${httpUrl}/pool/stake/${query}`,
        pool,
        rpc: makeRpc(chainUrl),
        metisRpc: makeRpc(metisUrl ?? 'the chain of Metis does not run'),
        operate: async (command, details = {}) => ask(JSON.stringify({ command, ...details })),
        stopChain: async () => {
          await ask('stop-chain');
        },
      });
      child.stdin.end();
      await ended;
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});
