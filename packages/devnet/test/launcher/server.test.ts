import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { launchDevnet, type Devnet } from '../../src/launcher';
import { RewardsStore } from '../../src/rewards/rewards-store';
import { createDevnetHandler, createSnapHandler, injectIntoHead, listen, type RunningServer } from '../../src/server';
import { ETH } from './support';

/** A request with headers that `fetch` does not let one set; answers the status. */
function statusOf(url: string, headers: Record<string, string>, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: body === undefined ? 'GET' : 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('operator and rewards files over HTTP', () => {
  let devnet: Devnet;
  const post = async (body: string) => {
    const response = await fetch(`${devnet.httpUrl}/operator`, { method: 'POST', body });
    return { status: response.status, body: (await response.json()) as { result?: unknown } };
  };

  beforeAll(async () => {
    devnet = await launchDevnet({ seed: false, serveSite: false, walletPanel: false });
  });

  afterAll(() => devnet.stop());

  it('tells the status with amounts as decimal strings', async () => {
    const response = await fetch(`${devnet.httpUrl}/operator`);
    expect(response.headers.get('content-type')).toContain('application/json');
    await expect(response.json()).resolves.toMatchObject({
      chainId: 31337,
      totals: { totalAssets: '1000000000', freeAssets: '1000000000' },
      exitQueue: { neededForExits: '0' },
    });
  });

  it('carries out a command and gives its file as an IPFS gateway does', async () => {
    const answer = await post(JSON.stringify({ command: 'report', reward: (ETH / 10n).toString(), harvest: false }));
    expect(answer).toMatchObject({ status: 200, body: { ok: true, result: { reward: '100000000000000000' } } });
    const { rewardsFile } = answer.body.result as { rewardsFile: string };

    const file = await fetch(`${devnet.httpUrl}/ipfs/${rewardsFile}`);
    expect(file.status).toBe(200);
    expect(file.headers.get('access-control-allow-origin')).toBe('*');
    const { vaults } = (await file.json()) as { vaults: { vault: string; proof: string[] }[] };
    expect(vaults.find(({ vault }) => vault === devnet.contracts?.pool)?.proof.length).toBeGreaterThan(1);
  });

  it('does not know a file that nobody published', async () => {
    const response = await fetch(`${devnet.httpUrl}/ipfs/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku`);
    expect(response.status).toBe(404);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each([
    ['{', 400, 'The body is not JSON'],
    ['{"command":"dance"}', 400, 'command: "dance" is not known'],
    ['{"command":"mev","amount":"many"}', 400, 'amount: "many" is not an amount'],
    [JSON.stringify({ command: 'mev', amount: '1', note: 'x'.repeat(200_000) }), 400, 'too long'],
    ['{"command":"report","reward":"-1000000000000000000"}', 409, 'takes all that the pool has'],
  ])('refuses a command that is at fault (case %#)', async (body, status, message) => {
    await expect(post(body)).resolves.toEqual({
      status,
      body: { ok: false, error: { message: expect.stringContaining(message) } },
    });
  });

  it('takes no commands from pages of other sites', async () => {
    const url = `${devnet.httpUrl}/operator`;
    const command = '{"command":"status"}';
    await expect(statusOf(url, { origin: 'https://example.com' }, command)).resolves.toBe(403);
    await expect(statusOf(url, { host: 'example.com' }, command)).resolves.toBe(403);
    await expect(statusOf(url, { origin: 'null' }, command)).resolves.toBe(403);
    await expect(statusOf(url, { origin: devnet.httpUrl }, command)).resolves.toBe(200);
  });

  it('refuses other methods and unknown addresses', async () => {
    expect((await fetch(`${devnet.httpUrl}/operator`, { method: 'PUT' })).status).toBe(405);
    expect((await fetch(`${devnet.httpUrl}/`)).status).toBe(404);
  });
});

describe('the built site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'devnet-site-'));
  let server: RunningServer;
  let operator: Devnet;
  const page = (title: string) =>
    `<!DOCTYPE html><html><head lang="en"><title>${title}</title><script src="/app.js"></script>`;
  const read = async (path: string) => {
    const response = await fetch(`${server.url}${path}`);
    return { status: response.status, text: await response.text() };
  };

  beforeAll(async () => {
    operator = await launchDevnet({ seed: false, serveSite: false, walletPanel: false });
    const wallet = {
      handle: (request: { url?: string | undefined }, response: { end(text: string): void }) => {
        if (request.url !== '/dev-wallet/page.js') {
          return Promise.resolve(false);
        }
        response.end('wallet');
        return Promise.resolve(true);
      },
    };
    const options = { rewards: new RewardsStore(), operator: operator.operator, siteFolder: join(folder, 'public') };
    const handler = createDevnetHandler({
      ...options,
      wallet,
      snapId: 'local:http://localhost:1',
      nodes: {
        31337: (_request, response) => {
          response.end('node');
        },
      },
      gateways: {},
    });
    server = await listen(handler, 0, 'the test');
  });

  afterAll(async () => {
    await server.stop();
    await operator.stop();
    rmSync(folder, { recursive: true });
  });

  it('is missed in words while it is not built', async () => {
    const { status, text } = await read('/');
    expect(status).toBe(503);
    expect(text).toContain('The site is not built');
  });

  it('is served as it is, with the wallet before the scripts of its pages', async () => {
    mkdirSync(join(folder, 'public', 'rewards'), { recursive: true });
    writeFileSync(join(folder, 'public', 'index.html'), page('Home'));
    writeFileSync(join(folder, 'public', 'rewards', 'index.html'), page('Rewards'));
    writeFileSync(join(folder, 'public', '404.html'), page('Lost'));
    writeFileSync(join(folder, 'public', 'app.js'), 'app');
    writeFileSync(join(folder, 'secret.txt'), 'secret');

    const scripts = '<script src="/dev-wallet/page.js"></script>' + '<script src="/devnet-config.js"></script>';
    await expect(read('/')).resolves.toEqual({
      status: 200,
      text: page('Home').replace('<head lang="en">', `<head lang="en">${scripts}`),
    });
    expect((await read('/rewards')).text).toContain(`${scripts}<title>Rewards`);
    expect((await read('/rewards/?period=week')).text).toContain('<title>Rewards');
    await expect(read('/devnet-config.js')).resolves.toEqual({
      status: 200,
      text: 'window.stakingConfig = {"snapId":"local:http://localhost:1","nodes":{"31337":"/nodes/31337"},"gateways":{}};\n',
    });
    await expect(read('/nodes/31337')).resolves.toEqual({ status: 200, text: 'node' });
    await expect(read('/app.js')).resolves.toEqual({ status: 200, text: 'app' });
    await expect(read('/dev-wallet/page.js')).resolves.toEqual({ status: 200, text: 'wallet' });
    expect((await read('/dev-wallet/other')).status).toBe(404);
    const lost = await read('/nowhere');
    expect(lost.status).toBe(404);
    expect(lost.text).toContain('<title>Lost');
    expect((await read('/nothing.js')).text).toBe('There is nothing here.');
    expect((await read('/..%2fsecret.txt')).text).not.toBe('secret');
    expect((await read('/%zz')).status).toBe(400);
  });

  it('carries the headers that its build asks for: no other page may frame it', async () => {
    writeFileSync(join(folder, 'public', '_headers'), "/*\n  Content-Security-Policy: frame-ancestors 'none'\n");
    for (const path of ['/', '/app.js', '/nowhere']) {
      const { headers } = await fetch(`${server.url}${path}`);
      expect(headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    }
  });

  it('keeps a page without a head', () => {
    expect(injectIntoHead('<p>Hi</p>', '<script></script>')).toBe('<script></script><p>Hi</p>');
  });
});

describe("the Snap's folder", () => {
  it('is open to wallets, and shows nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'devnet-snap-'));
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'snap.manifest.json'), '{}');
    writeFileSync(join(folder, 'dist', 'bundle.js'), 'snap');
    writeFileSync(join(folder, 'package.json'), '{}');
    const server = await listen(createSnapHandler(folder), 0, 'the test');
    try {
      const bundle = await fetch(`${server.url}/dist/bundle.js`);
      expect(bundle.headers.get('access-control-allow-origin')).toBe('*');
      expect(bundle.headers.get('cache-control')).toBe('no-store');
      await expect(bundle.text()).resolves.toBe('snap');
      expect((await fetch(`${server.url}/snap.manifest.json`)).status).toBe(200);
      expect((await fetch(`${server.url}/package.json`)).status).toBe(404);
      expect((await fetch(`${server.url}/dist/other.js`)).status).toBe(404);
      expect((await fetch(server.url, { method: 'OPTIONS' })).status).toBe(204);
      expect((await fetch(server.url, { method: 'DELETE' })).status).toBe(405);
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
