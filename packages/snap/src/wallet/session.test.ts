import { describe, expect, it } from '@jest/globals';
import { networkByChainId, networks, type Address } from '@pooled-staking/core';
import { CannotSendError, createSending, UnsureError } from './session';
import type { SnapRequest } from './state';

const local = networkByChainId(31337);
const account: Address = `0x${'aB'.repeat(20)}`;
const hash = `0x${'12'.repeat(32)}`;
const transaction = { from: account, to: account, value: '0x1', data: '0x', gas: '0x5208' } as const;
const sessionOf = (...accounts: string[]) => ({ sessionScopes: { 'eip155:31337': { accounts } } });
const own = sessionOf(`eip155:31337:${account.toLowerCase()}`);
const failure = (code: number) => Object.assign(new Error('refused'), { code });

type Answers = Record<string, unknown>;

/** A wallet with an answer for each method, and what it was asked. An error is thrown. */
function walletOf(answers: Answers) {
  const asked: { method: string; params?: Record<string, unknown> }[] = [];
  const request: SnapRequest = async (args) => {
    asked.push(args);
    const answer = answers[args.method];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { asked, sending: createSending(request) };
}

describe('a session', () => {
  it('that is there for the account is asked for no more', async () => {
    const { asked, sending } = walletOf({ wallet_getSession: own });
    await sending.open(local, account, true);
    expect(asked.map(({ method }) => method)).toEqual(['wallet_getSession']);
  });

  it('is asked for with all networks that have a pool', async () => {
    const { asked, sending } = walletOf({ wallet_getSession: { sessionScopes: {} }, wallet_createSession: own });
    await sending.open(local, account, true);
    const [, { params } = { params: undefined }] = asked;
    expect(Object.keys(params?.['optionalScopes'] as object)).toEqual(
      networks.map(({ chainId }) => `eip155:${chainId}`),
    );
  });

  it('is not asked for where that is not wanted', async () => {
    const { asked, sending } = walletOf({ wallet_getSession: null, wallet_createSession: own });
    await expect(sending.open(local, account, false)).rejects.toMatchObject({ fault: 'account' });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['a wallet that knows none', { wallet_getSession: failure(-32601) }, 'unsupported'],
    ['a Snap without the permission', { wallet_getSession: failure(4100) }, 'unsupported'],
    ['a person who says no', { wallet_getSession: null, wallet_createSession: failure(4001) }, 'refused'],
    ['a wallet that gives none', { wallet_getSession: null, wallet_createSession: failure(-32601) }, 'unsupported'],
    [
      'one for another account',
      { wallet_getSession: null, wallet_createSession: sessionOf(`eip155:31337:0x${'11'.repeat(20)}`) },
      'account',
    ],
    [
      'one for the account on another network',
      {
        wallet_getSession: null,
        wallet_createSession: { sessionScopes: { 'eip155:1': own.sessionScopes['eip155:31337'] } },
      },
      'account',
    ],
    ['an answer that is none', { wallet_getSession: 'session', wallet_createSession: 7 }, 'account'],
  ])('is not there: %s', async (_, answers, fault) => {
    const opened = walletOf(answers).sending.open(local, account, true);
    await expect(opened).rejects.toBeInstanceOf(CannotSendError);
    await expect(opened).rejects.toMatchObject({ fault });
  });
});

describe('sending', () => {
  it('hands the wallet the transaction on its network, and gives the hash', async () => {
    const { asked, sending } = walletOf({ wallet_invokeMethod: hash });
    expect(await sending.send(local, transaction)).toBe(hash);
    expect(asked).toEqual([
      {
        method: 'wallet_invokeMethod',
        params: { scope: 'eip155:31337', request: { method: 'eth_sendTransaction', params: [transaction] } },
      },
    ]);
  });

  it.each([[undefined], [null], [''], ['0x12'], [{ hash }]])('takes %p for no hash', async (answer) => {
    await expect(walletOf({ wallet_invokeMethod: answer }).sending.send(local, transaction)).rejects.toBeInstanceOf(
      UnsureError,
    );
  });

  it("tells the person's no from a wallet that fails, of which nobody knows whether it sent", async () => {
    const rejecting = walletOf({ wallet_invokeMethod: failure(4001) }).sending;
    await expect(rejecting.send(local, transaction)).rejects.toMatchObject({ code: 4001 });
    const failing = walletOf({ wallet_invokeMethod: failure(-32603) }).sending;
    await expect(failing.send(local, transaction)).rejects.toMatchObject({ failure: { said: 'refused' } });
    await expect(
      walletOf({ wallet_invokeMethod: failure(5100) }).sending.send(local, transaction),
    ).rejects.toMatchObject({
      fault: 'unsupported',
    });
  });
});
