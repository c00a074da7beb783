import { createServer, STATUS_CODES, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Anvil } from '../../src/anvil';
import { AnvilRpcError } from '../../src/anvil';
import { createJsonPoster } from '../../src/post-json';

export type RawLog = { readonly blockNumber: string; readonly logIndex: string };

/** A question for logs, in numbers. */
export type LogQuery = { readonly from: number; readonly to: number };

export type Refusal = { readonly code: number; readonly message: string; readonly data?: unknown };

/** What the node does wrong; a test sets it, nothing is wrong by default. */
export type Faults = {
  /** Refuses a question for logs (before it looks), or the answer that it found. */
  refuse?: ((query: LogQuery, logs: readonly RawLog[]) => Refusal | undefined) | undefined;
  /** Cuts the connection: every n-th request, by the number of the request. */
  drop?: ((count: number, method: string) => boolean) | undefined;
  /** Answers with an HTTP status and a page. */
  status?: ((count: number, method: string) => number | undefined) | undefined;
  /** Holds answers back until so many are held, and lets them go the last one first. */
  hold?: number | undefined;
  /** Gives each log twice, the newest first. */
  repeat?: boolean | undefined;
  /** How many blocks the machine behind this request lags behind the head. */
  lag?: ((count: number, method: string) => number) | undefined;
  /** Done before a question for logs is answered. */
  before?: ((query: LogQuery, count: number) => Promise<void>) | undefined;
};

export type FaultyNode = {
  readonly url: string;
  faults: Faults;
  /** Methods asked since the last reset, in order. */
  readonly methods: string[];
  reset: (faults?: Faults) => void;
  stop: () => Promise<void>;
};

const hex = (value: number): string => `0x${value.toString(16)}`;
const unknownHeader: Refusal = { code: -32000, message: 'header not found' };

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** A node over HTTP in front of anvil, on a free port, that has the faults of real ones. */
export async function startFaultyNode(anvil: Anvil): Promise<FaultyNode> {
  let faults: Faults = {};
  let count = 0;
  let held: (() => void)[] = [];
  const methods: string[] = [];

  const head = async (lag: number): Promise<number> =>
    Math.max(0, Number(await anvil.request('eth_blockNumber')) - lag);

  const readLogs = async (filter: Record<string, unknown>, newest: number): Promise<unknown> => {
    const last = filter['toBlock'] === 'latest' ? newest : Number(filter['toBlock']);
    const query = { from: Number(filter['fromBlock']), to: last };
    await faults.before?.(query, count);
    // A machine that is behind says nothing of blocks that it does not know.
    const toBlock = Math.min(query.to, newest);
    const logs =
      toBlock < query.from
        ? []
        : ((await anvil.request('eth_getLogs', [{ ...filter, toBlock: hex(toBlock) }])) as RawLog[]);
    const refusal = faults.refuse?.(query, logs);
    if (refusal) {
      throw new Refused(refusal);
    }
    return faults.repeat ? [...logs, ...logs].reverse() : logs;
  };

  const answer = async (method: string, params: readonly unknown[], lag: number): Promise<unknown> => {
    if (method === 'eth_getLogs') {
      return readLogs(params[0] as Record<string, unknown>, lag === 0 ? Infinity : await head(lag));
    }
    const newest = await head(lag);
    if (method === 'eth_blockNumber') {
      return hex(newest);
    }
    const place = method === 'eth_getBlockByNumber' ? 0 : method === 'eth_call' ? 1 : -1;
    const tag = params[place];
    if (typeof tag === 'string' && tag !== 'latest' && Number(tag) > newest) {
      if (method === 'eth_getBlockByNumber') {
        return null;
      }
      throw new Refused(unknownHeader);
    }
    return anvil.request(
      method,
      params.map((each, index) => (index === place && each === 'latest' ? hex(newest) : each)),
    );
  };

  /** Waits for its turn among the answers that are held back. */
  const waitTurn = async (): Promise<void> => {
    const turn = new Promise<void>((resolve) => held.push(resolve));
    const release = (): void => {
      const waiting = held.reverse();
      held = [];
      waiting.forEach((go) => {
        go();
      });
    };
    if (held.length >= (faults.hold ?? 0)) {
      release();
    } else {
      // Fewer may be under way than are to be held: after some turns of the loop, those go.
      let turns = 50;
      const look = (): void => {
        turns -= 1;
        if (turns > 0) {
          setImmediate(look);
        } else {
          release();
        }
      };
      look();
    }
    return turn;
  };

  const serve = async (body: string, response: ServerResponse): Promise<void> => {
    const { id, method, params = [] } = JSON.parse(body) as { id: number; method: string; params?: unknown[] };
    count += 1;
    const own = count;
    methods.push(method);
    if (faults.drop?.(own, method)) {
      response.destroy();
      return;
    }
    const status = faults.status?.(own, method);
    if (status !== undefined) {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<html>Try again later</html>');
      return;
    }
    let outcome: Record<string, unknown>;
    try {
      outcome = { result: await answer(method, params, faults.lag?.(own, method) ?? 0) };
    } catch (error) {
      const refusal =
        error instanceof Refused
          ? error.refusal
          : error instanceof AnvilRpcError
            ? { code: error.code, message: error.message, data: error.data }
            : { code: -32603, message: String(error) };
      outcome = { error: refusal };
    }
    if (faults.hold) {
      await waitTurn();
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ jsonrpc: '2.0', id, ...outcome }));
  };

  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      void serve(body, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get faults() {
      return faults;
    },
    set faults(next) {
      faults = next;
    },
    methods,
    reset: (next = {}) => {
      faults = next;
      count = 0;
      methods.length = 0;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An EIP-1193 `request` over HTTP, as a wallet has it. */
export function requestTo(url: string): (args: { method: string; params?: unknown }) => Promise<unknown> {
  const poster = createJsonPoster(url);
  return async ({ method, params }) => {
    const { status, text } = await poster.post({ jsonrpc: '2.0', id: 1, method, params });
    if (status !== 200) {
      throw Object.assign(new Error(`HTTP request failed: ${STATUS_CODES[status] ?? status}`), { status });
    }
    const { result, error } = JSON.parse(text) as { result?: unknown; error?: Refusal };
    if (error) {
      throw Object.assign(new Error(error.message), error);
    }
    return result;
  };
}
