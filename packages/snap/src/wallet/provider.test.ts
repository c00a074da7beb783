import { describe, expect, it } from '@jest/globals';
import { networkByChainId, type Network, type Request } from '@pooled-staking/core';
import fc from 'fast-check';
import { AbandonedError, createWithChain, hasErrorCode, UnknownNetworkError } from './provider';

const ethereum = networkByChainId(1);
const hoodi = networkByChainId(560048);
const local = networkByChainId(31337);

/** A wallet whose every answer takes a turn of the event loop or more. */
class FakeWallet {
  chainId = 1;
  readonly known = new Set([1, 560048, 31337]);
  readonly log: string[] = [];
  switchTo: (chainId: number) => Promise<void> = async (chainId) => {
    await this.pause();
    this.chainId = chainId;
  };

  constructor(readonly pause: () => Promise<void> = async () => Promise.resolve()) {}

  readonly request: Request = async ({ method, params }) => {
    this.log.push(method);
    await this.pause();
    if (method === 'wallet_switchEthereumChain') {
      const chainId = Number((params as [{ chainId: string }])[0].chainId);
      if (!this.known.has(chainId)) {
        throw Object.assign(new Error('wrapped'), { code: -32603, data: { originalError: { code: 4902 } } });
      }
      await this.switchTo(chainId);
      return null;
    }
    return method === 'eth_chainId' ? `0x${this.chainId.toString(16)}` : this.chainId;
  };
}

const readTwice = async (request: Request): Promise<unknown[]> => [
  await request({ method: 'eth_first' }),
  await request({ method: 'eth_second' }),
];

describe('turns on a chain', () => {
  it('switch only when the chain is another, and check that it is the right one', async () => {
    const wallet = new FakeWallet();
    const withChain = createWithChain(wallet.request);
    await withChain(ethereum, readTwice);
    expect(wallet.log).toEqual(['eth_chainId', 'eth_first', 'eth_second', 'eth_chainId']);
    wallet.log.length = 0;
    await withChain(local, readTwice);
    expect(wallet.log).toEqual([
      'eth_chainId',
      'wallet_switchEthereumChain',
      'eth_chainId',
      'eth_first',
      'eth_second',
      'eth_chainId',
    ]);
  });

  it('never read the chain of another turn, however requests interleave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom<Network>(ethereum, hoodi, local), { minLength: 2, maxLength: 8 }),
        async (scheduler, networks) => {
          const wallet = new FakeWallet(async () => scheduler.schedule(Promise.resolve()));
          const withChain = createWithChain(wallet.request);
          const turns = networks.map(async (network) => withChain(network, readTwice));
          await scheduler.waitFor(Promise.all(turns));
          const answers = await Promise.all(turns);
          expect(answers).toEqual(networks.map(({ chainId }) => [chainId, chainId]));
        },
      ),
    );
  });

  it('come in the order of asking, and go on after one that fails', async () => {
    const withChain = createWithChain(new FakeWallet().request);
    const order: string[] = [];
    const turn = async (network: Network, name: string): Promise<void> =>
      withChain(network, async (request) => {
        await request({ method: 'eth_first' });
        order.push(name);
        if (name === 'b') {
          throw new Error('b fails');
        }
      });
    const results = await Promise.allSettled([turn(ethereum, 'a'), turn(local, 'b'), turn(hoodi, 'c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('say how to go on when the wallet does not know the network', async () => {
    const wallet = new FakeWallet();
    wallet.known.delete(560048);
    const withChain = createWithChain(wallet.request);
    const error: unknown = await withChain(hoodi, readTwice).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnknownNetworkError);
    expect((error as Error).message).toContain('"Hoodi" (chain id 560048). Add it in the wallet\'s network settings');
    expect(await withChain(ethereum, readTwice)).toEqual([1, 1]);
  });

  it('are refused when the wallet says that it changed its chain and did not', async () => {
    const wallet = new FakeWallet();
    wallet.switchTo = async () => Promise.resolve();
    const reading = createWithChain(wallet.request)(local, readTwice);
    await expect(reading).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT' });
    expect(wallet.log).not.toContain('eth_first');
  });

  it('do not count when the chain changed on the way', async () => {
    const wallet = new FakeWallet();
    const reading = createWithChain(wallet.request)(ethereum, async (request) => {
      const first = await request({ method: 'eth_first' });
      wallet.chainId = 560048;
      return [first, await request({ method: 'eth_second' })];
    });
    await expect(reading).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT' });
  });

  it('let a refusal to change the network through, and explain any other failure', async () => {
    const wallet = new FakeWallet();
    wallet.switchTo = async () => Promise.reject(Object.assign(new Error('No.'), { code: 4001 }));
    const withChain = createWithChain(wallet.request);
    await expect(withChain(local, readTwice)).rejects.toMatchObject({ code: 4001 });
    wallet.switchTo = async () => Promise.reject(new Error('disk full'));
    await expect(withChain(local, readTwice)).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      message: 'The wallet did not change to Local chain (disk full). Try again.',
    });
  });

  describe('that are given up', () => {
    it('free the chain though their request never ends, and ask nothing more', async () => {
      const wallet = new FakeWallet();
      const withChain = createWithChain(wallet.request);
      const controller = new AbortController();
      let answer = (): void => undefined;
      const answered = new Promise<void>((resolve) => {
        answer = resolve;
      });
      let begin = (): void => undefined;
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      let late: Promise<unknown> = Promise.resolve();
      const stuck = withChain(
        ethereum,
        async (request) => {
          late = answered.then(async () => request({ method: 'eth_late' })).catch((error: unknown) => error);
          begin();
          await late;
        },
        controller.signal,
      );
      const next = withChain(local, readTwice);
      await begun;
      controller.abort();
      await expect(stuck).rejects.toBeInstanceOf(AbandonedError);
      expect(await next).toEqual([31337, 31337]);
      answer();
      expect(await late).toBeInstanceOf(AbandonedError);
      expect(wallet.log).not.toContain('eth_late');
    });

    it('while they wait do not let the next one in before the one that runs has ended', async () => {
      const withChain = createWithChain(new FakeWallet().request);
      const controller = new AbortController();
      let isRunning = false;
      const first = withChain(ethereum, async (request) => {
        isRunning = true;
        await readTwice(request);
        isRunning = false;
      });
      const second = withChain(hoodi, readTwice, controller.signal);
      const third = withChain(local, async (request) => {
        expect(isRunning).toBe(false);
        return readTwice(request);
      });
      controller.abort();
      await expect(second).rejects.toBeInstanceOf(AbandonedError);
      await first;
      expect(await third).toEqual([31337, 31337]);
    });

    it('before they begin never ask', async () => {
      const wallet = new FakeWallet();
      const reading = createWithChain(wallet.request)(ethereum, readTwice, AbortSignal.abort());
      await expect(reading).rejects.toBeInstanceOf(AbandonedError);
      await new Promise((resolve) => setImmediate(resolve));
      expect(wallet.log).toEqual([]);
    });
  });
});

describe('hasErrorCode', () => {
  it.each([
    [{ code: 4902 }, true],
    [{ code: -32603, data: { originalError: { code: 4902 } } }, true],
    [new Error('outer', { cause: { code: 4902 } }), true],
    [{ code: '4902' }, false],
    [null, false],
    ['4902', false],
  ])('of %j', (error, expected) => {
    expect(hasErrorCode(error, 4902)).toBe(expected);
  });

  it('ends on errors that hold themselves', () => {
    const error: { code: number; cause?: unknown } = { code: 1 };
    error.cause = error;
    expect(hasErrorCode(error, 4902)).toBe(false);
  });
});
