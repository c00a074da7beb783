import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join, normalize, sep } from 'node:path';
import type { Duplex } from 'node:stream';

import sirv from 'sirv';

import { isLoopback } from './loopback';
import { parseCommand } from './operator/commands';
import { OperatorError } from './operator/errors';
import type { CommandRunner } from './metis/operator';
import type { RewardsStore } from './rewards/rewards-store';

const MAX_BODY_BYTES = 100_000;
/** The script that tells the pages which Snap is theirs. */
const CONFIG_PATH = '/devnet-config.js';

/** What the paths of the chains begin with: the pages may ask no other server than their own. */
const NODE_PATH = '/nodes/';
/** Where the local hub takes questions and votes, for the same reason. */
const HUB_PATH = '/snapshot';
/** Where the books of the pool answer, for the same reason, while they are kept. */
const BOOKS_PATH = '/books';
/** What a wallet may read of the Snap's folder. */
const SNAP_FILES = /^\/(snap\.manifest\.json|(dist|images|locales|texts)\/.*)$/u;

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A part of the server that takes the requests it knows and leaves the rest. */
export type PartialHandler = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
};

export type RunningServer = { readonly port: number; readonly url: string; stop(): Promise<void> };

/** Thrown when a port that the devnet needs is in use. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor(port: number, purpose: string) {
    super(
      `Port ${port} is taken, and ${purpose} needs it. Stop what uses it, or choose another port: ` +
        `npm run devnet -- --port ${port > 60_000 ? port - 1_000 : port + 1_000}`,
    );
  }
}

/** JSON for the wire, amounts as decimal strings. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? field.toString() : field));
}

function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? '/', 'http://localhost').pathname;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  send(response, status, 'application/json', toJson(value));
};

const isRead = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

function refuseMethod(response: ServerResponse, allowed: string): void {
  response.setHeader('allow', allowed);
  send(response, 405, 'text/plain', `Use ${allowed}.`);
}

/** Serves published files as an IPFS gateway does. */
function serveRewardsFile(request: IncomingMessage, response: ServerResponse, rewards: RewardsStore): void {
  response.setHeader('access-control-allow-origin', '*');
  if (request.method === 'OPTIONS') {
    response.setHeader('access-control-allow-methods', 'GET, HEAD, OPTIONS');
    response.setHeader('access-control-allow-headers', '*');
    response.writeHead(204).end();
    return;
  }
  if (!isRead(request)) {
    refuseMethod(response, 'GET, HEAD, OPTIONS');
    return;
  }
  const cid = pathOf(request).slice('/ipfs/'.length);
  const file = rewards.get(cid);
  if (file === undefined) {
    send(response, 404, 'text/plain', `There is no file ${cid} here.`);
    return;
  }
  response.setHeader('cache-control', 'public, max-age=29030400, immutable');
  response.setHeader('etag', `"${cid}"`);
  response.setHeader('x-ipfs-path', `/ipfs/${cid}`);
  send(response, 200, 'application/json', file);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Read to the end even when it is too long: a connection that is cut would take the answer with it.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) {
      chunks.push(chunk);
    }
  }
  if (size > MAX_BODY_BYTES) {
    throw new OperatorError('The command is too long.', true);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new OperatorError('The body is not JSON. Send an object such as {"command": "status"}.', true);
  }
}

/** A page from elsewhere must not command the chain: browsers name the page's origin. */
function isForeign({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  return (origin !== undefined && !isLoopback(origin)) || (host !== undefined && !isLoopback(`http://${host}`));
}

/** Hands questions on to the pool's books; while they do not listen yet, they are not ready. */
async function serveBooks(request: IncomingMessage, response: ServerResponse, url: string): Promise<void> {
  if (!isRead(request)) {
    refuseMethod(response, 'GET, HEAD');
    return;
  }
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const answer = await fetch(url + pathname.slice(BOOKS_PATH.length) + search).catch(() => null);
  if (answer === null) {
    send(response, 503, 'text/plain', 'The books do not answer yet.');
  } else {
    send(response, answer.status, 'application/json', await answer.text());
  }
}

/** `GET`: status; `POST`: a command, `{command, ...arguments}`. */
async function serveOperator(
  request: IncomingMessage,
  response: ServerResponse,
  operator: CommandRunner,
): Promise<void> {
  const fail = (status: number, message: string): void => {
    sendJson(response, status, { ok: false, error: { message } });
  };
  if (isForeign(request)) {
    fail(403, 'Commands are taken from pages and programs on this computer only.');
    return;
  }
  try {
    if (isRead(request)) {
      sendJson(response, 200, await operator.status());
    } else if (request.method === 'POST') {
      const result = await operator.execute(parseCommand(parseBody(await readBody(request))));
      sendJson(response, 200, { ok: true, result });
    } else {
      refuseMethod(response, 'GET, HEAD, POST');
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    fail(error instanceof OperatorError ? (error.isBadInput ? 400 : 409) : 500, message);
  }
}

/** The file of the built site that answers a path as a page; `undefined` for assets and unknown paths. */
function findPage(folder: string, path: string): string | undefined {
  const relative = normalize(path);
  const candidates = relative.endsWith(sep)
    ? [`${relative}index.html`]
    : relative.endsWith('.html')
      ? [relative]
      : [join(relative, 'index.html'), `${relative}.html`];
  return candidates.map((each) => join(folder, each)).find((file) => existsSync(file) && statSync(file).isFile());
}

/** Puts markup at the start of a page's head, before any script of its own. */
export function injectIntoHead(html: string, markup: string): string {
  const head = /<head(\s[^>]*)?>/iu.exec(html);
  return head ? html.slice(0, head.index) + head[0] + markup + html.slice(head.index + head[0].length) : markup + html;
}

const NOT_BUILT = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The site is not built</title></head>
<body><h1>The site is not built</h1><p>The chain is running, but there is no site to serve yet. Run <code>npm start</code>,
which builds it, or <code>npm run build -w packages/site</code>, and reload this page.</p></body></html>`;

/** The headers that the build of the site asks its host for, in the `_headers` file that static hosts read. */
function readHostHeaders(folder: string): [name: string, value: string][] {
  const file = join(folder, '_headers');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.flatMap((line): [string, string][] => {
    const [, name, value] = /^\s+([\w-]+):\s*(.+)$/u.exec(line) ?? [];
    return name !== undefined && value !== undefined ? [[name, value]] : [];
  });
}

/** The built site as it is, with `markup` put into the head of its pages. */
function createSiteHandler(folder: string, markup: string): Handler {
  // Without a list made at the start, so that a rebuilt site shows after a reload.
  const assets = sirv(folder, { dev: true, etag: true });
  const sendPage = (response: ServerResponse, status: number, file: string): void => {
    response.setHeader('cache-control', 'no-cache');
    send(response, status, 'text/html', injectIntoHead(readFileSync(file, 'utf8'), markup));
  };
  return (request, response) => {
    if (!isRead(request)) {
      refuseMethod(response, 'GET, HEAD');
      return;
    }
    if (!existsSync(join(folder, 'index.html'))) {
      send(response, 503, 'text/html', NOT_BUILT);
      return;
    }
    for (const [name, value] of readHostHeaders(folder)) {
      response.setHeader(name, value);
    }
    let path: string;
    try {
      path = decodeURIComponent(pathOf(request));
    } catch {
      send(response, 400, 'text/plain', 'The address is malformed.');
      return;
    }
    const page = findPage(folder, path);
    if (page !== undefined) {
      sendPage(response, 200, page);
      return;
    }
    assets(request, response, () => {
      const missing = join(folder, '404.html');
      const isPage = !/\.[a-z0-9]+$/iu.test(path);
      if (isPage && existsSync(missing)) {
        sendPage(response, 404, missing);
      } else {
        send(response, 404, 'text/plain', 'There is nothing here.');
      }
    });
  };
}

export type DevnetHandlerOptions = {
  readonly rewards: RewardsStore;
  readonly operator: CommandRunner;
  /** Takes what lies under `/dev-wallet/`; `null`: there is no development wallet, and pages are served untouched. */
  readonly wallet: PartialHandler | null;
  /** Folder of the built site; `null`: no site is served. */
  readonly siteFolder: string | null;
  /** Told to the site's pages, so that they ask for the Snap of this devnet. */
  readonly snapId: string;
  /** The chains by chain id: the site's pages read there while no wallet is connected. */
  readonly nodes: Readonly<Record<number, Handler>>;
  /** The gateways of reports' files by chain id, as the pages take them. */
  readonly gateways: Readonly<Record<number, readonly string[]>>;
  /** The books of a pool, by its id, and where they answer; absent or `null`: none are kept. */
  readonly books?: { readonly pool: string; readonly url: string } | null;
  /** The hub of proposals and votes; absent or `null`: the pages ask Snapshot's own. */
  readonly hub?: Handler | null;
};

/** Everything that the devnet answers over HTTP beside the chain and the Snap. */
export function createDevnetHandler(options: DevnetHandlerOptions): Handler {
  const { rewards, operator, wallet, siteFolder, snapId, nodes, gateways, books = null, hub = null } = options;
  const nodePaths = Object.fromEntries(Object.keys(nodes).map((chainId) => [chainId, `${NODE_PATH}${chainId}`]));
  const nodesByPath = new Map(Object.entries(nodes).map(([chainId, node]) => [`${NODE_PATH}${chainId}`, node]));
  // Files of their own: the pages allow no script in the page that the build did not write.
  const governance = hub === null ? {} : { governance: { hub: `${HUB_PATH}/graphql`, sequencer: HUB_PATH } };
  const booksPaths = books === null ? {} : { books: { [books.pool]: BOOKS_PATH } };
  const told = { snapId, nodes: nodePaths, gateways, ...booksPaths, ...governance };
  const config = `window.stakingConfig = ${JSON.stringify(told)};\n`;
  const configTag = `<script src="${CONFIG_PATH}"></script>`;
  const markup = wallet ? `<script src="/dev-wallet/page.js"></script>${configTag}` : configTag;
  const site = siteFolder === null ? undefined : createSiteHandler(siteFolder, markup);
  return async (request, response) => {
    const path = pathOf(request);
    if (path.startsWith('/ipfs/')) {
      serveRewardsFile(request, response, rewards);
    } else if (nodesByPath.has(path)) {
      await nodesByPath.get(path)?.(request, response);
    } else if (books && path.startsWith(`${BOOKS_PATH}/`)) {
      await serveBooks(request, response, books.url);
    } else if (hub && (path === HUB_PATH || path === `${HUB_PATH}/graphql`)) {
      await hub(request, response);
    } else if (path === '/operator') {
      await serveOperator(request, response, operator);
    } else if (wallet && path.startsWith('/dev-wallet/')) {
      if (!(await wallet.handle(request, response))) {
        send(response, 404, 'text/plain', 'The development wallet does not know this address.');
      }
    } else if (site && path === CONFIG_PATH) {
      response.setHeader('cache-control', 'no-cache');
      send(response, 200, 'text/javascript', config);
    } else if (site) {
      await site(request, response);
    } else {
      send(response, 404, 'text/plain', 'There is nothing here.');
    }
  };
}

/** The Snap's folder as a wallet reads a `local:` Snap. */
export function createSnapHandler(folder: string): Handler {
  const files = sirv(folder, { dev: true, etag: true });
  return (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cache-control', 'no-store');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-headers', '*');
      response.writeHead(204).end();
    } else if (!isRead(request)) {
      refuseMethod(response, 'GET, HEAD, OPTIONS');
    } else if (!SNAP_FILES.test(pathOf(request))) {
      send(response, 404, 'text/plain', 'This is not a file of the Snap.');
    } else {
      files(request, response, () => {
        send(response, 404, 'text/plain', 'This file is missing. Is the Snap built?');
      });
    }
  };
}

/** Ends a server and the connections that are still open. */
function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    for (const socket of sockets) {
      socket.destroy();
    }
  });
}

/**
 * Listens on the loopback interface.
 *
 * @param port 0: a free one.
 * @param purpose what the port is for, for the error message.
 * @param upgrade takes the requests that want another protocol, such as a WebSocket; without it there is none.
 * @throws PortTakenError when the port is in use.
 */
export function listen(
  handler: Handler,
  port: number,
  purpose: string,
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    Promise.resolve()
      .then(() => handler(request, response))
      .catch((error: unknown) => {
        if (response.headersSent) {
          response.destroy();
        } else {
          send(response, 500, 'text/plain', error instanceof Error ? error.message : String(error));
        }
      });
  });
  if (upgrade) {
    server.on('upgrade', upgrade);
  }
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, purpose) : error);
    });
    server.listen(port, '127.0.0.1', () => {
      const taken = (server.address() as AddressInfo).port;
      resolve({ port: taken, url: `http://localhost:${taken}`, stop: () => close(server, sockets) });
    });
  });
}
