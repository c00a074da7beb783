import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyTypedData } from 'ethers';

import { startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';
import type { Answer, Approval, ApprovalKind } from '../../src/wallet/protocol';
import { serveTestSnap } from './test-snap';
import type { TestSnap } from './test-snap';
import { answerNext, installTestSnap, serveWallet, testAccounts, walletOptions } from './wallet-server';
import type { TestClient } from './wallet-server';

const [first, , third] = testAccounts as [string, string, string];
const yes: Answer = { approved: true };
const no: Answer = { approved: false };

let anvil: Anvil;
let snap: TestSnap;
let client: TestClient;

beforeAll(async () => {
  [anvil, snap] = await Promise.all([startAnvil({ chainId: 31337 }), serveTestSnap()]);
  client = await serveWallet(walletOptions(anvil.url, snap.url));
  await installTestSnap(client, snap.id);
});

afterAll(async () => {
  await client.stop();
  await Promise.all([anvil.stop(), snap.stop()]);
});

const answer = <Kind extends ApprovalKind>(kind: Kind, given: Answer) => answerNext(client, kind, given);

const invoke = (method: string, params?: unknown) =>
  client.request('wallet_invokeSnap', { snapId: snap.id, request: { method, params } });

describe("the Snap's ethereum", () => {
  const ask = (method: string, params?: unknown) => invoke('ethereum', { method, ...(params ? { params } : {}) });

  test('reads the chain, with code and data of errors', async () => {
    expect(await ask('eth_getBalance', [testAccounts[6], 'latest'])).toBe('0x21e19e0c9bab2400000');
    const address = '0x00000000000000000000000000000000000c0fe3';
    await anvil.request('anvil_setCode', [address, '0x63c0ffee006000526004601cfd']);
    await expect(ask('eth_call', [{ to: address }, 'latest'])).rejects.toMatchObject({
      code: 3,
      data: '0xc0ffee00',
    });
  });

  test('has a network of its own', async () => {
    expect(await ask('wallet_switchEthereumChain', [{ chainId: '0x67932' }])).toBeNull();
    expect(await ask('eth_chainId')).toBe('0x67932');
    expect(await client.request('eth_chainId')).toBe('0x7a69');
    await expect(ask('wallet_switchEthereumChain', [{ chainId: '0xa' }])).rejects.toMatchObject({ code: 4902 });
    expect(await ask('wallet_switchEthereumChain', [{ chainId: '0x7a69' }])).toBeNull();
    expect(await ask('eth_chainId')).toBe('0x7a69');
  });

  test('sees accounts only after the person connected one', async () => {
    expect(await ask('eth_accounts')).toEqual([]);
    const asked = ask('eth_requestAccounts');
    expect(await answer('connect', { approved: true, account: third })).toMatchObject({ requester: 'Test Teller' });
    expect(await asked).toEqual([third]);
    expect(await client.request('eth_accounts')).toEqual([]);
  });

  test('has messages signed by the connected account, and by no other, when the person confirms', async () => {
    const typed = {
      types: { EIP712Domain: [{ name: 'name', type: 'string' }], Note: [{ name: 'action', type: 'string' }] },
      primaryType: 'Note',
      domain: { name: 'Shop' },
      message: { action: 'nothing' },
    };
    const sign = (account: string) => ask('eth_signTypedData_v4', [account, JSON.stringify(typed)]);
    await expect(sign(first)).rejects.toMatchObject({ code: 4100 });
    const refused = expect(sign(third)).rejects.toMatchObject({ code: 4001 });
    await answer('signature', no);
    await refused;
    const asked = sign(third);
    expect(await answer('signature', yes)).toMatchObject({ origin: snap.id });
    const { Note } = typed.types;
    expect(verifyTypedData(typed.domain, { Note }, typed.message, String(await asked))).toBe(third);
  });

  test('reaches nothing else', async () => {
    await expect(invoke('infura')).rejects.toMatchObject({ code: -32601 });
    await expect(ask('anvil_setBalance', [first, '0x0'])).rejects.toMatchObject({ code: -32601 });
  });
});

describe('dialogs', () => {
  test.each([
    ['confirmation', yes, true],
    ['confirmation', no, false],
    ['alert', yes, null],
    ['alert', no, null],
    [undefined, yes, null],
    [undefined, no, null],
  ])('a %s answered with %j gives %j', async (type, given, expected) => {
    const asked = invoke('dialog', { type, words: 'Really?' });
    const approval = await answer('dialog', given);
    expect(approval).toMatchObject({ dialogType: type ?? 'custom', snapName: 'Test Teller' });
    expect(JSON.stringify(approval.shown.content)).toContain('Really?');
    expect(await asked).toBe(expected);
  });

  test('a prompt gives the text, or null when refused', async () => {
    const asked = invoke('prompt', { words: 'Who?' });
    const approval = await answer('dialog', { approved: true, value: 'Ada' });
    expect(approval).toMatchObject({ dialogType: 'prompt', placeholder: 'Your name' });
    expect(await asked).toBe('Ada');
    const again = invoke('prompt', { words: 'Who?' });
    await answer('dialog', { approved: false, value: 'Ada' });
    expect(await again).toBeNull();
  });

  test('other requests go on while one is open', async () => {
    const asked = invoke('dialog', { type: 'confirmation', words: 'Wait for me' });
    const approval = await client.waitForApproval('dialog');
    expect(await Promise.all([invoke('origin'), invoke('ethereum', { method: 'eth_chainId' })])).toEqual([
      client.url,
      '0x7a69',
    ]);
    expect(await client.waitFor(({ approvals }) => approvals.length === 1 && approvals)).toMatchObject([
      { id: approval.id },
    ]);
    await client.panel({ command: 'answer', id: approval.id, answer: yes });
    expect(await asked).toBe(true);
  });

  test('two that are open at the same time each get their own answer', async () => {
    const confirmation = invoke('dialog', { type: 'confirmation', words: 'first' });
    await client.waitForApproval('dialog');
    const prompt = invoke('prompt', { words: 'second' });
    const open = await client.waitFor(({ approvals }) => approvals.length === 2 && approvals);
    const [one, two] = open as [Approval, Approval];
    expect(JSON.stringify(one)).toContain('first');
    expect(JSON.stringify(two)).toContain('second');
    await client.panel({ command: 'answer', id: two.id, answer: { approved: true, value: 'to the second' } });
    expect(await prompt).toBe('to the second');
    await client.panel({ command: 'answer', id: one.id, answer: no });
    expect(await confirmation).toBe(false);
  });

  test('a second one of the same kind is refused, as wallets do', async () => {
    const asked = invoke('dialog', { type: 'confirmation', words: 'first' });
    await client.waitForApproval('dialog');
    await expect(invoke('dialog', { type: 'confirmation', words: 'second' })).rejects.toMatchObject({ code: -32002 });
    await answer('dialog', yes);
    expect(await asked).toBe(true);
  });

  test('a request without a dialog leaves nothing behind that a later dialog could run into', async () => {
    await expect(invoke('fail')).rejects.toMatchObject({ message: expect.stringContaining('plain failure') });
    await invoke('origin');
    const asked = invoke('dialog', { type: 'confirmation', words: 'later' });
    await answer('dialog', yes);
    expect(await asked).toBe(true);
    await expect(client.panel({ command: 'answer', id: 'approval-99', answer: yes })).rejects.toThrow('no longer open');
  });

  test('a custom one is closed by the Snap, after a question of its own', async () => {
    const asked = invoke('custom');
    const { shown } = await client.waitForApproval('dialog');
    await client.panel({
      command: 'interface',
      id: shown.id,
      action: { kind: 'type', name: 'amount', value: '12' },
    });
    await client.waitFor(({ approvals }) => JSON.stringify(approvals).includes('"order":{"amount":"12"}'));
    const clicked = client.panel({ command: 'interface', id: shown.id, action: { kind: 'click', name: 'take' } });
    const sure = await client.waitFor(({ approvals }) =>
      approvals.find((approval) => approval.kind === 'dialog' && approval.dialogType === 'confirmation'),
    );
    await client.panel({ command: 'answer', id: sure.id, answer: yes });
    await clicked;
    expect(await asked).toEqual({ sure: true, amount: '12', kind: 'custom' });
    await client.waitFor(({ approvals }) => approvals.length === 0);
  });

  test.each([
    ['an unknown component', { type: 'alert', content: { type: 'Marquee', props: {}, key: null } }],
    ['an unknown type', { type: 'shout', content: { type: 'Text', props: { children: 'a' }, key: null } }],
    ['no content', { type: 'alert' }],
    ['an unknown interface', { type: 'alert', id: 'nowhere' }],
    ['an unknown field', { type: 'alert', content: { type: 'Divider', props: {}, key: null }, colour: 'red' }],
    ['a placeholder that is too long', { type: 'prompt', placeholder: 'x'.repeat(41), id: 'a' }],
  ])('one with %s is refused and shows nothing', async (_what, params) => {
    await expect(invoke('raw-dialog', params)).rejects.toMatchObject({ code: -32602 });
    expect(await client.waitFor((state) => state)).toMatchObject({ approvals: [] });
  });

  test('one that is open when the wallet stops ends with an error', async () => {
    const other = await serveWallet(walletOptions(anvil.url, snap.url));
    await installTestSnap(other, snap.id);
    const asked = other.request('wallet_invokeSnap', {
      snapId: snap.id,
      request: { method: 'dialog', params: { type: 'alert', words: 'for ever' } },
    });
    const ended = expect(asked).rejects.toThrow(/stopped|terminated|fetch failed/u);
    await other.waitForApproval('dialog');
    await other.stop();
    await ended;
  });
});

describe('a Snap whose manifest lacks a permission', () => {
  /** Installs the test Snap without these permissions in a wallet of its own. */
  async function withSnapLacking(
    leftOut: string[],
    run: (ask: (method: string, params?: unknown) => Promise<unknown>) => Promise<void>,
  ): Promise<void> {
    const poorer = await serveTestSnap(['endowment:lifecycle-hooks', ...leftOut]);
    const other = await serveWallet(walletOptions(anvil.url, poorer.url));
    try {
      await installTestSnap(other, poorer.id);
      await run((method, params) =>
        other.request('wallet_invokeSnap', { snapId: poorer.id, request: { method, params } }),
      );
    } finally {
      await other.stop();
      await poorer.stop();
    }
  }

  test.each([
    ['snap_dialog', 'dialog', { words: 'a' }],
    ['snap_manageState', 'get-state', {}],
    ['snap_manageState', 'set-state', { key: 'a', value: 1 }],
    ['snap_notify', 'notify', { words: 'a' }],
  ])('%s: its %s is refused with 4100, as wallets do', async (permission, method, params) => {
    await withSnapLacking([permission], async (ask) => {
      await expect(ask(method, params)).rejects.toMatchObject({
        code: 4100,
        message: expect.stringContaining(`no permission ${permission}`),
      });
    });
  });

  test('takes no requests of pages when it does not ask for them', async () => {
    await withSnapLacking(['endowment:rpc'], async (ask) => {
      await expect(ask('origin')).rejects.toMatchObject({ code: 4100 });
    });
  });
});

describe('the home page', () => {
  const open = async () => {
    await client.panel({ command: 'open-page', page: 'home' });
    return client.waitFor(({ page }) => page?.status === 'ready' && page.shown);
  };
  const shows = (words: string) => client.waitFor(({ page }) => JSON.stringify(page).includes(words));

  test('takes text, forms, boxes and choices', async () => {
    const { id } = await open();
    await client.panel({ command: 'interface', id, action: { kind: 'type', name: 'who', value: 'Grace' } });
    await client.panel({ command: 'interface', id, action: { kind: 'click', name: 'greet' } });
    await shows('Hello Grace');
    await client.panel({ command: 'interface', id, action: { kind: 'click', name: 'loud' } });
    await shows('loud is true');
    await client.panel({
      command: 'interface',
      id,
      action: { kind: 'choose', name: 'colour', value: 'blue' },
    });
    await shows('colour is blue');
    await client.panel({ command: 'close-page' });
    await client.waitFor(({ page }) => page === null);
  });

  test('says when a button is not there', async () => {
    const { id } = await open();
    await expect(
      client.panel({ command: 'interface', id, action: { kind: 'click', name: 'nowhere' } }),
    ).rejects.toThrow('nowhere');
    await expect(
      client.panel({ command: 'interface', id: 'gone', action: { kind: 'click', name: 'greet' } }),
    ).rejects.toThrow('no longer open');
  });

  test('needs an installed Snap', async () => {
    const other = await serveWallet(walletOptions(anvil.url, snap.url));
    try {
      await expect(other.panel({ command: 'open-page', page: 'home' })).rejects.toThrow('No Snap');
    } finally {
      await other.stop();
    }
  });
});
