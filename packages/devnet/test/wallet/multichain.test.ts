import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { verifyTypedData } from 'ethers';

import { startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';
import { waitForReceipt } from '../../src/contracts/transact';
import type { Answer } from '../../src/wallet/protocol';
import { serveTestSnap } from './test-snap';
import type { TestSnap } from './test-snap';
import { answerNext, askAsSnap, installTestSnap, serveWallet, testAccounts, walletOptions } from './wallet-server';
import type { TestClient } from './wallet-server';

const [first, second, third] = testAccounts as [string, string, string];

let anvil: Anvil;
let snap: TestSnap;
let client: TestClient;

beforeAll(async () => {
  [anvil, snap] = await Promise.all([startAnvil({ chainId: 31337 }), serveTestSnap()]);
});

afterAll(async () => {
  await Promise.all([anvil.stop(), snap.stop()]);
});

beforeEach(async () => {
  client = await serveWallet(walletOptions(anvil.url, snap.url));
  await installTestSnap(client, snap.id);
});

afterEach(async () => {
  await client.stop();
});

const ask = (method: string, params?: unknown) => askAsSnap(client, snap.id, method, params);
const invoke = (method: string, params: unknown, scope = 'eip155:31337') =>
  ask('wallet_invokeMethod', { scope, request: { method, params } });

const scope = { methods: ['eth_sendTransaction'], notifications: [] };
const local = { 'eip155:31337': scope };

async function create(optionalScopes: unknown, answer: Answer = { approved: true }): Promise<unknown> {
  const asked = ask('wallet_createSession', { optionalScopes });
  const [approval, session] = await Promise.all([answerNext(client, 'session', answer), asked]);
  expect(approval).toMatchObject({ snapName: 'Test Teller', origin: snap.id });
  return session;
}

const scopeOf = (chainId: number, ...accounts: string[]) => ({
  [`eip155:${chainId}`]: {
    accounts: accounts.map((account) => `eip155:${chainId}:${account.toLowerCase()}`),
    methods: expect.arrayContaining(['eth_sendTransaction', 'eth_call', 'eth_getLogs', 'eth_signTypedData_v4']),
    notifications: ['eth_subscription'],
  },
});

describe('a session', () => {
  test('is one of the networks and accounts that a person allowed, until it is revoked', async () => {
    expect(await ask('wallet_getSession')).toEqual({ sessionScopes: {} });
    const session = await create(local, { approved: true, accounts: [second, first] });
    expect(session).toEqual({ sessionScopes: scopeOf(31337, first, second), sessionProperties: {} });
    expect(await ask('wallet_getSession')).toEqual({ sessionScopes: scopeOf(31337, first, second) });
    expect(await client.waitFor(({ snap: view }) => view?.session)).toEqual({
      networks: [{ chainId: 31337, name: expect.any(String), symbol: 'ETH' }],
      accounts: [first, second],
    });
    expect(await ask('wallet_revokeSession')).toBe(true);
    expect(await ask('wallet_revokeSession')).toBe(true);
    expect(await ask('wallet_getSession')).toEqual({ sessionScopes: {} });
  });

  test('is for networks that the wallet has, and offers the accounts that were asked for', async () => {
    const account = `eip155:31337:${third.toLowerCase()}`;
    const asked = ask('wallet_createSession', {
      requiredScopes: { 'eip155:1': scope, eip155: { ...scope, references: ['424242'] } },
      optionalScopes: { 'eip155:31337': { ...scope, accounts: [account] }, 'eip155:5': { accounts: [] } },
    });
    const approval = await answerNext(client, 'session', { approved: true });
    expect(approval).toMatchObject({ wanted: [third], networks: [{ chainId: 31337 }, { chainId: 424242 }] });
    expect(await asked).toEqual({
      sessionScopes: { ...scopeOf(31337, third), ...scopeOf(424242, third) },
      sessionProperties: {},
    });
  });

  test('refused is 4001, and asked for again the next time', async () => {
    const refused = expect(ask('wallet_createSession', { optionalScopes: local })).rejects.toMatchObject({
      code: 4001,
    });
    await answerNext(client, 'session', { approved: false });
    await refused;
    expect(await ask('wallet_getSession')).toEqual({ sessionScopes: {} });
    await create(local);
  });

  test('needs an account', async () => {
    const asked = ask('wallet_createSession', { optionalScopes: local });
    const { id } = await client.waitForApproval('session');
    await expect(client.panel({ command: 'answer', id, answer: { approved: true, accounts: [] } })).rejects.toThrow(
      'an account at least',
    );
    await client.panel({ command: 'answer', id, answer: { approved: true, accounts: [first] } });
    await asked;
  });

  test.each([
    ['of networks that the wallet lacks', { optionalScopes: { 'eip155:1': scope } }, 5100],
    ['of nothing', {}, 5100],
    ['of a scope that lacks its methods', { optionalScopes: { 'eip155:31337': { accounts: [] } } }, 5100],
    ['of an unknown field', { optionalScopes: { 'eip155:31337': { ...scope, colour: 'red' } } }, 5100],
    ['with empty properties', { optionalScopes: local, sessionProperties: {} }, 5302],
    ['of a list', [local], -32602],
  ])('%s is refused and asks nobody', async (_what, params, code) => {
    await expect(ask('wallet_createSession', params)).rejects.toMatchObject({ code });
    expect(await client.waitFor((state) => state)).toMatchObject({ approvals: [] });
  });

  test('ends when the person ends it', async () => {
    await create(local);
    await client.panel({ command: 'end-session' });
    await expect(invoke('eth_chainId', [])).rejects.toMatchObject({ code: 4100 });
  });
});

describe('through its session the Snap', () => {
  test('reads the network of the scope, whatever the wallet and the Snap are on', async () => {
    await create({ ...local, 'eip155:424242': scope });
    await client.panel({ command: 'select-network', chainId: 424242 });
    expect(await invoke('eth_chainId', [])).toBe('0x7a69');
    expect(await invoke('eth_chainId', [], 'eip155:424242')).toBe('0x67932');
    expect(await invoke('eth_getBalance', [testAccounts[6], 'latest'])).toBe('0x21e19e0c9bab2400000');
    expect(await invoke('eth_getBalance', [testAccounts[6], 'latest'], 'eip155:424242')).toBe('0x0');
  });

  test('proposes a transaction, which a person confirms beside the own insight of the Snap', async () => {
    await create(local, { approved: true, accounts: [second] });
    const asked = invoke('eth_sendTransaction', [
      { from: second.toLowerCase(), to: third, value: '0x16345785d8a0000', data: '0x1234' },
    ]);
    const approval = await client.waitFor(({ approvals }) =>
      approvals.find((open) => open.kind === 'transaction' && open.insight.status === 'ready' && open),
    );
    expect(approval).toMatchObject({ origin: snap.id, from: { address: second }, to: third, value: '0.1 ETH' });
    expect(JSON.stringify(approval)).toContain(`chain eip155:31337 from ${snap.id}`);
    await client.panel({ command: 'answer', id: approval.id, answer: { approved: true } });
    const hash = String(await asked);
    expect(await waitForReceipt(anvil, hash)).toMatchObject({ status: '0x1', from: second.toLowerCase() });
  });

  test('is told of a refusal with 4001, and nothing is sent', async () => {
    await create(local);
    const nonce = await anvil.request('eth_getTransactionCount', [first, 'pending']);
    const refused = expect(
      invoke('eth_sendTransaction', [{ from: first, to: third, value: '0x1' }]),
    ).rejects.toMatchObject({ code: 4001 });
    await answerNext(client, 'transaction', { approved: false });
    await refused;
    expect(await anvil.request('eth_getTransactionCount', [first, 'pending'])).toBe(nonce);
  });

  test('has a message signed', async () => {
    await create(local);
    const typed = {
      types: { EIP712Domain: [{ name: 'name', type: 'string' }], Note: [{ name: 'action', type: 'string' }] },
      primaryType: 'Note',
      domain: { name: 'Shop' },
      message: { action: 'nothing' },
    };
    const asked = invoke('eth_signTypedData_v4', [first, typed]);
    await client.waitFor(({ approvals }) =>
      approvals.some((open) => open.kind === 'signature' && open.insight.status === 'none'),
    );
    expect(await answerNext(client, 'signature', { approved: true })).toMatchObject({ origin: snap.id });
    const { Note } = typed.types;
    expect(verifyTypedData(typed.domain, { Note }, typed.message, String(await asked))).toBe(first);
  });

  test.each([
    ['an account that it may not use', 'eth_sendTransaction', [{ from: third, to: first }], 4100],
    ['a method that sessions lack', 'eth_accounts', [], 4100],
    ['keys', 'eth_decrypt', ['0x', first], -32601],
    ['further networks', 'wallet_addEthereumChain', [], -32601],
    ['permissions', 'wallet_requestPermissions', [], -32601],
  ])('is refused %s', async (_what, method, params, code) => {
    await create(local, { approved: true, accounts: [first] });
    await expect(invoke(method, params)).rejects.toMatchObject({ code });
    expect(await client.waitFor((state) => state)).toMatchObject({ approvals: [] });
  });

  test('is refused a network that is not in it, and requests that are none', async () => {
    await create(local);
    await expect(invoke('eth_chainId', [], 'eip155:424242')).rejects.toMatchObject({ code: 4100 });
    await expect(ask('wallet_invokeMethod', { scope: 'eip155:31337' })).rejects.toMatchObject({ code: -32602 });
  });
});

describe('no sessions', () => {
  const methods = ['wallet_createSession', 'wallet_getSession', 'wallet_invokeMethod', 'wallet_revokeSession'];

  test.each(methods)('an older wallet does not know %s', async (method) => {
    await client.panel({ command: 'prefer', preferences: { offersSessions: false } });
    await expect(ask(method, { optionalScopes: local })).rejects.toMatchObject({ code: -32601 });
    await client.panel({ command: 'prefer', preferences: { offersSessions: true } });
    expect(await ask('wallet_getSession')).toEqual({ sessionScopes: {} });
  });

  test('for a Snap without the permission', async () => {
    const poorer = await serveTestSnap(['endowment:multichain-provider']);
    const other = await serveWallet(walletOptions(anvil.url, poorer.url));
    try {
      await installTestSnap(other, poorer.id);
      for (const method of methods) {
        await expect(askAsSnap(other, poorer.id, method, { optionalScopes: local })).rejects.toMatchObject({
          code: 4100,
        });
      }
    } finally {
      await other.stop();
      await poorer.stop();
    }
  });
});
