import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  callNode,
  chainOfNode,
  createNodeRequest,
  networkByChainId,
  RevertError,
  type PostFetch,
  type Request,
} from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { wordsOfError } from '../rpc/errors';
import { createWithChain } from './provider';

const hoodi = networkByChainId(560048);
const url = 'https://node.example/key';
const realFetch: PostFetch = async (address, options) => fetch(address, options);

type Sent = { url: string; options: Parameters<PostFetch>[1]; request: { method: string; params: unknown } };

/** A server that answers each method with a text, and what it was asked. */
function serverOf(answer: (method: string) => unknown, status = 200) {
  const asked: Sent[] = [];
  const serve: PostFetch = async (address, options) => {
    const request = JSON.parse(options.body ?? '') as Sent['request'];
    asked.push({ url: address, options, request });
    const text = answer(request.method);
    const body = typeof text === 'string' ? text : JSON.stringify(text);
    return Promise.resolve(new Response(body, { status }));
  };
  return { asked, fetch: serve };
}

const result = (value: unknown) => ({ jsonrpc: '2.0', id: 1, result: value });
const nodeOf = (serve: PostFetch): Request => createNodeRequest(serve, url, hoodi);

/** A node on Hoodi that answers one other method. */
const answering = (answer: unknown, status?: number): Request =>
  nodeOf(serverOf((method) => (method === 'eth_chainId' ? result('0x88bb0') : answer), status).fetch);

afterEach(() => {
  jest.useRealTimers();
});

describe("a node of the person's own", () => {
  it('is asked as nodes are, where the person said and nowhere else', async () => {
    const { asked, fetch } = serverOf(() => result('0x10'));
    expect(await nodeOf(fetch)({ method: 'eth_gasPrice' })).toBe('0x10');
    expect(asked).toHaveLength(1);
    const [{ options, ...sent } = { options: undefined }] = asked;
    expect(sent).toEqual({ url, request: { jsonrpc: '2.0', id: 1, method: 'eth_gasPrice', params: [] } });
    expect(options).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
  });

  it('is asked for its chain once, and again after it failed', async () => {
    let fails = true;
    const { asked, fetch } = serverOf(() => (fails ? 'no' : result('0x88bb0')));
    const node = nodeOf(fetch);
    await expect(node({ method: 'eth_chainId' })).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
    fails = false;
    for (let round = 0; round < 3; round += 1) {
      expect(await node({ method: 'eth_chainId' })).toBe(560048);
    }
    expect(asked).toHaveLength(2);
  });

  it('on another chain is no node of this network, and is not brought there', async () => {
    const { asked, fetch } = serverOf(() => result('0x1'));
    const read = createWithChain(nodeOf(fetch))(hoodi, { urgency: 'read' }, async (request) =>
      request({ method: 'eth_gasPrice' }),
    );
    const error = await read.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'CHAIN_INCONSISTENT', details: { chainId: 1 } });
    // The wallet is on whatever it is on: the words name the node.
    expect(wordsOfError(error, createSnapTranslator('en'))).toBe(
      'The node for Hoodi is on chain 1. Choose another one.',
    );
    expect(asked.map(({ request }) => request.method)).toEqual(['eth_chainId']);
  });

  it('that does not answer says so itself, and not that the wallet tells no chain', async () => {
    const silent: PostFetch = async () => Promise.reject(new TypeError('Failed to fetch'));
    const read = createWithChain(nodeOf(silent))(hoodi, { urgency: 'read' }, async () => Promise.resolve());
    await expect(read).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      problem: { kind: 'request-failed', failure: { said: 'Failed to fetch' } },
    });
  });

  it('refuses as a wallet hands it on: a revert is a revert', async () => {
    const error = { code: 3, message: 'execution reverted', data: '0x1613b7eb' };
    // Some providers refuse with a status of HTTP as well.
    for (const status of [200, 400]) {
      const called = callNode(answering({ error }, status), 'eth_call', []);
      await expect(called).rejects.toEqual(new RevertError('0x1613b7eb'));
    }
  });

  it.each([
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[{"result":"0x1"}]'],
    ['neither result nor error', '{}'],
    ['an error of another kind', '{"error":"no"}'],
    ['nothing', ''],
  ])('whose answer is %s fails, and is no result', async (_, answer) => {
    await expect(callNode(answering(answer), 'eth_getBlockByNumber', [])).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      problem: { kind: 'request-failed' },
    });
  });

  it.each([
    [413, 'entity too large'],
    [504, 'request timed out'],
    [502, 'The server answered with 502 and no result.'],
  ])('behind a server that answers with %d fails in the words of nodes', async (status, message) => {
    await expect(answering('<html>', status)({ method: 'eth_getLogs' })).rejects.toMatchObject({
      message,
      code: status,
    });
  });

  it('that never answers is given up', async () => {
    jest.useFakeTimers();
    const request = nodeOf(async () => new Promise(() => undefined))({ method: 'eth_gasPrice' });
    const failure = expect(request).rejects.toMatchObject({ message: 'request timed out' });
    await jest.advanceTimersByTimeAsync(10_000);
    await failure;
  });

  it('whose answer never ends is given up', async () => {
    let chunks = 0;
    const endless: PostFetch = async () => {
      const pull = (controller: ReadableStreamDefaultController): void => {
        chunks += 1;
        controller.enqueue(new Uint8Array(1_000_000));
      };
      return Promise.resolve(new Response(new ReadableStream({ pull }, { highWaterMark: 0 })));
    };
    await expect(nodeOf(endless)({ method: 'eth_getLogs' })).rejects.toMatchObject({
      message: 'response is too large',
    });
    expect(chunks).toBeLessThan(25);
  });
});

describe('a look at a node', () => {
  it.each([
    [result('0x1'), 1],
    [result('0x88BB0'), 560048],
    [result(1), null],
    [result('1'), null],
    [result(['0x1']), null],
    [result('0x'), null],
    [result('0x1ffffffffffffff'), null],
    [result({ toString: '0x1' }), null],
    [{ error: { code: -32601, message: 'no' } }, null],
    ['<html>', null],
  ])('%j: %p', async (answer, expected) => {
    expect(await chainOfNode(serverOf(() => answer).fetch, url)).toBe(expected);
  });

  describe('over HTTP', () => {
    const servers: Server[] = [];
    const serve = async (listener: RequestListener): Promise<string> => {
      const server = createServer(listener);
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    };
    afterEach(() => {
      servers.splice(0).forEach((server) => {
        server.close();
        server.closeAllConnections();
      });
    });

    it('is answered', async () => {
      const node = await serve((_, response) => response.end(JSON.stringify(result('0x1'))));
      expect(await chainOfNode(realFetch, node)).toBe(1);
    });

    it('goes to no other server than the one that was entered', async () => {
      let wasAsked = false;
      const other = await serve((_, response) => {
        wasAsked = true;
        response.end(JSON.stringify(result('0x1')));
      });
      const node = await serve((_, response) => response.writeHead(307, { location: other }).end());
      expect(await chainOfNode(realFetch, node)).toBeNull();
      expect(wasAsked).toBe(false);
    });

    it('is in vain where nobody listens', async () => {
      const node = await serve(() => undefined);
      servers.splice(0).forEach((server) => server.close());
      expect(await chainOfNode(realFetch, node)).toBeNull();
    });
  });
});
