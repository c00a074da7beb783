import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';

type Rpc = (method: string, params?: readonly unknown[]) => Promise<unknown>;

/** A running devnet, as the tests use it. */
export type Devnet = {
  readonly siteUrl: string;
  /** Asks the chain itself, past site, wallet and Snap. */
  readonly rpc: Rpc;
  /** Has the operator do something and gives its result. */
  readonly operate: (command: string, args?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Ends the chain and leaves the servers running. */
  readonly stopChain: () => Promise<void>;
};

export type DevnetOptions = { poolVersion: 1 | 2 };

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

/** Tests that have a devnet, started once for each project. */
export const test = base.extend<object, DevnetOptions & { devnet: Devnet }>({
  poolVersion: [1, { option: true, scope: 'worker' }],
  devnet: [
    async ({ poolVersion }, use) => {
      const tsx = createRequire(import.meta.url).resolve('tsx/cli');
      const child = spawn(process.execPath, [tsx, join(here, 'devnet-process.ts'), String(poolVersion)], {
        // The packages are found from here.
        cwd: join(here, '../../..'),
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      const lines = createInterface({ input: child.stdout });
      const first = await Promise.race([
        once(lines, 'line'),
        ended.then(() => {
          throw new Error('The devnet ended before it was ready; its reason is above.');
        }),
      ]);
      const { chainUrl, httpUrl } = JSON.parse(String(first[0])) as { chainUrl: string; httpUrl: string };
      await use({
        siteUrl: httpUrl,
        rpc: makeRpc(chainUrl),
        operate: async (command, args = {}) => {
          const reply = (await postJson(`${httpUrl}/operator`, { command, ...args })) as {
            ok: boolean;
            result?: unknown;
            error?: { message: string };
          };
          if (!reply.ok) {
            throw new Error(`${command}: ${reply.error?.message}`);
          }
          return reply.result;
        },
        stopChain: async () => {
          const stopped = once(lines, 'line');
          child.stdin.write('stop-chain\n');
          await stopped;
        },
      });
      child.stdin.end();
      await ended;
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});
