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
