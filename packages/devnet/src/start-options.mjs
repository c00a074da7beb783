/**
 * The options of a start and what fits them. Plain Node: `npm start` checks them here before it installs or builds
 * anything; the command line takes them from here as well.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const defaultPort = 8545;
const highestPort = 65_530;

export function parsePort(text) {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : NaN;
  if (!(port >= 1 && port <= highestPort)) {
    throw new Error(`Give a number from 1 to ${highestPort}; the five ports after it are used too.`);
  }
  return port;
}

function parseUrl(text) {
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol)) {
    throw new Error('Give an address that begins with http:// or https://.');
  }
  return text;
}

function parseVersion(text) {
  if (!['1', '2'].includes(text)) {
    throw new Error('Allowed choices are 1, 2.');
  }
  return text;
}

function parsePage(text) {
  const folder = resolve(text);
  if (!existsSync(join(folder, 'index.html'))) {
    throw new Error('Give a folder with an index.html, built for a browser.');
  }
  return folder;
}

export const startOptions = {
  'pool-version': {
    value: 'version',
    description: 'which vault code the pool runs (1 or 2)',
    default: '1',
    parse: parseVersion,
  },
  'fork-url': { value: 'url', description: 'work on the pool of the chain at this node instead', parse: parseUrl },
  'rewards-url': { value: 'url', description: 'IPFS gateway to read rewards files from', parse: parseUrl },
  port: {
    value: 'number',
    description:
      'port of the chain; the site, the Snap, the chain of Metis, its hub and the books get the five after it',
    default: defaultPort,
    parse: parsePort,
  },
  page: {
    value: 'folder',
    description: 'serve this built page in place of the site, with the development wallet in it',
    parse: parsePage,
  },
  books: { description: 'keep the books of the whole pool beside it; installs their indexer on first use' },
};

/** The first sentence of an error of Node's parser, which goes on about positional arguments. */
const firstSentence = ({ message }) => `error: ${message.split('. ')[0].replace(/\.?$/u, '.')}`;

export function checkStartArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      options: Object.fromEntries(
        Object.keys(startOptions).map((name) => [name, { type: startOptions[name].parse ? 'string' : 'boolean' }]),
      ),
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    // A command of the operator has options of its own; it starts nothing.
    if (args.includes('operator')) {
      return;
    }
    throw new Error(`${firstSentence(error)} See npm run devnet -- --help.`);
  }
  const [command] = parsed.positionals;
  if (command !== undefined && command !== 'operator') {
    throw new Error(`error: There is no command '${command}'. See npm run devnet -- --help.`);
  }
  for (const [name, text] of Object.entries(parsed.values)) {
    try {
      startOptions[name].parse?.(text);
    } catch (error) {
      throw new Error(`error: --${name} '${text}' is not possible. ${error.message}`);
    }
  }
}
