import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import { isLoopback } from './loopback';
import type { Handler } from './server';

/** Browser extensions: wallets reach the chain from there. */
const EXTENSION_ORIGIN = /^(?:chrome|moz|safari-web)-extension:\/\/[\w-]+$/u;
const REFUSAL =
  'This local chain answers programs on this computer, browser extensions and the page that the devnet serves; not ' +
  'other web pages.';

export type ChainGate = {
  /** JSON-RPC over HTTP. */
  readonly handle: Handler;
  /** JSON-RPC over a WebSocket. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  stop(): void;
};

/**
 * True for a request that may reach the chain. A browser names the page that asks in `Origin`, and in `Host` the name
 * under which it found this computer: a stranger's page could give this address a name of its own.
 */
function mayPass({ headers }: IncomingMessage, isOwnPage: (origin: string) => boolean): boolean {
  const { origin, host } = headers;
  return (
    isLoopback(`http://${host ?? ''}`) && (origin === undefined || EXTENSION_ORIGIN.test(origin) || isOwnPage(origin))
  );
}

/**
 * Stands before the chain, whose node would answer every web page, and sends, mines and moves time for it. Passes the
 * requests of programs, of extensions and of the own page on; others get 403.
 *
 * @param chainUrl where the node listens; `null` while it does not.
 * @param isOwnPage tells the origin of the page that the devnet serves.
 */
export function createChainGate(chainUrl: () => string | null, isOwnPage: (origin: string) => boolean): ChainGate {
  const agent = new Agent({ keepAlive: true });

  /** Lets the page or extension that asks read the answer. */
  const allowReading = ({ headers }: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('vary', 'Origin');
    if (headers.origin !== undefined) {
      response.setHeader('access-control-allow-origin', headers.origin);
    }
  };

  const fail = (response: ServerResponse, status: number, words: string): void => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(words);
  };

  /** The headers for the node: it need not know who asks. */
  const headersFor = ({ headers }: IncomingMessage): NodeJS.Dict<string | string[]> =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'origin' && name !== 'host'));

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (!mayPass(request, isOwnPage)) {
      fail(response, 403, REFUSAL);
      return;
    }
    allowReading(request, response);
    const url = chainUrl();
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'POST, OPTIONS');
      response.setHeader('access-control-allow-headers', 'content-type');
      // Chromium asks for it before a page may speak to this computer.
      response.setHeader('access-control-allow-private-network', 'true');
      response.writeHead(204).end();
    } else if (request.method !== 'POST') {
      response.setHeader('allow', 'POST, OPTIONS');
      fail(response, 405, 'This is a chain: send JSON-RPC with POST.');
    } else if (url === null) {
      response.setHeader('retry-after', '5');
      fail(response, 503, 'The local chain is still starting.');
    } else {
      const passed = httpRequest(url, { method: 'POST', agent, headers: headersFor(request) }, (answer) => {
        const { 'content-type': type = 'application/json', 'content-length': length } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, {
          'content-type': type,
          ...(length === undefined ? {} : { 'content-length': length }),
        });
        answer.on('error', () => response.destroy()).pipe(response);
      });
      passed.on('error', () => {
        fail(response, 502, 'The local chain does not answer. Has it stopped?');
      });
      // Whoever asked and left waits for no answer.
      response.on('close', () => passed.destroy());
      request.pipe(passed);
    }
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const url = chainUrl();
    if (!mayPass(request, isOwnPage) || url === null) {
      const status = url === null ? '503 Service Unavailable' : '403 Forbidden';
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const passed = httpRequest(url, { headers: headersFor(request) });
    passed.on('error', () => socket.destroy());
    passed.on('response', () => socket.destroy());
    passed.on('upgrade', (answer, nodeSocket, first) => {
      const lines = answer.rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [`${name}: ${answer.rawHeaders[index + 1] ?? ''}`] : [],
      );
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.write(first);
      nodeSocket.write(head);
      nodeSocket.on('error', () => socket.destroy()).on('close', () => socket.destroy());
      socket.on('close', () => nodeSocket.destroy());
      nodeSocket.pipe(socket).pipe(nodeSocket);
    });
    passed.end();
  };

  return {
    handle,
    upgrade,
    stop: () => {
      agent.destroy();
    },
  };
}
