import type { IncomingMessage, ServerResponse } from 'node:http';

import { serverEvents } from '../protocol';
import type { PanelCommand, PanelReply, RpcReply, RpcRequest, Toast } from '../protocol';
import { bundlePage } from './page-bundle';
import { errorCodes, messageOf, toRpcError } from './rpc-errors';
import { createWallet } from './wallet';
import type { DevWalletOptions } from './options';

export type { DevWalletOptions } from './options';

export type DevWallet = {
  /** Answers what lies under `/dev-wallet/`; false for everything else, which is left untouched. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Ends the Snap and every open connection; open questions end with an error. */
  stop(): Promise<void>;
};

const PREFIX = '/dev-wallet/';
const MAX_BODY_BYTES = 5_000_000;
const KEEP_ALIVE_MS = 15_000;

class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The origin of the page that asks; refuses pages of other servers, also when they reach this one by another name. */
function readOrigin(request: IncomingMessage): string {
  const { host = '', origin } = request.headers;
  const { hostname } = new URL(`http://${host}`);
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    throw new HttpError(403, 'The development wallet answers on this computer only.');
  }
  const own = `http://${host}`;
  const site = request.headers['sec-fetch-site'];
  if ((origin !== undefined && origin !== own) || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
    throw new HttpError(403, 'The development wallet serves the pages of its own server only.');
  }
  return own;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new HttpError(415, 'Expected application/json.');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new HttpError(413, 'The request is too large.');
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    throw new HttpError(400, 'The request is not JSON.');
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function isRpcRequest(value: unknown): value is RpcRequest {
  return typeof value === 'object' && value !== null && typeof (value as { method?: unknown }).method === 'string';
}

/**
 * The server side of the development wallet: the accounts of a local node, the real Snap, and a panel in the page in
 * which a person answers. For pages of the server that it is part of, and for nobody else.
 */
export function createDevWallet(options: DevWalletOptions): DevWallet {
  const streams = new Set<ServerResponse>();
  let isUpdatePlanned = false;
  let script: Promise<string> | null = null;

  const emit = (event: string, data: unknown, to: Iterable<ServerResponse> = streams) => {
    for (const stream of to) {
      stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    }
  };

  const wallet = createWallet(options, {
    // Several changes in one turn are one update.
    onChange: () => {
      if (!isUpdatePlanned) {
        isUpdatePlanned = true;
        setImmediate(() => {
          isUpdatePlanned = false;
          emit(serverEvents.state, wallet.readState());
        });
      }
    },
    onToast: (toast: Toast) => {
      emit(serverEvents.toast, toast);
    },
  });

  const keepAlive = setInterval(() => {
    for (const stream of streams) {
      stream.write(': still here\n\n');
    }
  }, KEEP_ALIVE_MS);
  keepAlive.unref();

  const servePage = async (response: ServerResponse) => {
    script ??= bundlePage();
    const text = await script;
    response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' });
    response.end(text);
  };

  const serveEvents = (response: ServerResponse, tab: string) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    emit(serverEvents.state, wallet.readState(), [response]);
    streams.add(response);
    response.on('close', () => {
      streams.delete(response);
      wallet.forgetTab(tab);
    });
    void wallet.run({ command: 'refresh' });
  };

  const serveRpc = async (request: IncomingMessage, response: ServerResponse, origin: string) => {
    const asked = await readJson(request);
    let reply: RpcReply;
    try {
      reply = isRpcRequest(asked)
        ? { result: (await wallet.request(origin, asked)) ?? null }
        : { error: { code: errorCodes.invalidRequest, message: 'Expected { method, params? }.' } };
    } catch (error) {
      reply = { error: toRpcError(error) };
    }
    sendJson(response, 200, reply);
  };

  const servePanel = async (request: IncomingMessage, response: ServerResponse) => {
    const command = (await readJson(request)) as PanelCommand;
    let reply: PanelReply;
    try {
      await wallet.run(command);
      reply = { ok: true };
    } catch (error) {
      reply = { ok: false, error: { message: messageOf(error) } };
    }
    sendJson(response, 200, reply);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const route = `${request.method ?? ''} ${path}`;
    const origin = readOrigin(request);
    switch (route) {
      case 'GET page.js':
        return servePage(response);
      case 'GET events': {
        serveEvents(response, new URL(request.url ?? '', origin).searchParams.get('tab') ?? '');
        return;
      }
      case 'POST rpc':
        return serveRpc(request, response, origin);
      case 'POST panel':
        return servePanel(request, response);
      default:
        throw new HttpError(404, 'The development wallet has nothing here.');
    }
  };

  return {
    handle: async (request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      if (!path.startsWith(PREFIX)) {
        return false;
      }
      try {
        await serve(request, response, path.slice(PREFIX.length));
      } catch (error) {
        sendJson(response, error instanceof HttpError ? error.status : 500, { error: { message: messageOf(error) } });
      }
      return true;
    },
    stop: async () => {
      clearInterval(keepAlive);
      await wallet.stop();
      for (const stream of streams) {
        stream.end();
      }
    },
  };
}
