import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadArtifact, type Anvil } from '@pooled-staking/devnet';
import { ether, person, pool, startChain, vault, type TestChain } from './support/chain';
import { dapp, install, type InstalledSnap, type Unsigned } from './support/snap';
import { textsOf } from './support/texts';

const fake = `0x${'fa'.repeat(20)}`;
const nobody = `0x${'00'.repeat(20)}`;
const stake = vault.encodeFunctionData('deposit', [person, nobody]);
const deposit: Unsigned = { from: person, to: fake, value: `0x${ether.toString(16)}`, data: stake };

/** An account that nobody asked about yet: the same question would be read once for all. */
const accountOf = (index: number): string => `0x${(index + 1).toString(16).padStart(40, '0')}`;

const safeTransaction = {
  types: {
    EIP712Domain: [
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
    ],
    SafeTx: [
      { name: 'to', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'data', type: 'bytes' },
      { name: 'operation', type: 'uint8' },
      { name: 'safeTxGas', type: 'uint256' },
      { name: 'baseGas', type: 'uint256' },
      { name: 'gasPrice', type: 'uint256' },
      { name: 'gasToken', type: 'address' },
      { name: 'refundReceiver', type: 'address' },
      { name: 'nonce', type: 'uint256' },
    ],
  },
  primaryType: 'SafeTx',
  domain: { chainId: 31337, verifyingContract: accountOf(0x5afe) },
  message: {
    ...{ to: fake, value: ether.toString(), data: stake, operation: 0, safeTxGas: 0, baseGas: 0, gasPrice: 0 },
    ...{ gasToken: nobody, refundReceiver: nobody, nonce: 7 },
  },
};

type Answer = { result?: unknown; error?: { code: number; message: string } };

describe('while a page floods the Snap with reads', () => {
  let chain: TestChain;
  let snap: InstalledSnap;
  /** Milliseconds that each request takes on its way to the node. */
  let latency = 0;
  /** Called with each request that reaches the node. */
  let onRequest: (method: string) => void = () => undefined;

  beforeAll(async () => {
    chain = await startChain({ poolVersion: 2 });
    await chain.deposit(person, 2n * ether);
    await chain.anvil.request('anvil_setCode', [fake, loadArtifact('FakePool').deployedBytecode]);
  });

  afterAll(async () => chain.stop());

  const begin = async (milliseconds: number, others: readonly (readonly [number, Anvil | null])[] = []) => {
    const far: Anvil = {
      ...chain.anvil,
      request: async (method, params) => {
        onRequest(method);
        await delay(latency);
        return chain.anvil.request(method, params);
      },
    };
    snap = await install(new Map([[31337, far], ...others]), { chainId: 31337, gateways: [chain.gateway] });
    latency = milliseconds;
  };
  const ask = async (method: string, account: string, origin = dapp): Promise<Answer> => {
    const { response } = await snap.simulation.request({ origin, method, params: { account, pool: pool.id } });
    return response;
  };
  /** Waits until the reads have reached the node. */
  const underWay = async (): Promise<void> =>
    new Promise((resolve) => {
      onRequest = (method) => {
        if (method === 'eth_call') {
          onRequest = () => undefined;
          resolve();
        }
      };
    });
  /** The node is quick again; what the page asked for comes. */
  const drain = async (reads: readonly Promise<Answer>[]): Promise<Answer[]> => {
    latency = 0;
    return Promise.all(reads);
  };

  it.each([100, 300])('at %d ms a request, a deposit to a fake vault is critical within 3 seconds', async (time) => {
    await begin(time);
    const begun = underWay();
    const reads = Array.from({ length: 10 }, async (_, index) => ask('viewRewards', accountOf(index)));
    await begun;
    const start = Date.now();
    const shown = await snap.insight(deposit);
    expect(Date.now() - start).toBeLessThan(3_000);
    expect(shown?.severity).toBe('critical');
    expect(shown?.texts[0]).toBe('This contract pretends to be a pool');
    // What the insight went before is read all the same.
    for (const { result, error } of await drain(reads)) {
      expect(error).toBeUndefined();
      expect(result).toMatchObject({ lifetimeRewards: '0', reconciled: true });
    }
  });

  it('a signature that gives a fake vault ETH is critical within 3 seconds', async () => {
    await begin(300);
    const begun = underWay();
    const reads = Array.from({ length: 10 }, async (_, index) => ask('viewRewards', accountOf(index)));
    await begun;
    const start = Date.now();
    const answer = await snap.simulation.onSignature({
      origin: dapp,
      from: person,
      data: safeTransaction,
      signatureMethod: 'eth_signTypedData_v4',
    } as never);
    expect(Date.now() - start).toBeLessThan(3_000);
    expect((answer.response as { result: { severity?: string } }).result.severity).toBe('critical');
    expect(textsOf(answer.getInterface().content)[0]).toBe('This contract pretends to be a pool');
    await drain(reads);
  });

  it('of another network, whose node is silent, a deposit to a fake vault is critical within 3 seconds', async () => {
    let end = (): void => undefined;
    let begun = (): void => undefined;
    const silence = new Promise<void>((resolve) => {
      end = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const silent: Anvil = {
      ...chain.anvil,
      request: async () => {
        begun();
        await silence;
        throw new Error('The node was silent.');
      },
    };
    await begin(300, [[1, silent]]);
    const reads = Array.from({ length: 10 }, async (_, index) =>
      snap.fail('getPosition', { account: accountOf(index) }),
    );
    await asked;
    const start = Date.now();
    expect(await snap.insight(deposit)).toMatchObject({ severity: 'critical' });
    expect(Date.now() - start).toBeLessThan(3_000);
    end();
    snap.wallet.nodes.set(1, null);
    await Promise.all(reads);
  });

  it('its reads beyond its share are refused, and another page is answered in between', async () => {
    await begin(300);
    const reads = Array.from({ length: 40 }, async (_, index) => ask('getPosition', accountOf(index)));
    const refused = await Promise.all(reads.slice(32));
    expect(refused.map(({ error }) => error?.code)).toEqual(Array.from({ length: 8 }, () => -32005));
    expect(refused[0]?.error?.message).toBe(
      'Too many requests are waiting for an answer. Wait for some of them, then ask again.',
    );
    let isFlooded = true;
    const flood = Promise.all(reads.slice(0, 32)).then((answers) => {
      isFlooded = false;
      return answers;
    });
    latency = 20;
    const other = await ask('getPosition', person, 'https://other.example');
    expect(isFlooded).toBe(true);
    expect(other.result).toMatchObject({ assets: (2n * ether).toString(), reconciled: true });
    latency = 0;
    expect((await flood).filter(({ error }) => error)).toEqual([]);
  });

  it('with one question, the node is asked once for all of them', async () => {
    const requestsOf = async (pages: number): Promise<number> => {
      await begin(20);
      const asked = Array.from({ length: pages }, async (_, page) =>
        ask('getPosition', person, `https://page-${page}.example`),
      );
      const [first, ...others] = await Promise.all(asked);
      expect(first?.result).toMatchObject({ assets: (2n * ether).toString() });
      others.forEach((other) => {
        expect(other.result).toEqual(first?.result);
      });
      return snap.wallet.requests.length;
    };
    expect(await requestsOf(3)).toBe(await requestsOf(1));
  });
});
