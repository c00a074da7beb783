import { describe, expect, it } from '@jest/globals';
import { networkByChainId } from '@pooled-staking/core';
import { createHandleRequest } from '../rpc/handle-request';
import { inPool, poolOrDefault } from '../rpc/pool-context';
import { defaultPreferences } from './preferences';
import { defaultSettings } from './settings';
import type { SnapRequest } from './state';
import { createWallet, type Wallet } from './wallet';

const local = networkByChainId(31337);
const where = poolOrDefault(local.pools[0]?.id);

/** A wallet on the local chain whose own methods do something else than they should. */
function walletWith(snap: SnapRequest): Wallet {
  return createWallet({
    snap,
    ethereum: async ({ method }) => Promise.resolve(method === 'eth_chainId' ? '0x7a69' : null),
    fetch: async () => Promise.reject(new Error('not needed')),
  });
}

const never = async (): Promise<never> => new Promise(() => undefined);
const reject = async (): Promise<never> => Promise.reject(new Error('The wallet is locked.'));

describe.each([
  ['hangs', never],
  ['fails', reject],
])("a wallet's state that %s", (_, snap) => {
  it('leaves the defaults, and reads go on without what was kept', async () => {
    const wallet = walletWith(snap);
    expect(await wallet.readPreferences()).toEqual(defaultPreferences);
    expect(await wallet.readSettings()).toEqual(defaultSettings);
    const read = await inPool(wallet, where, { urgency: 'read' }, async ({ store, rewardsGateways }) => {
      await store?.write('key', { kept: true });
      return { kept: await store?.read('key'), rewardsGateways };
    });
    expect(read).toEqual({ kept: undefined, rewardsGateways: local.rewardsGateways });
  });

  it('is no reason for an internal error', async () => {
    const handle = createHandleRequest(walletWith(snap));
    const account = `0x${'11'.repeat(20)}`;
    // The chain of this test answers nothing: that is what is told, and not -32603.
    const asked = handle('https://page.example', { method: 'getPosition', params: { account, pool: where.pool.id } });
    await expect(asked).rejects.toMatchObject({ code: -32000 });
  });

  it('is told to an insight, which then does not say that a stake is the first one', async () => {
    await expect(walletWith(snap).readInsightState(where.pool.id)).rejects.toThrow(
      'The wallet does not hand out what was kept.',
    );
  });
});

describe("a node of the person's own", () => {
  const nodes = { 'eip155:31337': 'http://localhost:1/own' };
  const asked: string[] = [];
  const walletOf = (settings: unknown, canFetch: boolean): Wallet =>
    createWallet({
      snap: async ({ params }) => Promise.resolve(params?.['key'] === 'own' ? { version: 2 } : settings),
      ethereum: async ({ method }) => {
        asked.push(`wallet ${method}`);
        return Promise.resolve(method === 'eth_chainId' ? '0x7a69' : '0x1');
      },
      fetch: canFetch
        ? async (url, { body = '' }) => {
            const { method } = JSON.parse(body) as { method: string };
            asked.push(`${url} ${method}`);
            return Promise.resolve(
              new Response(JSON.stringify({ result: method === 'eth_chainId' ? '0x7a69' : '0x2' })),
            );
          }
        : null,
    });
  const gasPrice = async (wallet: Wallet): Promise<unknown> => {
    asked.length = 0;
    return wallet.withChain(local, { urgency: 'read' }, async (request) => request({ method: 'eth_gasPrice' }));
  };

  it('gets every request of its network, and the wallet none', async () => {
    expect(await gasPrice(walletOf({ nodes }, true))).toBe('0x2');
    expect(asked).toEqual(['http://localhost:1/own eth_chainId', 'http://localhost:1/own eth_gasPrice']);
  });

  it.each([
    ['is for another network', { nodes: { 'eip155:1': 'https://node.example' } }, true],
    ['was taken back', { nodes: {} }, true],
    ['cannot be reached without the permission', { nodes }, false],
  ])('that %s leaves the wallet the requests', async (_, settings, canFetch) => {
    expect(await gasPrice(walletOf(settings, canFetch))).toBe('0x1');
    expect(new Set(asked)).toEqual(new Set(['wallet eth_chainId', 'wallet eth_gasPrice']));
  });
});

describe('the own id', () => {
  const idFrom = async (events: unknown): Promise<readonly [string, readonly unknown[]]> => {
    const asked: unknown[] = [];
    const wallet = walletWith(async ({ method, params }) => {
      asked.push(method.slice(5), params?.['id'] ?? null);
      return Promise.resolve(method === 'snap_getBackgroundEvents' ? events : 'mine');
    });
    return [await wallet.ownId(), asked];
  };

  it('is what the wallet says of a background event, which is taken back', async () => {
    const events = [
      { id: 'other', snapId: 'npm:other' },
      { id: 'mine', snapId: 'local:http://localhost:8547' },
    ];
    expect(await idFrom(events)).toEqual([
      'local:http://localhost:8547',
      ['scheduleBackgroundEvent', null, 'getBackgroundEvents', null, 'cancelBackgroundEvent', 'mine'],
    ]);
  });

  it.each([[[]], [[{ id: 'mine' }]], [null]])('is not known by %j', async (events) => {
    await expect(idFrom(events)).rejects.toThrow();
  });
});

describe('a wallet without access to servers', () => {
  it('fetches no files, and says so', async () => {
    const wallet = createWallet({ snap: never, ethereum: never, fetch: null });
    expect(wallet.canFetch).toBe(false);
    await expect(wallet.fetchText('https://gateway.example/')).rejects.toThrow('no access to servers');
    expect(await wallet.chainOfNode('https://node.example/')).toBeNull();
  });
});
