import { request as httpRequest } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocketProvider } from 'ethers';

import { launchDevnet, type Devnet } from '../../src/launcher';

type Reply = { status: number; headers: Record<string, unknown>; body: string };

let devnet: Devnet;
let site: string;

beforeAll(async () => {
  devnet = await launchDevnet({ seed: false, serveSite: false, walletPanel: false });
  site = devnet.httpUrl;
});

afterAll(() => devnet.stop());

const mine = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'evm_mine', params: [] });
const height = async (): Promise<number> => Number(await devnet.anvil.request('eth_blockNumber'));

/** A request with headers that `fetch` does not let one set. */
function ask(method: string, headers: Record<string, string>, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(devnet.chainUrl, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    // A WebSocket that was let in.
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const post = (headers: Record<string, string>): Promise<Reply> =>
  ask('POST', { 'content-type': 'application/json', ...headers }, mine);
const openSocket = (headers: Record<string, string>): Promise<Reply> =>
  ask('GET', {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.from('sixteen bytes...').toString('base64'),
    ...headers,
  });

const port = (url: string): string => new URL(url).port;

describe('a web page of somebody else that finds the local chain', () => {
  it.each([
    ['of the internet', () => ({ origin: 'https://evil.example' })],
    ['without an origin of its own', () => ({ origin: 'null' })],
    ['on another port of this computer', () => ({ origin: 'http://localhost:3000' })],
    ['with the name of an extension in it', () => ({ origin: 'https://chrome-extension.example' })],
    ['whose name was pointed at this computer', () => ({ host: `evil.example:${port(devnet.chainUrl)}` })],
    [
      'whose name was pointed at this computer, as its own origin',
      () => ({ host: `evil.example:${port(site)}`, origin: `http://evil.example:${port(site)}` }),
    ],
  ])('cannot drive it: one %s', async (_what, headersOf) => {
    const headers: Record<string, string> = Object.fromEntries(Object.entries(headersOf()));
    const before = await height();
    const refused = await post(headers);
    expect(refused).toMatchObject({ status: 403, body: expect.stringContaining('not other web pages') });
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    expect((await ask('OPTIONS', headers)).status).toBe(403);
    expect((await openSocket(headers)).status).toBe(403);
    await expect(height()).resolves.toBe(before);
  });
});

describe('the chain answers', () => {
  it('programs, which name no page', async () => {
    const before = await height();
    await expect(post({})).resolves.toMatchObject({ status: 200, body: expect.stringContaining('"result"') });
    await expect(post({ host: `localhost:${port(devnet.chainUrl)}` })).resolves.toMatchObject({ status: 200 });
    await expect(height()).resolves.toBe(before + 2);
  });

  it.each([
    ['MetaMask Flask in Chromium', () => 'chrome-extension://ljfoeinjpaedjfecbmggjgodbgkmjkjk'],
    ['MetaMask Flask in Firefox', () => 'moz-extension://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'],
    ['the page that the devnet serves', () => site],
    ['that page by its number', () => `http://127.0.0.1:${port(site)}`],
  ])('%s, and lets it read the answer', async (_what, originOf) => {
    const origin = originOf();
    const answer = await post({ origin });
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': origin, vary: 'Origin' } });
    const preflight = await ask('OPTIONS', { origin, 'access-control-request-method': 'POST' });
    expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-headers': 'content-type' } });
    expect((await openSocket({ origin })).status).toBe(101);
  });

  it('a WebSocket, both ways', async () => {
    const provider = new WebSocketProvider(devnet.chainUrl.replace('http', 'ws'));
    try {
      await expect(provider.getBlockNumber()).resolves.toBe(await height());
      await provider.send('evm_mine', []);
      await expect(provider.send('eth_blockNumber', [])).resolves.toBe(`0x${(await height()).toString(16)}`);
    } finally {
      await provider.destroy();
    }
  });

  it('large requests and answers whole, and batches', async () => {
    const data = `0x${'ab'.repeat(500_000)}`;
    const body = JSON.stringify(
      [1, 2].map((id) => ({ jsonrpc: '2.0', id, method: 'web3_sha3', params: [id === 1 ? data : '0x'] })),
    );
    const answer = await ask('POST', { 'content-type': 'application/json' }, body);
    expect(JSON.parse(answer.body)).toHaveLength(2);
  });

  it('nothing else: a page that is opened at its address is told what it is', async () => {
    await expect(ask('GET', {})).resolves.toMatchObject({ status: 405, body: expect.stringContaining('JSON-RPC') });
  });
});

it('the node behind it lets no web page read an answer', async () => {
  const response = await fetch(devnet.anvil.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    body: mine,
  });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(devnet.anvil.url).not.toBe(devnet.chainUrl);
});
