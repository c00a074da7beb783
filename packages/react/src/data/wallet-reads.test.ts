import { describe, expect, it, jest } from '@jest/globals';
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

  describe('side by side', () => {
    /** A session whose wallet answers when it is told to, with how often it was asked. */
    function slowSession() {
      const answers: ((gasPrice: string) => void)[] = [];
      const request: Request = async ({ method }) =>
        method === 'eth_chainId'
          ? Promise.resolve('0x7a69')
          : new Promise((resolve, reject) => {
              answers.push((text) => {
                if (text === 'failed') {
                  reject(new Error(text));
                } else {
                  resolve(text);
                }
              });
            });
      const session = { ...sessionOn(31337), wallet: { provider: { request } } } as unknown as Session;
      const start = async (until = signal): Promise<unknown> =>
        readOverWallet(session, where, browserStore('test'), until, read);
      return { answers, start };
    }

    it('asks the same once, and anew once it is answered', async () => {
      const { answers, start } = slowSession();
      const both = Promise.all([start(), start()]);
      expect(answers).toHaveLength(1);
      answers[0]?.('0x1');
      expect(await both).toEqual(['0x1', '0x1']);
      const later = start();
      expect(answers).toHaveLength(2);
      answers[1]?.('0x2');
      expect(await later).toBe('0x2');
    });

    it('stops one without the other, and tells a failure to both', async () => {
      const { answers, start } = slowSession();
      const control = new AbortController();
      const [stopped, other] = [start(control.signal), start()];
      control.abort();
      answers[0]?.('0x1');
      await expect(stopped).rejects.toBeInstanceOf(CancelledError);
      expect(await other).toBe('0x1');
      const failing = Promise.allSettled([start(), start()]);
      answers[1]?.('failed');
      expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    });

    it('does not wait again for an answer that was lost', async () => {
      const { answers, start } = slowSession();
      const now = jest.spyOn(Date, 'now').mockReturnValue(1_000);
      const lost = start();
      now.mockReturnValue(1_000 + 700);
      const again = start();
      now.mockRestore();
      expect(answers).toHaveLength(2);
      answers[1]?.('0x2');
      expect(await again).toBe('0x2');
      answers[0]?.('0x1');
      expect(await lost).toBe('0x1');
    });
  });

  it('counts nothing that was read while the wallet went to another network', async () => {
    await expect(readOverWallet(sessionOn(31337, 1), where, browserStore('test'), signal, read)).rejects.toMatchObject({
      code: 'CHAIN_INCONSISTENT',
    });
  });
});
