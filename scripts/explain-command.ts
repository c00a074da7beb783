import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { failureOf, networks, type Request } from '@pooled-staking/core';
import { explainFailure } from '@pooled-staking/texts';
import { inEnglish } from '@pooled-staking/texts/command-line';
import { explain } from '../packages/snap/src/insight/explanation';
import { InputError, parseExplainInput } from './explain-input';

const usage = `npm run --silent explain -- --rpc URL --json '{"chainId":1,"from":"0x…","to":"0x…","value":"0","data":"0x…"}'
  --rpc   JSON-RPC address of a node of the chain
  --json  the transaction as JSON, the name of a file with it, or - for standard input`;

/** A node that has not answered a request after so many milliseconds never will. */
const longestWait = 20_000;

/** What the command prints, and its exit code. */
export type Outcome = { readonly code: 0 | 2; readonly out: string; readonly err: string };

function readOptions(args: readonly string[]): { readonly rpc: string; readonly json: string } {
  const found = new Map<string, string>();
  for (let at = 0; at < args.length; at += 2) {
    const [name = '', value] = [args[at], args[at + 1]];
    if (!['--rpc', '--json'].includes(name) || found.has(name)) {
      throw new InputError(name, `${found.has(name) ? 'is there twice' : 'is no option'}.\n${usage}`);
    }
    if (value === undefined) {
      throw new InputError(name, `needs a value.\n${usage}`);
    }
    found.set(name, value);
  }
  const get = (name: string): string => {
    const value = found.get(name);
    if (value === undefined) {
      throw new InputError(name, `is missing.\n${usage}`);
    }
    return value;
  };
  return { rpc: get('--rpc'), json: get('--json') };
}

/** The JSON text itself, out of a file, or out of standard input. */
function readJson(json: string, readInput: () => string): string {
  if (json === '-') {
    return readInput();
  }
  if (/^\s*[[{"]/u.test(json)) {
    return json;
  }
  const file = resolve(process.env['INIT_CWD'] ?? process.cwd(), json);
  if (!existsSync(file)) {
    throw new InputError('--json', `is neither a JSON object nor the name of a file: ${json.slice(0, 200)}`);
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError('--json', `the file ${json} cannot be read (${(error as Error).message}).`);
  }
}

function nodeUrl(rpc: string): string {
  const url = URL.canParse(rpc) ? new URL(rpc) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError('--rpc', `expected a web address such as http://127.0.0.1:8545, got ${rpc.slice(0, 200)}`);
  }
  return rpc;
}

/** The node behind a web address, as EIP-1193 asks it. */
function createRequest(url: string): Request {
  let id = 0;
  return async ({ method, params = [] }) => {
    id += 1;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id, method, params }),
      signal: AbortSignal.timeout(longestWait),
    });
    const answer = (await response.json().catch(() => null)) as { result?: unknown; error?: object } | null;
    if (answer?.error) {
      throw Object.assign(new Error('The node refused the request.'), answer.error);
    }
    if (!response.ok || answer === null || !('result' in answer)) {
      throw new Error(`no JSON-RPC answer (HTTP ${response.status})`);
    }
    return answer.result;
  };
}

/** Makes sure that the node is one of the transaction's chain. */
async function requireChain(request: Request, rpc: string, chainId: number): Promise<void> {
  let answer: unknown;
  try {
    answer = await request({ method: 'eth_chainId' });
  } catch (error) {
    throw new InputError('--rpc', `${rpc} does not answer (${explainFailure(failureOf(error), inEnglish)}).`);
  }
  if (Number(answer) !== chainId) {
    throw new InputError('chainId', `is ${chainId}, but the node at ${rpc} is on chain ${Number(answer)}.`);
  }
}

/**
 * Says of a transaction what the Snap would say before it is signed, as JSON. Code 0: explained, whatever was found; 2:
 * the input, the node or the chain is not what it must be, with words in `err`.
 *
 * @param readInput gives standard input, for `--json -`.
 */
export async function runExplain(args: readonly string[], readInput: () => string): Promise<Outcome> {
  if (args.includes('--help') || args.includes('-h')) {
    return { code: 0, out: `${usage}\n`, err: '' };
  }
  try {
    const { rpc, json } = readOptions(args);
    const request = createRequest(nodeUrl(rpc));
    const { chainId, question } = parseExplainInput(readJson(json, readInput));
    await requireChain(request, rpc, chainId);
    const explanation = await explain(request, question);
    if (explanation.severity === null && !networks.some((network) => network.chainId === chainId)) {
      const known = networks.map((network) => `${network.chainId} (${network.name})`).join(', ');
      throw new InputError('chainId', `the Snap knows no pool on chain ${chainId}; it knows ${known}.`);
    }
    const remark = 'This concerns no pool that the Snap knows: it would say nothing.\n';
    return {
      code: 0,
      out: `${JSON.stringify(explanation, null, 2)}\n`,
      err: explanation.severity === null ? remark : '',
    };
  } catch (error) {
    if (error instanceof InputError) {
      return { code: 2, out: '', err: `${error.message}\n` };
    }
    throw error;
  }
}
