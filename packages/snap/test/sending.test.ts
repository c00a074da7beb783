import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JsonRpcError } from '@metamask/rpc-errors';
import { collateralize, ether, person, pool, startChain, type Prepared, type TestChain } from './support/chain';
import { install, type InstalledSnap } from './support/snap';

const local = 'eip155:31337';
const session = { sessionScopes: { [local]: { accounts: [`${local}:${person.toLowerCase()}`] } } };

describe('a wallet with multichain sessions', () => {
  let chain: TestChain;
  let snap: InstalledSnap;
  let revert: (() => Promise<void>) | undefined;
  /** What the wallet was asked of its sessions, in order. */
  let asked: string[];
  /** What it answers; what is not here it does not know. */
  let answers: Record<string, (params: unknown) => Promise<unknown>>;

  const transactionIn = (params: unknown): Prepared => {
    const { scope, request } = params as { scope: string; request: { method: string; params: [Prepared] } };
    expect([scope, request.method]).toEqual([local, 'eth_sendTransaction']);
    return request.params[0];
  };
  const send = async (params: unknown): Promise<unknown> => chain.propose(transactionIn(params));
  const refuse = async (): Promise<never> => Promise.reject(new JsonRpcError(4001, 'User rejected the request.'));
  const methods = (): string[] => asked.map((method) => method.replace('wallet_', ''));
  const approve = async (amount = ether) =>
    snap.ask('stake', { account: person, pool: pool.id, amount: amount.toString() }, async (dialog) => dialog.ok());

  beforeAll(async () => {
    chain = await startChain();
    await collateralize(chain);
  });
  afterAll(async () => chain.stop());

  beforeEach(async () => {
    await revert?.();
    revert = await chain.snapshot();
    asked = [];
    answers = { wallet_getSession: async () => Promise.resolve(session), wallet_invokeMethod: send };
    snap = await install(new Map([[31337, chain.anvil]]), { chainId: 31337, gateways: [chain.gateway] });
    snap.wallet.answer = async ({ method, params }) => {
      if (!/^wallet_(?:get|create)Session$|^wallet_invokeMethod$/u.test(method)) {
        return undefined;
      }
      asked.push(method);
      const answer = answers[method];
      if (!answer) {
        throw new JsonRpcError(-32601, 'The method does not exist.');
      }
      return answer(params);
    };
  });

  it('takes a stake from the Snap: the answer is its hash, and the stake is on the chain', async () => {
    const { result } = await approve();
    expect(result).toMatchObject({ status: 'submitted' });
    expect(methods()).toEqual(['getSession', 'invokeMethod']);
    const shares = await chain.read('getShares', [person]);
    expect(await chain.read('convertToAssets', [shares])).toBeGreaterThanOrEqual(ether - 1n);
    expect(snap.wallet.events).toEqual([{ duration: 'PT15S', request: { method: 'follow', params: {} } }]);
  });

  it('is looked at again until the transaction has ended', async () => {
    await chain.anvil.request('evm_setAutomine', [false]);
    answers['wallet_invokeMethod'] = async (params) =>
      chain.anvil.request('eth_sendTransaction', [transactionIn(params)]);
    await approve();
    const [first] = snap.wallet.events;
    await snap.simulation.onBackgroundEvent(first?.request as never);
    expect(snap.wallet.events).toHaveLength(2);
    await chain.anvil.request('evm_setAutomine', [true]);
    await chain.anvil.request('evm_mine', []);
    await snap.simulation.onBackgroundEvent(first?.request as never);
    expect(snap.wallet.events).toHaveLength(2);
  });

  it('takes an exit as well', async () => {
    await approve();
    const exit = await snap.ask('unstake', { account: person, pool: pool.id, amount: 'max' }, async (dialog) =>
      dialog.ok(),
    );
    expect(exit.result).toMatchObject({ status: 'submitted' });
    expect(await chain.read('getShares', [person])).toBe(0n);
  });

  it('in which the person says no sends nothing', async () => {
    answers['wallet_invokeMethod'] = refuse;
    const { error } = await approve();
    expect(error).toMatchObject({ code: 4001 });
    expect(await chain.read('getShares', [person])).toBe(0n);
    expect(snap.wallet.events).toEqual([]);
  });

  it('that fails while it sends is not called one that sent nothing', async () => {
    answers['wallet_invokeMethod'] = async () => Promise.reject(new JsonRpcError(-32000, 'The port was closed.'));
    const { error } = await approve();
    expect(error?.message).toBe(
      'The wallet reported a problem: The port was closed. Check its activity before you try again.',
    );
  });

  it('asks for a session once: after a no pages get the transaction to send', async () => {
    answers['wallet_getSession'] = async () => Promise.resolve({ sessionScopes: {} });
    answers['wallet_createSession'] = refuse;
    expect((await approve()).result).toMatchObject({ status: 'prepared' });
    expect((await approve()).result).toMatchObject({ status: 'prepared' });
    expect(methods()).toEqual(['getSession', 'createSession', 'getSession']);
  });

  it('that has none yet gives one, and sends', async () => {
    answers['wallet_getSession'] = async () => Promise.resolve(null);
    answers['wallet_createSession'] = async () => Promise.resolve(session);
    expect((await approve()).result).toMatchObject({ status: 'submitted' });
  });

  it('that is too old for them leaves the transaction to the page', async () => {
    answers = {};
    const { result } = await approve();
    expect(result).toMatchObject({ status: 'prepared', transactions: [{ from: person }] });
    expect(methods()).toEqual(['getSession']);
  });
});
