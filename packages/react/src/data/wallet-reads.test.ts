import { describe, expect, it } from '@jest/globals';
import { networkByChainId, readBlock, type PoolOnNetwork, type Request } from '@pooled-staking/core';
import type { Session } from '../wallet/session';
import { browserStore } from './browser-store';
import { CancelledError, readOverWallet, untilAborted } from './wallet-reads';

const network = networkByChainId(31337);
const where = { network, pool: network.pools[0] } as PoolOnNetwork;

/** A session whose wallet is on a chain and answers everything else with its method. */
function sessionOn(chainId: number, present = chainId): Session {
  const request: Request = async ({ method }) =>
    Promise.resolve(method === 'eth_chainId' ? `0x${present.toString(16)}` : method);
  return { account: '0x', chainId, wallet: { id: 'u', name: 'w', provider: { request } } } as unknown as Session;
}

describe('untilAborted', () => {
  it('asks nothing after an abort, and gives no answer that comes later', async () => {
    const control = new AbortController();
    let asked = 0;
    let answer: (value: unknown) => void = () => undefined;
    const request = untilAborted(async () => {
      asked += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    }, control.signal);
    const early = request({ method: 'a' });
    control.abort();
    answer('late');
    await expect(early).rejects.toBeInstanceOf(CancelledError);
    await expect(request({ method: 'b' })).rejects.toBeInstanceOf(CancelledError);
    expect(asked).toBe(1);
  });

  it('ends in an error that core hands through as it is, without another try', async () => {
    const control = new AbortController();
    control.abort();
    const request = untilAborted(async () => Promise.resolve(null), control.signal);
    await expect(readBlock(request)).rejects.toBeInstanceOf(CancelledError);
  });
});

describe('readOverWallet', () => {
  const { signal } = new AbortController();
  const read = async ({ request }: { request: Request }): Promise<unknown> => request({ method: 'eth_gasPrice' });

  it("reads over the session's wallet", async () => {
    expect(await readOverWallet(sessionOn(31337), where, browserStore('test'), signal, read)).toBe('eth_gasPrice');
  });

  it('counts nothing that was read while the wallet went to another network', async () => {
    await expect(readOverWallet(sessionOn(31337, 1), where, browserStore('test'), signal, read)).rejects.toMatchObject({
      code: 'CHAIN_INCONSISTENT',
    });
  });
});
