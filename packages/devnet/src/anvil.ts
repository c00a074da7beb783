import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

import { packageRoot } from './paths';
import { createJsonPoster } from './post-json';

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
  /** Resolves when the process ended although nobody stopped it, with words that say how. */
  readonly died: Promise<string>;
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
  /** Listens where no web page finds it, as far as the system lets it. */
  hidden?: boolean | undefined;
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

type Address = { readonly host: string; readonly port: number };

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

/**
 * One of the loopback addresses, none that a page could guess: anvil takes a WebSocket from every page, and a page can
 * try all ports of 127.0.0.1. Only Linux has more than that one without set-up.
 */
function hiddenHost(): string {
  return process.platform === 'linux' ? `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}` : '127.0.0.1';
}

function commandLine(options: AnvilOptions): string[] {
  const args = ['--host', options.hidden ? hiddenHost() : '127.0.0.1', '--port', String(options.port ?? 0)];
  if (options.hidden) {
    args.push('--no-cors');
  }
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

/** Waits for the line that names the address; rejects when the process ends or stays silent. */
function waitForAddress(
  child: ChildProcessByStdio<null, Readable, Readable>,
  options: AnvilOptions,
  isDownload: boolean,
): Promise<Address> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      finish(new Error(`anvil was not ready after ${START_TIMEOUT_MS / 1000} s`));
    }, START_TIMEOUT_MS);
    const finish = (outcome: Address | Error) => {
      clearTimeout(timer);
      child.stdout.off('data', read).resume();
      child.stderr.off('data', read).resume();
      child.off('error', fail).off('exit', exited);
      if (outcome instanceof Error) {
        reject(outcome);
      } else {
        resolve(outcome);
      }
    };
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const [, host, port] = /Listening on (127\.\d+\.\d+\.\d+):(\d+)\s/u.exec(output) ?? [];
      if (host !== undefined && port !== undefined) {
        finish({ host, port: Number(port) });
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

/** Ends a process and those that it started: it leads a group of its own. */
function killGroup({ pid }: { readonly pid?: number | undefined }, signal: NodeJS.Signals): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It is gone already.
  }
}

/**
 * Ends a process when this one is gone, in whatever way: a shell waits for the end of its input, which comes when the
 * system closes what this process held. On Windows only a regular end is noticed.
 *
 * @returns what ends the watch.
 */
function watchOver({ pid }: { readonly pid?: number | undefined }): () => void {
  if (pid === undefined || process.platform === 'win32') {
    return () => undefined;
  }
  const script = 'cat >/dev/null; kill -9 -"$1"';
  // In a group of its own, so that what ends this one (Ctrl-C, a terminal that closes) does not end the watch.
  const watch = spawn('/bin/sh', ['-c', script, 'watch', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watch.on('error', () => undefined);
  watch.stdin.on('error', () => undefined);
  watch.unref();
  (watch.stdin as Writable & { unref?: () => void }).unref?.();
  return () => {
    killGroup(watch, 'SIGKILL');
  };
}

/**
 * Starts anvil and waits until it answers.
 *
 * @throws Error that names the port and the cure when the port is taken, or says how to get anvil when there is none.
 */
export async function startAnvil(options: AnvilOptions): Promise<Anvil> {
  const { command, args, isDownload } = findAnvil();
  // In a group of its own: Ctrl-C in a terminal reaches this process alone, which ends the chain in good order.
  const child = spawn(command, [...args, ...commandLine(options)], {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endWatch = watchOver(child);
  const gone = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal === null ? `anvil ended with exit code ${code}` : `anvil was ended by ${signal}`);
    });
    child.once('error', ({ message }) => {
      resolve(message);
    });
  });
  // A chain must not outlive the process that started it.
  const kill = () => {
    killGroup(child, 'SIGKILL');
  };
  process.once('exit', kill);
  let isStopping = false;
  const died = new Promise<string>((resolve) => {
    void gone.then((words) => {
      process.off('exit', kill);
      endWatch();
      if (!isStopping) {
        resolve(words);
      }
    });
  });

  const stop = async () => {
    isStopping = true;
    killGroup(child, 'SIGTERM');
    const timer = setTimeout(kill, STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(timer);
  };

  let address: Address;
  try {
    address = await waitForAddress(child, options, isDownload);
  } catch (error) {
    await stop();
    throw error;
  }

  const { host, port } = address;
  const url = `http://${host}:${port}`;
  const poster = createJsonPoster(url);
  const post = async (body: unknown): Promise<unknown> => JSON.parse((await poster.post(body)).text) as unknown;
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
    died,
    stop: async () => {
      await stop();
      poster.stop();
    },
    request: async (method, params = []) => resultOf((await post(envelope(method, params))) as RpcAnswer),
    batch: async (requests) => {
      if (requests.length === 0) {
        return [];
      }
      const sent = requests.map(([method, params]) => envelope(method, params));
      const answers = new Map(((await post(sent)) as RpcAnswer[]).map((answer) => [answer.id, answer]));
      return sent.map(({ id }) => resultOf(answers.get(id)));
    },
  };
}
