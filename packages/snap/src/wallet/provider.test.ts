import { describe, expect, it } from '@jest/globals';
import { networkByChainId, type Network, type Request } from '@pooled-staking/core';
import fc from 'fast-check';
import { messageOf } from '../rpc/errors';
import { createWithChain, hasErrorCode, UnknownNetworkError } from './provider';
import { AbandonedError, type Urgency } from './turns';

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

const read = { urgency: 'read' } as const;

const readTwice = async (request: Request): Promise<unknown[]> => [
  await request({ method: 'eth_first' }),
  await request({ method: 'eth_second' }),
];

describe('turns on a chain', () => {
  it('switch only when the chain is another, and check that it is the right one', async () => {
    const wallet = new FakeWallet();
    const withChain = createWithChain(wallet.request);
    await withChain(ethereum, read, readTwice);
    expect(wallet.log).toEqual(['eth_chainId', 'eth_first', 'eth_second', 'eth_chainId']);
    wallet.log.length = 0;
    await withChain(local, read, readTwice);
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
          const turns = networks.map(async (network) => withChain(network, read, readTwice));
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
      withChain(network, read, async (request) => {
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
    const error: unknown = await withChain(hoodi, read, readTwice).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnknownNetworkError);
    expect(messageOf(error as UnknownNetworkError)).toContain(
      '"Hoodi" (chain id 560048). Add it in the wallet\'s network settings',
    );
    expect(await withChain(ethereum, read, readTwice)).toEqual([1, 1]);
  });

  it('are refused when the wallet says that it changed its chain and did not', async () => {
    const wallet = new FakeWallet();
    wallet.switchTo = async () => Promise.resolve();
    const reading = createWithChain(wallet.request)(local, read, readTwice);
    await expect(reading).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT' });
    expect(wallet.log).not.toContain('eth_first');
  });

  it('do not count when the chain changed on the way', async () => {
    const wallet = new FakeWallet();
    const reading = createWithChain(wallet.request)(ethereum, read, async (request) => {
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
    await expect(withChain(local, read, readTwice)).rejects.toMatchObject({ code: 4001 });
    wallet.switchTo = async () => Promise.reject(new Error('disk full'));
    await expect(withChain(local, read, readTwice)).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      problem: { kind: 'wallet-keeps-chain', failure: { said: 'disk full' } },
    });
  });

  describe('of an insight', () => {
    it('go before the next request of a read, also of one on another network, which then goes on where it was', async () => {
      const wallet = new FakeWallet();
      const withChain = createWithChain(wallet.request);
      const insight: Promise<unknown[]>[] = [];
      const result = await withChain(ethereum, read, async (request) => {
        const first = await request({ method: 'eth_first' });
        insight.push(withChain(local, { urgency: 'insight' }, readTwice));
        return [first, await request({ method: 'eth_third' }), await request({ method: 'eth_fourth' })];
      });
      expect(result).toEqual([1, 1, 1]);
      expect(await Promise.all(insight)).toEqual([[31337, 31337]]);
      const asked = wallet.log.filter((method) => !['eth_chainId', 'wallet_switchEthereumChain'].includes(method));
      expect(asked).toEqual(['eth_first', 'eth_first', 'eth_second', 'eth_third', 'eth_fourth']);
      expect(wallet.chainId).toBe(1);
    });

    it('take the chain from a read whose request is under way, and that is asked again', async () => {
      const wallet = new FakeWallet();
      const withChain = createWithChain(wallet.request);
      const reading = withChain(ethereum, read, readTwice);
      while (!wallet.log.includes('eth_first')) {
        await wallet.pause();
      }
      const [insight, result] = await Promise.all([withChain(local, { urgency: 'insight' }, readTwice), reading]);
      expect(insight).toEqual([31337, 31337]);
      expect(result).toEqual([1, 1]);
    });

    it('go before dialogs, and dialogs before reads, in whatever order they were asked', async () => {
      const withChain = createWithChain(new FakeWallet().request);
      const ends: string[] = [];
      const turn = async (urgency: Urgency, network: Network): Promise<void> =>
        withChain(network, { urgency }, readTwice).then(() => {
          ends.push(urgency);
        });
      await Promise.all([turn('read', local), turn('read', ethereum), turn('dialog', hoodi), turn('insight', local)]);
      expect(ends).toEqual(['insight', 'dialog', 'read', 'read']);
    });
  });

  it('of pages alternate: the one that asks much does not hold up the one that asks once', async () => {
    const withChain = createWithChain(new FakeWallet().request);
    const ends: string[] = [];
    const turn = async (origin: string): Promise<void> =>
      withChain(local, { urgency: 'read', origin }, readTwice).then(() => {
        ends.push(origin);
      });
    await Promise.all([turn('much'), turn('much'), turn('much'), turn('once')]);
    expect(ends).toEqual(['much', 'once', 'much', 'much']);
  });

  it('let others have the chain while a gateway is slow', async () => {
    const withChain = createWithChain(new FakeWallet().request);
    let answer: (file: string) => void = () => undefined;
    const gateway = new Promise<string>((resolve) => {
      answer = resolve;
    });
    const slow = withChain(local, read, async (request, beside) => [
      await request({ method: 'eth_first' }),
      await beside(async () => gateway),
      await request({ method: 'eth_second' }),
    ]);
    expect(await withChain(ethereum, read, readTwice)).toEqual([1, 1]);
    expect(await withChain(local, read, readTwice)).toEqual([31337, 31337]);
    answer('file');
    expect(await slow).toEqual([31337, 'file', 31337]);
  });

  it('end when a node keeps them too long, whatever it answers in between, and the next one begins', async () => {
    const withChain = createWithChain(new FakeWallet(async () => new Promise(setImmediate)).request, {
      turn: 50,
      move: 500,
    });
    const endless = withChain(local, read, async (request) => {
      for (;;) {
        await request({ method: 'eth_first' });
      }
    });
    const next = withChain(local, read, readTwice);
    await expect(endless).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      problem: { kind: 'read-too-long', seconds: 0.05 },
    });
    expect(await next).toEqual([31337, 31337]);
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
      const stuck = withChain(ethereum, { ...read, signal: controller.signal }, async (request) => {
        late = answered.then(async () => request({ method: 'eth_late' })).catch((error: unknown) => error);
        begin();
        await late;
      });
      const next = withChain(local, read, readTwice);
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
      const first = withChain(ethereum, read, async (request) => {
        isRunning = true;
        await readTwice(request);
        isRunning = false;
      });
      const second = withChain(hoodi, { ...read, signal: controller.signal }, readTwice);
      const third = withChain(local, read, async (request) => {
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
      const reading = createWithChain(wallet.request)(ethereum, { ...read, signal: AbortSignal.abort() }, readTwice);
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
