/** `npm run books`: starts the indexer, or verifies books that run. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  changeTopics,
  chainOfNode,
  createNodeRequest,
  isStakingError,
  networkByChainId,
  readBlock,
  readMevEscrow,
  scanLogs,
  stakewiseOn,
  type Pool,
  type PoolOnNetwork,
  type Request,
} from '@pooled-staking/core';
import { openDatabase } from './embedded-database';
import { help, OptionError, parseOptions, type RunOptions, type VerifyOptions } from './options';
import { toMarkdown, toReportJson } from './report';
import { settingsEnvironment } from './settings';
import { verify } from './verify';

const own = dirname(dirname(fileURLToPath(import.meta.url)));
const indexer = join(own, 'ponder');

/** The pool that the books are about: that of the node's chain. @throws OptionError for a node of no use. */
async function findPool(rpc: string, wanted: number | null): Promise<PoolOnNetwork> {
  const chainId = await chainOfNode(fetch, rpc);
  if (chainId === null) {
    throw new OptionError(`The node at ${rpc} does not answer. Is it running, and is the address right?`);
  }
  if (wanted !== null && wanted !== chainId) {
    throw new OptionError(
      `The node at ${rpc} is on chain ${chainId}, not on ${networkByChainId(wanted).name} (${wanted}).`,
    );
  }
  const network = networkByChainId(chainId);
  const pool = network.pools.find(({ protocol }) => protocol === 'stakewise');
  if (!pool) {
    throw new OptionError(`${network.name} has no pool of the kind that books are kept of.`);
  }
  return { network, pool };
}

/** Changes with the rules and with what runs them, so that books of other rules are never gone on with. */
function rulesHash(): string {
  const hash = createHash('sha256');
  const take = (path: string): void => {
    if (statSync(path).isDirectory()) {
      readdirSync(path)
        .sort()
        .forEach((name) => {
          take(join(path, name));
        });
    } else {
      hash.update(relative(own, path)).update('\0').update(readFileSync(path)).update('\0');
    }
  };
  take(join(own, 'src'));
  // Ponder refuses a database of another handler, schema or version of itself.
  for (const name of ['src', 'ponder.config.ts', 'ponder.schema.ts', 'package-lock.json']) {
    take(join(indexer, name));
  }
  take(join(own, '..', 'core', 'src', 'protocols', 'stakewise'));
  return hash.digest('hex').slice(0, 12);
}

/**
 * The block in which the vault began, from its own oldest log: Ponder asks for each kind of event and each stretch of blocks by
 * itself, so that every block before it costs.
 */
async function findBirth(request: Request, { address, deployBlock }: Pool): Promise<number> {
  const { number } = await readBlock(request);
  const logs = await scanLogs(request, { address, topics: [changeTopics()] }, deployBlock, number);
  return logs[0]?.blockNumber ?? deployBlock;
}

/** @throws OptionError where others have the port: Ponder would take the next one, and whoever asks would ask the others. */
async function checkPort(port: number, host: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const reason = `The books cannot listen at ${host}, port ${port}: ${error.message}.`;
      reject(new OptionError(`${reason} Give another --port or --host.`, { cause: error }));
    });
    server.listen(port, host, () => {
      server.close(() => {
        resolve();
      });
    });
  });
}

async function run({ rpc, chainId, port, host, folder, pollingMs }: RunOptions): Promise<void> {
  const { network, pool } = await findPool(rpc, chainId);
  await checkPort(port, host);
  const request = createNodeRequest(fetch, rpc, network);
  const [mevEscrow, deployBlock] = await Promise.all([readMevEscrow(request, pool.address), findBirth(request, pool)]);
  const settings = {
    chainId: network.chainId,
    rpc,
    vault: pool.address,
    keeper: stakewiseOn(network).keeper,
    mevEscrow,
    deployBlock,
    folder: process.env['DATABASE_URL'] === undefined ? resolve(folder ?? '.books', String(network.chainId)) : null,
    pollingMs,
  };
  if (settings.folder !== null) {
    mkdirSync(dirname(settings.folder), { recursive: true });
    if (openDatabase(settings.folder)) {
      process.stdout.write(
        'The books ended halfway last time, and their embedded database cannot be trusted after that: they begin anew.\n' +
          'With PostgreSQL (DATABASE_URL) they go on where they were.\n',
      );
    }
  }
  const ponder = join(indexer, 'node_modules', 'ponder', 'dist', 'esm', 'bin', 'ponder.js');
  const schema = `books_${network.chainId}_${rulesHash()}`;
  const args = ['start', '--root', indexer, '--schema', schema, '--port', String(port), '--hostname', host];
  const child = spawn(process.execPath, [ponder, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // It writes the schema of GraphQL to where it runs.
    cwd: indexer,
    env: { ...process.env, ...settingsEnvironment(settings), PONDER_TELEMETRY_DISABLED: 'true', PORT: String(port) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  process.on('disconnect', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
    if (process.connected) {
      process.disconnect();
    }
  });
}

async function askBooks(url: string): Promise<unknown> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new OptionError(`No books answer at ${url}. Start them with: npm run books -- --rpc URL`, { cause: error });
  });
  const text = await response.text();
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (error) {
    throw new OptionError(`No books answer at ${url}, but something else. Give their address with --books.`, {
      cause: error,
    });
  }
  if (!response.ok) {
    const { error } = answer as { readonly error?: { readonly message?: string } };
    throw new OptionError(`${error?.message ?? text.slice(0, 300)} (The books at ${url}, ${response.status}.)`);
  }
  return answer;
}

async function runVerify({ rpc, chainId, books, block, json }: VerifyOptions): Promise<void> {
  const place = await findPool(rpc, chainId);
  const request = createNodeRequest(fetch, rpc, place.network);
  const report = await verify(async (path) => askBooks(books + path), request, place, block).catch((error: unknown) => {
    throw isStakingError(error)
      ? new OptionError(
          `The node at ${rpc} has not what this block is held against: ${error.message}. Give a node that keeps old state, or a newer --block.`,
          { cause: error },
        )
      : error;
  });
  process.stdout.write(`${json ? toReportJson(report) : toMarkdown(report)}\n`);
  process.exitCode = report.isRight ? 0 : 1;
}

try {
  const options = parseOptions(process.argv.slice(2));
  switch (options.command) {
    case 'help':
      process.stdout.write(`${help}\n`);
      break;
    case 'verify':
      await runVerify(options);
      break;
    case 'run':
      await run(options);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
