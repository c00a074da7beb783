import { describe, expect, it } from '@jest/globals';
import type { PreparedTransaction } from '@pooled-staking/api';
import type { Session } from '../wallet/session';
import type { Asked } from './asked';
import type { Run } from './run';
import { sendTogether } from './send-together';

const account = `0x${'aA'.repeat(20)}`;
const calls = [
  { to: `0x${'bb'.repeat(20)}`, value: '0x0', data: '0x095ea7b3' },
  { to: `0x${'cc'.repeat(20)}`, value: '0x5', data: '0xf9609f08' },
];
const transactions: readonly PreparedTransaction[] = calls.map((call) => ({ ...call, from: account, gas: '0x5208' }));

type Answers = Readonly<Record<string, unknown>>;

/** A wallet with these answers; an answer that is an error is thrown. */
function walletOf(answers: Answers): {
  readonly session: Session;
  readonly asked: { method: string; params?: unknown }[];
} {
  const asked: { method: string; params?: unknown }[] = [];
  const all: Answers = {
    ...{ eth_accounts: [account.toLowerCase()], eth_chainId: '0x1' },
    ...{ eth_blockNumber: '0x64', eth_getTransactionCount: '0x7' },
    ...answers,
  };
  const provider: Session['wallet']['provider'] = {
    request: async (args) => {
      asked.push(args);
      await Promise.resolve();
      const answer = all[args.method];
      if (answer instanceof Error || answer === undefined) {
        throw answer ?? Object.assign(new Error('Unknown method'), { code: 4200 });
      }
      return answer;
    },
  };
  return {
    session: { wallet: { id: '1', name: '', icon: '', rdns: '', provider }, account, isReadOnly: false, chainId: 1 },
    asked,
  };
}

/** What is kept in the course of a run. */
function runOf(isWanted = true) {
  const kept: { handed: Asked | null; taken: Asked | null; stages: string[] } = {
    handed: null,
    taken: null,
    stages: [],
  };
  const run: Run = {
    onChange: ({ stage }) => kept.stages.push(stage),
    onAsked: (asked) => {
      kept.handed = asked;
      return () => {
        kept.handed = null;
      };
    },
    onTaken: (asked) => {
      kept.taken = asked;
    },
    onSent: () => {
      throw new Error('There is no hash.');
    },
    isWanted: () => isWanted,
    ended: async () => Promise.reject(new Error('Nothing is waited for.')),
  };
  return { kept, run };
}

const atomic = (status: string): Answers => ({ wallet_getCapabilities: { '0x1': { atomic: { status } } } });
const fails = (code: number | string): Error => Object.assign(new Error('no'), { code });
const methods = (asked: readonly { method: string }[]): string[] => asked.map(({ method }) => method);

describe('transactions that belong together', () => {
  it.each(['supported', 'ready'])('go out as calls that all happen or none, where the wallet is %s', async (status) => {
    const { session, asked } = walletOf({ ...atomic(status), wallet_sendCalls: { id: '0xbeef' } });
    const { kept, run } = runOf();
    expect(await sendTogether(session, transactions, run)).toBe(true);
    const id = kept.handed?.bundle?.id;
    expect(id).toMatch(/^0x[\da-f]{64}$/u);
    expect(asked.at(-1)).toEqual({
      method: 'wallet_sendCalls',
      params: [{ version: '2.0.0', id, from: account, chainId: '0x1', atomicRequired: true, calls }],
    });
    // Kept before the wallet answers, and under the wallet's own id from then on.
    expect(kept.handed).toEqual({
      ...{ account, chainId: 1, calls, bundle: { id, isTaken: false } },
      ...{ nonce: 7, after: null, since: 100, isPassed: false },
    });
    expect(kept.taken).toEqual({ ...kept.handed, bundle: { id: '0xbeef', isTaken: true } });
    expect(kept.stages).toEqual(['wallet']);
  });

  it('are asked about once for each account and network', async () => {
    const { session, asked } = walletOf({ ...atomic('supported'), wallet_sendCalls: '0xbeef' });
    const count = () => methods(asked).filter((method) => method === 'wallet_getCapabilities').length;
    await sendTogether(session, transactions, runOf().run);
    await sendTogether({ ...session, account: account.toLowerCase() }, transactions, runOf().run);
    expect(count()).toBe(1);
    await sendTogether({ ...session, chainId: 2 }, transactions, runOf().run);
    expect(count()).toBe(2);
  });

  it.each<readonly [string, Answers]>([
    ['does not know the methods', {}],
    ['offers it on another network', { wallet_getCapabilities: { '0x2': { atomic: { status: 'supported' } } } }],
    ['says that it does not', atomic('unsupported')],
    ['says something else', { wallet_getCapabilities: 'yes' }],
    ['says nothing of it', { wallet_getCapabilities: { '0x1': { atomic: null, paymasterService: {} } } }],
  ])('go out one after the other where the wallet %s', async (_, answers) => {
    const { session, asked } = walletOf(answers);
    const { kept, run } = runOf();
    expect(await sendTogether(session, transactions, run)).toBe(false);
    expect(methods(asked)).toEqual(['wallet_getCapabilities']);
    expect(kept).toEqual({ handed: null, taken: null, stages: [] });
  });

  it.each([4200, -32601, -32004, 5700, 5710, 5740, 5750, 5760])(
    'go out one after the other once the wallet has refused with %p, and are not tried again',
    async (code) => {
      const { session, asked } = walletOf({ ...atomic('ready'), wallet_sendCalls: fails(code) });
      const { kept, run } = runOf();
      expect(await sendTogether(session, transactions, run)).toBe(false);
      expect(kept).toMatchObject({ handed: null, taken: null });
      const before = asked.length;
      expect(await sendTogether(session, transactions, run)).toBe(false);
      expect(asked).toHaveLength(before);
    },
  );

  it('are not sent at all once the person has refused them', async () => {
    const { session } = walletOf({ ...atomic('ready'), wallet_sendCalls: fails(4001) });
    const { kept, run } = runOf();
    await expect(sendTogether(session, transactions, run)).rejects.toMatchObject({ code: 4001 });
    expect(kept).toMatchObject({ handed: null, taken: null });
  });

  it.each([
    ['the connection breaks', fails(4900)],
    ['it gives no id', {}],
  ])('stay under watch where %s: the wallet may still send them', async (_, answer) => {
    const { session } = walletOf({ ...atomic('ready'), wallet_sendCalls: answer });
    const { kept, run } = runOf();
    await expect(sendTogether(session, transactions, run)).rejects.toThrow();
    expect(kept.handed?.bundle?.isTaken).toBe(false);
  });

  it.each([
    ['the wallet is on another network by now', { eth_chainId: '0x2' }, true],
    ['the wallet is on another account by now', { eth_accounts: [] }, true],
    ['the person waits no more', {}, false],
  ])('are not handed over where %s', async (_, answers, isWanted) => {
    const { session, asked } = walletOf({ ...atomic('ready'), ...answers });
    const { kept, run } = runOf(isWanted);
    await sendTogether(session, transactions, run).catch(() => undefined);
    expect(methods(asked)).not.toContain('wallet_sendCalls');
    expect(kept.handed).toBeNull();
  });

  it('are no concern of it where there is one alone', async () => {
    const { session, asked } = walletOf(atomic('supported'));
    expect(await sendTogether(session, transactions.slice(0, 1), runOf().run)).toBe(false);
    expect(asked).toEqual([]);
  });
});
