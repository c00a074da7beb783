import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

import { packageRoot } from './paths';

const ANVIL_VERSION = '1.7.1';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
const INSTALL_HELP =
  'anvil could not be started. Install Foundry (https://getfoundry.sh) so that `anvil` is on the PATH, ' +
  'or set ANVIL_BIN to the path of an anvil binary.';

/** A running local chain. */
export type Anvil = {
  readonly url: string;
  readonly port: number;
  /** One JSON-RPC request; rejects with {@link AnvilRpcError} when the node answers with an error. */
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
  /** Several requests in one HTTP round trip, carried out in order; rejects with the first error. */
  batch(requests: readonly (readonly [method: string, params: readonly unknown[]])[]): Promise<unknown[]>;
  /** Ends the process and waits until it is gone. May be called twice. */
  stop(): Promise<void>;
};

export type AnvilOptions = {
  /** 0 or nothing: a free port chosen by the operating system. */
  port?: number | undefined;
  /** Left out only with `forkUrl`: then the chain id of the forked chain. */
  chainId?: number | undefined;
  forkUrl?: string | undefined;
  /** Time of the genesis block, in seconds since 1970. */
  timestamp?: number | undefined;
  /** Number of the genesis block. */
  blockNumber?: number | undefined;
  /** Further command-line arguments for anvil. */
  args?: readonly string[] | undefined;
};

/** What the node answered to a request that it refused. `data` is the revert data where there is any. */
export class AnvilRpcError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data: unknown) {
    super(message);
    this.name = 'AnvilRpcError';
    this.code = code;
    this.data = data;
  }
}

type Command = { readonly command: string; readonly args: readonly string[]; readonly isDownload: boolean };

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * How anvil is called here: `ANVIL_BIN`, else the binary that npm installed, else `anvil` on the PATH, else a download
 * through `npm exec`.
 *
 * @throws Error when `ANVIL_BIN` is set and names no executable file.
 */
export function findAnvil(env: NodeJS.ProcessEnv = process.env): Command {
  const configured = env['ANVIL_BIN'];
  if (configured) {
    if (!isExecutable(configured)) {
      throw new Error(`ANVIL_BIN is set to ${configured}, which is not an executable file. ${INSTALL_HELP}`);
    }
    return { command: configured, args: [], isDownload: false };
  }
  try {
    const manifest = createRequire(join(packageRoot, 'package.json')).resolve(
      '@foundry-rs/anvil-linux-amd64/package.json',
    );
    const installed = join(dirname(manifest), 'bin', 'anvil');
    if (process.platform === 'linux' && process.arch === 'x64' && isExecutable(installed)) {
      return { command: installed, args: [], isDownload: false };
    }
  } catch {
    // An optional dependency: absent on every other platform.
  }
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    for (const name of process.platform === 'win32' ? ['anvil.exe'] : ['anvil']) {
      const candidate = join(folder, name);
      if (folder && isExecutable(candidate)) {
        return { command: candidate, args: [], isDownload: false };
      }
    }
  }
  return {
    command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
    args: ['exec', '--yes', `--package=@foundry-rs/anvil@${ANVIL_VERSION}`, '--', 'anvil'],
    isDownload: true,
  };
}

function commandLine(options: AnvilOptions): string[] {
  const args = ['--host', '127.0.0.1', '--port', String(options.port ?? 0)];
  if (options.chainId !== undefined) {
    args.push('--chain-id', String(options.chainId));
  }
  if (options.forkUrl !== undefined) {
    args.push('--fork-url', options.forkUrl);
  }
  if (options.timestamp !== undefined) {
    args.push('--timestamp', String(options.timestamp));
  }
  if (options.blockNumber !== undefined) {
    args.push('--number', String(options.blockNumber));
  }
  return [...args, ...(options.args ?? [])];
}

/** Waits for the line that names the port; rejects when the process ends or stays silent. */
function waitForPort(
  child: ChildProcessByStdio<null, Readable, Readable>,
  options: AnvilOptions,
  isDownload: boolean,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      finish(new Error(`anvil was not ready after ${START_TIMEOUT_MS / 1000} s`));
    }, START_TIMEOUT_MS);
    const finish = (outcome: number | Error) => {
      clearTimeout(timer);
      child.stdout.off('data', read).resume();
      child.stderr.off('data', read).resume();
      child.off('error', fail).off('exit', exited);
      if (typeof outcome === 'number') {
        resolve(outcome);
      } else {
        reject(outcome);
      }
    };
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const port = /Listening on 127\.0\.0\.1:(\d+)/u.exec(output)?.[1];
      if (port !== undefined) {
        finish(Number(port));
      }
    };
    const fail = (error: Error) => {
      finish(new Error(`${INSTALL_HELP} (${error.message})`));
    };
    const exited = (code: number | null) => {
      if (/address already in use|AddrInUse/iu.test(output)) {
        finish(new Error(`Port ${options.port} is taken. Stop what uses it or choose another one with --port.`));
      } else {
        const said = output.trim().split('\n').slice(-5).join('\n');
        finish(new Error(`${isDownload ? `${INSTALL_HELP} ` : ''}anvil ended with exit code ${code}: ${said}`));
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', fail);
    child.on('exit', exited);
  });
}

type RpcAnswer = { id: number; result?: unknown; error?: { code: number; message: string; data?: unknown } };

function resultOf(answer: RpcAnswer | undefined): unknown {
  if (answer === undefined) {
    throw new AnvilRpcError(-32603, 'The node left a request of a batch unanswered', undefined);
  }
  if (answer.error) {
    throw new AnvilRpcError(answer.error.code, answer.error.message, answer.error.data);
  }
  return answer.result;
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

/**
 * Starts anvil and waits until it answers.
 *
 * @throws Error that names the port and the cure when the port is taken, or says how to get anvil when there is none.
 */
export async function startAnvil(options: AnvilOptions): Promise<Anvil> {
  const { command, args, isDownload } = findAnvil();
  const child = spawn(command, [...args, ...commandLine(options)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  // A chain must not outlive the process that started it.
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  void gone.then(() => process.off('exit', kill));

  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(kill, STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(timer);
  };

  let port: number;
  try {
    port = await waitForPort(child, options, isDownload);
  } catch (error) {
    await stop();
    throw error;
  }

  const url = `http://127.0.0.1:${port}`;
  let lastId = 0;
  const envelope = (method: string, params: readonly unknown[]) => ({
    jsonrpc: '2.0',
    id: (lastId += 1),
    method,
    params,
  });
  return {
    url,
    port,
    stop,
    request: async (method, params = []) => resultOf((await post(url, envelope(method, params))) as RpcAnswer),
    batch: async (requests) => {
      if (requests.length === 0) {
        return [];
      }
      const sent = requests.map(([method, params]) => envelope(method, params));
      const answers = new Map(((await post(url, sent)) as RpcAnswer[]).map((answer) => [answer.id, answer]));
      return sent.map(({ id }) => resultOf(answers.get(id)));
    },
  };
}
