import { parseArgs } from 'node:util';
import { isServerUrl, networks } from '@pooled-staking/core';

/** An option that cannot be; its words are for the person who gave it. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

export type RunOptions = {
  readonly command: 'run';
  readonly rpc: string;
  readonly chainId: number | null;
  readonly port: number;
  readonly host: string;
  readonly folder: string | null;
  readonly pollingMs: number;
};
export type VerifyOptions = {
  readonly command: 'verify';
  readonly rpc: string;
  readonly chainId: number | null;
  readonly books: string;
  readonly block: number | null;
  readonly json: boolean;
};
export type Options = RunOptions | VerifyOptions | { readonly command: 'help' };

export const help = `npm run books -- --rpc URL [options]
  keeps the books of the pool on the chain of a node, and answers at http://127.0.0.1:42069
npm run books -- verify --rpc URL [--block N] [--json]
  holds the books that run at a block against the chain, and prints what adds up and what does not

  --rpc URL       the node: over TLS, or on this machine
  --network NAME  refuse a node of another network: its name or chain id
  --port NUMBER   port of the books (42069)
  --host ADDRESS  where they listen (127.0.0.1; any other is open to the network)
  --folder PATH   where the embedded database lies (.books; with DATABASE_URL set, PostgreSQL is used instead)
  --polling MS    how often the node is asked for a new block (1000)
  --books URL     verify: where the books answer (http://127.0.0.1:42069)
  --block NUMBER  verify: the block; the newest that the books have without it
  --json          verify: print JSON instead of Markdown`;

function toNumber(name: string, text: string | undefined, least: number, most: number): number | null {
  if (text === undefined) {
    return null;
  }
  const value = /^\d{1,16}$/u.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) {
    throw new OptionError(`--${name} '${text}' is not possible. Give a whole number from ${least} to ${most}.`);
  }
  return value;
}

function toNetwork(text: string | undefined): number | null {
  if (text === undefined) {
    return null;
  }
  const known = networks.filter(({ stakewise }) => stakewise !== null);
  const found = known.find(
    ({ name, chainId }) => name.toLowerCase() === text.toLowerCase() || String(chainId) === text,
  );
  if (!found) {
    const names = known.map(({ name, chainId }) => `${name} (${chainId})`).join(', ');
    throw new OptionError(`--network '${text}' is not known. Give one of: ${names}.`);
  }
  return found.chainId;
}

function toUrl(name: string, text: string | undefined): string {
  if (text === undefined) {
    throw new OptionError(`--${name} is missing. Give the address of a node, such as --${name} http://127.0.0.1:8545.`);
  }
  const isUrl: boolean = isServerUrl(text);
  if (!isUrl) {
    throw new OptionError(
      `--${name} '${text}' is not possible. Give an address that begins with https://, or http:// on this machine.`,
    );
  }
  return text;
}

const strings = ['rpc', 'network', 'port', 'host', 'folder', 'polling', 'books', 'block'] as const;

/** What a command line says. @throws OptionError that names the option and what to do. */
export function parseOptions(args: readonly string[]): Options {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      options: {
        ...(Object.fromEntries(strings.map((name) => [name, { type: 'string' }])) as Record<
          (typeof strings)[number],
          { type: 'string' }
        >),
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    const [said] = (error as Error).message.split('. ');
    throw new OptionError(`${said?.replace(/\.$/u, '')}. See npm run books -- --help.`);
  }
  const { values, positionals } = parsed;
  const [command = 'run', ...others] = positionals;
  if (values.help || command === 'help') {
    return { command: 'help' };
  }
  if (!['run', 'verify'].includes(command) || others.length > 0) {
    throw new OptionError(`There is no command '${[command, ...others].join(' ')}'. See npm run books -- --help.`);
  }
  const rpc = toUrl('rpc', values.rpc);
  const chainId = toNetwork(values.network);
  if (command === 'verify') {
    return {
      command,
      rpc,
      chainId,
      books: toUrl('books', values.books ?? 'http://127.0.0.1:42069').replace(/\/$/u, ''),
      block: toNumber('block', values.block, 0, Number.MAX_SAFE_INTEGER),
      json: values.json === true,
    };
  }
  return {
    command: 'run',
    rpc,
    chainId,
    port: toNumber('port', values.port, 1, 65_535) ?? 42_069,
    host: values.host ?? '127.0.0.1',
    folder: values.folder ?? null,
    pollingMs: toNumber('polling', values.polling, 100, 3_600_000) ?? 1_000,
  };
}
