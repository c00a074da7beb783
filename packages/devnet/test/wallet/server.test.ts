import { waitForReceipt } from '../../src/contracts/transact';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { verifyTypedData } from 'ethers';

import { startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';
import type { Answer, Approval, ApprovalKind } from '../../src/wallet/protocol';
import { serveTestSnap } from './test-snap';
import type { TestSnap } from './test-snap';
import { answerNext, installTestSnap, serveWallet, testAccounts, walletOptions } from './wallet-server';
import type { TestClient } from './wallet-server';

const [first, second, third] = testAccounts as [string, string, string];
const yes: Answer = { approved: true };
const no: Answer = { approved: false };

let anvil: Anvil;
let snap: TestSnap;
let client: TestClient;

beforeAll(async () => {
  anvil = await startAnvil({ chainId: 31337 });
});

afterAll(async () => {
  await anvil.stop();
});

beforeEach(async () => {
  snap = await serveTestSnap();
  client = await serveWallet(walletOptions(anvil.url, snap.url));
});

afterEach(async () => {
  await client.stop();
  await snap.stop();
});

const answer = <Kind extends ApprovalKind>(kind: Kind, given: Answer) => answerNext(client, kind, given);

async function connect(account = first): Promise<void> {
  const asked = client.request('eth_requestAccounts');
  await Promise.all([answer('connect', { approved: true, account }), expect(asked).resolves.toEqual([account])]);
}

const install = () => installTestSnap(client, snap.id);

const invoke = (method: string, params?: unknown) =>
  client.request('wallet_invokeSnap', { snapId: snap.id, request: { method, params } });

describe('accounts', () => {
  test('shows none before a person connects one, and that one afterwards', async () => {
    expect(await client.request('eth_accounts')).toEqual([]);
    await connect(second);
    expect(await client.request('eth_accounts')).toEqual([second]);
    expect(await client.request('eth_requestAccounts')).toEqual([second]);
    expect(await client.request('wallet_getPermissions')).toMatchObject([
      { parentCapability: 'eth_accounts', caveats: [{ value: [second] }] },
    ]);
  });

  test('answers a refusal with 4001 and asks again the next time', async () => {
    const asked = client.request('eth_requestAccounts');
    const refused = expect(asked).rejects.toMatchObject({ code: 4001 });
    await answer('connect', no);
    await refused;
    await connect();
  });

  test('asks once for two requests at the same time', async () => {
    const both = Promise.all([client.request('eth_requestAccounts'), client.request('eth_requestAccounts')]);
    await answer('connect', yes);
    expect(await both).toEqual([[first], [first]]);
  });

  test('gives the account chosen in the panel to a connected site only', async () => {
    await client.panel({ command: 'select-account', address: third });
    expect(await client.request('eth_accounts')).toEqual([]);
    await connect();
    await client.panel({ command: 'select-account', address: third });
    expect(await client.request('eth_accounts')).toEqual([third]);
  });

  test('forgets the site when its permission is revoked', async () => {
    await connect();
    expect(await client.request('wallet_revokePermissions', [{ eth_accounts: {} }])).toBeNull();
    expect(await client.request('eth_accounts')).toEqual([]);
    expect(await client.request('wallet_getPermissions')).toEqual([]);
  });

  test('shows balances in ETH', async () => {
    await client.panel({ command: 'refresh' });
    const accounts = await client.waitFor(({ accounts: shown }) => (shown[5]?.balance ? shown : null));
    expect(accounts[5]).toEqual({ address: testAccounts[5], label: 'Account 6', balance: '10,000 ETH' });
    expect(accounts.map(({ label }) => label).slice(0, 2)).toEqual(['Account 1 (new)', 'Account 2 (with history)']);
  });
});

describe('networks', () => {
  test('reads from the chain', async () => {
    expect(await client.request('eth_chainId')).toBe('0x7a69');
    expect(await client.request('net_version')).toBe('31337');
    expect(await client.request('eth_blockNumber')).toMatch(/^0x/u);
  });

  test('keeps code and data of the errors of the node', async () => {
    // Runtime code that reverts with the four bytes 0xc0ffee00.
    const address = '0x00000000000000000000000000000000000c0fe3';
    await anvil.request('anvil_setCode', [address, '0x63c0ffee006000526004601cfd']);
    await expect(client.request('eth_call', [{ to: address }, 'latest'])).rejects.toMatchObject({
      code: 3,
      data: '0xc0ffee00',
    });
  });

  test('switches only after approval, and knows no others', async () => {
    const wanted = [{ chainId: '0x67932' }];
    const refused = expect(client.request('wallet_switchEthereumChain', wanted)).rejects.toMatchObject({ code: 4001 });
    await answer('switch-chain', no);
    await refused;
    expect(await client.request('eth_chainId')).toBe('0x7a69');

    const asked = client.request('wallet_switchEthereumChain', wanted);
    const approval = await answer('switch-chain', yes);
    expect(approval).toMatchObject({ current: { chainId: 31337 }, wanted: { name: 'Empty test network' } });
    expect(await asked).toBeNull();
    expect(await client.request('eth_chainId')).toBe('0x67932');
    expect(await client.request('wallet_switchEthereumChain', wanted)).toBeNull();

    await expect(client.request('wallet_switchEthereumChain', [{ chainId: '0x1' }])).rejects.toMatchObject({
      code: 4902,
    });
    await expect(client.request('wallet_addEthereumChain', [{ chainId: '0x1' }])).rejects.toMatchObject({
      code: 4200,
    });
    await expect(client.request('wallet_switchEthereumChain', ['0x1'])).rejects.toMatchObject({ code: -32602 });
  });

  test('has a network without contracts, which takes no transactions', async () => {
    await connect();
    await client.panel({ command: 'select-network', chainId: 424242 });
    expect(await client.request('eth_getCode', [first, 'latest'])).toBe('0x');
    expect(await client.request('eth_getBalance', [first, 'latest'])).toBe('0x0');
    await expect(client.request('eth_feeHistory', [])).rejects.toMatchObject({ code: -32601 });
    await expect(client.request('eth_sendTransaction', [{ from: first, to: second }])).rejects.toMatchObject({
      code: -32000,
    });
  });

  test('says plainly when the chain does not answer', async () => {
    const alone = await serveWallet(walletOptions('http://127.0.0.1:1', snap.url));
    try {
      await expect(alone.request('eth_blockNumber')).rejects.toMatchObject({
        code: -32603,
        message: expect.stringContaining('does not answer'),
      });
      expect(await alone.request('eth_chainId')).toBe('0x7a69');
    } finally {
      await alone.stop();
    }
  });

  test.each(['personal_sign', 'eth_sign', 'eth_signTransaction', 'eth_sendUnsignedTransaction', 'anvil_setBalance'])(
    'does not let a page reach %s',
    async (method) => {
      await expect(client.request(method, [])).rejects.toMatchObject({ code: 4200 });
    },
  );
});

describe('installing the Snap', () => {
  test('tells its name and what it may do in plain words', async () => {
    expect(await client.request('wallet_getSnaps')).toEqual({});
    const asked = client.request('wallet_requestSnaps', { [snap.id]: {} });
    const approval = await answer('install', yes);
    expect(approval).toMatchObject({ snapName: 'Test Teller', version: '1.0.0', isUpdate: false });
    expect(approval.permissions.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'Answer requests of web sites that you connected to it.',
        'Read the blockchain through this wallet. It cannot send transactions.',
        'Show you dialogs that you answer.',
      ]),
    );
    const installed = { [snap.id]: expect.objectContaining({ id: snap.id, version: '1.0.0', enabled: true }) };
    expect(await asked).toEqual(installed);
    expect(await client.request('wallet_getSnaps')).toEqual(installed);
  });

  test('refuses with 4001 when the person does, and lets nobody call it', async () => {
    const refused = expect(client.request('wallet_requestSnaps', { [snap.id]: {} })).rejects.toMatchObject({
      code: 4001,
    });
    await answer('install', no);
    await refused;
    expect(await client.request('wallet_getSnaps')).toEqual({});
    await expect(invoke('origin')).rejects.toMatchObject({ code: 4100 });
  });

  test('installs no other Snap', async () => {
    await expect(client.request('wallet_requestSnaps', { 'npm:other': {} })).rejects.toMatchObject({
      message: expect.stringContaining('npm:other'),
    });
    await expect(client.request('wallet_requestSnaps', {})).rejects.toMatchObject({ code: -32602 });
  });

  test('asks no second time for the same version, and asks for a new one, which keeps the data', async () => {
    await install();
    await invoke('set-state', { key: 'counter', value: 7 });
    await invoke('set-state', { key: 'secret', value: 'deep', encrypted: true });
    expect(await client.request('wallet_requestSnaps', { [snap.id]: {} })).toMatchObject({
      [snap.id]: { version: '1.0.0' },
    });

    snap.publish('1.1.0');
    const asked = client.request('wallet_requestSnaps', { [snap.id]: {} });
    expect(await answer('install', yes)).toMatchObject({ version: '1.1.0', isUpdate: true });
    expect(await asked).toMatchObject({ [snap.id]: { version: '1.1.0' } });
    expect(await invoke('get-state')).toEqual({ counter: 7 });
    expect(await invoke('get-state', { encrypted: true })).toEqual({ secret: 'deep' });
  });

  test('says why a Snap that is not there cannot be installed', async () => {
    await snap.stop();
    await expect(client.request('wallet_requestSnaps', { [snap.id]: {} })).rejects.toMatchObject({
      code: -32603,
      message: expect.stringContaining('could not be fetched'),
    });
    snap = await serveTestSnap();
  });

  test('runs its install handler, whose notification appears', async () => {
    await install();
    expect(await client.waitForToast()).toEqual({
      title: 'Test Teller',
      message: 'Installed and ready',
      tone: 'info',
    });
  });

  test('disconnecting ends its use until it is approved again', async () => {
    await install();
    await client.panel({ command: 'disconnect' });
    await expect(invoke('origin')).rejects.toMatchObject({ code: 4100 });
    await install();
    expect(await invoke('origin')).toBe(client.url);
  });

  test('starts it with the gateways of the devnet in its settings', async () => {
    const other = await serveWallet({
      ...walletOptions(anvil.url, snap.url),
      rewardsGateways: ['http://localhost:1/ipfs/'],
    });
    try {
      await installTestSnap(other, snap.id);
      expect(await other.request('wallet_snap', { snapId: snap.id, request: { method: 'get-state' } })).toEqual({
        own: { version: 1, settings: { rewardsGateways: { 'eip155:31337': ['http://localhost:1/ipfs/'] } } },
      });
    } finally {
      await other.stop();
    }
  });
});

describe('transactions', () => {
  const send = (fields: Record<string, unknown>) =>
    client.request('eth_sendTransaction', [{ from: first, to: second, ...fields }]);
  const settled = () =>
    client.waitFor(({ approvals }) =>
      approvals.find(
        (approval): approval is Extract<Approval, { kind: 'transaction' }> =>
          approval.kind === 'transaction' && approval.insight.status !== 'pending',
      ),
    );

  test('are sent after approval, to the wei', async () => {
    await connect();
    const before = BigInt(String(await client.request('eth_getBalance', [second, 'latest'])));
    const asked = send({ value: '0x14d1120d7b160000' });
    const approval = await settled();
    expect(approval).toMatchObject({
      from: { address: first },
      to: second,
      value: '1.5 ETH',
      data: '0x',
      warnings: [],
      insight: { status: 'none' },
    });
    expect(approval.fee).toMatch(/ETH$/u);
    await client.panel({ command: 'answer', id: approval.id, answer: yes });
    const hash = await asked;
    expect(await waitForReceipt(client, String(hash))).toMatchObject({ status: '0x1' });
    const after = BigInt(String(await client.request('eth_getBalance', [second, 'latest'])));
    expect(after - before).toBe(1_500_000_000_000_000_000n);
  });

  test('refused give 4001 and cost nothing', async () => {
    await connect();
    const before = await client.request('eth_getTransactionCount', [first, 'latest']);
    const refused = expect(send({ value: '0x1' })).rejects.toMatchObject({ code: 4001 });
    await answer('transaction', no);
    await refused;
    expect(await client.request('eth_getTransactionCount', [first, 'latest'])).toBe(before);
  });

  test('need a connected account and sound fields', async () => {
    await expect(send({})).rejects.toMatchObject({ code: 4100 });
    await connect();
    await expect(send({ from: second })).rejects.toMatchObject({ code: 4100 });
    await expect(send({ to: '0x12' })).rejects.toMatchObject({ code: -32602 });
    await expect(send({ value: '5' })).rejects.toMatchObject({ code: -32602 });
    await expect(send({ data: '0x123' })).rejects.toMatchObject({ code: -32602 });
    await expect(send({ chainId: '0x1' })).rejects.toMatchObject({ code: -32602 });
    await expect(client.request('eth_sendTransaction', [])).rejects.toMatchObject({ code: -32602 });
  });

  test('that will fail carry a warning, and the error of the node goes back', async () => {
    await connect();
    const address = '0x00000000000000000000000000000000000c0fe3';
    await anvil.request('anvil_setCode', [address, '0x63c0ffee006000526004601cfd']);
    const failed = expect(send({ to: address, value: '0x21e19e0c9bab2400001' })).rejects.toMatchObject({
      code: expect.any(Number),
      message: expect.stringMatching(/fund/iu),
    });
    const approval = await answer('transaction', yes);
    expect(approval.warnings).toEqual([
      expect.stringContaining('likely to fail'),
      expect.stringContaining('not be enough ETH'),
    ]);
    await failed;
  });

  test('to a contract that refuses with bytes of its own show none of them', async () => {
    await connect();
    const address = '0x00000000000000000000000000000000000c0fe4';
    const word = Buffer.from('Send it to evil.example\u202e\n', 'utf8').toString('hex').padEnd(64, '0');
    // Reverts with the selector 0xc0ffee00 and two words.
    const code = `0x63c0ffee0060e01b6000527f${word}6004527f${word}60245260446000fd`;
    await anvil.request('anvil_setCode', [address, code]);
    await expect(anvil.request('eth_estimateGas', [{ to: address }])).rejects.toThrow('evil.example');
    const failed = expect(send({ to: address })).rejects.toMatchObject({ code: 4001 });
    const approval = await answer('transaction', no);
    expect(approval.warnings).toEqual([
      'This transaction is likely to fail: The contract refuses it (error 0xc0ffee00).',
    ]);
    await failed;
  });

  test('are explained by the Snap, which sees fields, chain and origin', async () => {
    await install();
    await connect();
    const asked = send({ data: '0x1234' });
    const approval = await settled();
    expect(approval.insight).toMatchObject({ status: 'ready', snapName: 'Test Teller', critical: false });
    const words = JSON.stringify(approval.insight);
    expect(words).toContain(`chain eip155:31337 from ${client.url}`);
    expect(words).toContain('fields data from gas maxFeePerGas maxPriorityFeePerGas nonce to type value');
    await client.panel({ command: 'answer', id: approval.id, answer: yes });
    expect(await asked).toMatch(/^0x[\da-f]{64}$/u);
  });

  test('that the Snap calls critical are confirmed twice', async () => {
    await install();
    await connect();
    const asked = send({ data: '0xbad0' });
    const approval = await settled();
    expect(approval.insight).toMatchObject({ status: 'ready', critical: true });
    await expect(client.panel({ command: 'answer', id: approval.id, answer: yes })).rejects.toThrow('second time');
    await client.panel({ command: 'answer', id: approval.id, answer: { approved: true, acknowledged: true } });
    expect(await asked).toMatch(/^0x/u);
  });

  test('go on when the insight fails, which is said there and nowhere else', async () => {
    await install();
    await connect();
    const asked = send({ data: '0xdead' });
    const approval = await settled();
    expect(approval.insight).toEqual({ status: 'failed', snapName: 'Test Teller', message: 'insight broke' });
    await client.panel({ command: 'answer', id: approval.id, answer: yes });
    expect(await asked).toMatch(/^0x/u);
  });

  test('of which the Snap has nothing to say show no insight', async () => {
    await install();
    await connect();
    const asked = send({ value: '0x1' });
    const approval = await settled();
    expect(approval.insight).toEqual({ status: 'none' });
    await client.panel({ command: 'answer', id: approval.id, answer: yes });
    await asked;
  });
});

describe('messages to sign', () => {
  type Data = Record<string, unknown> & { types: Record<string, unknown> };
  const Order = [
    { name: 'action', type: 'string' },
    { name: 'amount', type: 'uint256' },
    { name: 'legs', type: 'Leg[2][]' },
  ];
  const Leg = [{ name: 'to', type: 'address' }];
  const legs = [[{ to: second }, { to: third }]];
  const domain = { name: 'Shop', chainId: 31337, verifyingContract: second };
  const EIP712Domain = [
    { name: 'name', type: 'string' },
    { name: 'chainId', type: 'uint256' },
    { name: 'verifyingContract', type: 'address' },
  ];
  const message = { action: 'look', amount: '5', legs };
  const typed = (changes: Record<string, unknown> = {}): Data => ({
    // Pages declare types that the message has no use for.
    types: { EIP712Domain, Order, Leg, Unused: Leg },
    primaryType: 'Order',
    domain,
    message,
    ...changes,
  });
  const leadingTo = (to: string) => typed({ message: { ...message, legs: [[{ to }, { to: third }]] } });
  const inDomain = (changes: object) => typed({ domain: { ...domain, ...changes } });
  const withTypes = (changes: object) => typed({ types: { EIP712Domain, Order, Leg, ...changes } });
  const acting = (action: string) => typed({ message: { ...message, action } });
  const sign = (data: unknown, account = first) => client.request('eth_signTypedData_v4', [account, data]);
  const signerOf = (signature: unknown, said: object) =>
    verifyTypedData(domain, { Order, Leg }, { ...message, ...said }, String(signature));
  const settled = () =>
    client.waitFor(({ approvals }) =>
      approvals.find(
        (approval): approval is Extract<Approval, { kind: 'signature' }> =>
          approval.kind === 'signature' && approval.insight.status !== 'pending',
      ),
    );

  test('are signed after approval, with what they say on show', async () => {
    await connect(second);
    const asked = sign(JSON.stringify(typed()), second.toLowerCase());
    const approval = await settled();
    expect(approval).toMatchObject({
      from: { address: second },
      network: { chainId: 31337 },
      primaryType: 'Order',
      application: 'Shop',
      contract: second,
      insight: { status: 'none' },
    });
    expect(JSON.parse(approval.message)).toEqual(message);
    await client.panel({ command: 'answer', id: approval.id, answer: yes });
    expect(signerOf(await asked, {})).toBe(second);
  });

  test('refused give 4001', async () => {
    await connect();
    const refused = expect(sign(typed())).rejects.toMatchObject({ code: 4001 });
    await answer('signature', no);
    await refused;
  });

  test.each<[string, (data: Data) => unknown, RegExp]>([
    ['no JSON', () => '{"types":', /as JSON/u],
    ['no object', () => '[]', /as JSON/u],
    ['nothing', () => undefined, /as JSON/u],
    ['no types', (data) => ({ ...data, types: undefined }), /"types"/u],
    ['a type that is no list', () => typed({ types: { EIP712Domain, Order: {}, Leg } }), /type Order is a list/u],
    ['an unknown primary type', () => typed({ primaryType: 'constructor' }), /"primaryType"/u],
    ['the domain as its message', () => typed({ primaryType: 'EIP712Domain' }), /"primaryType"/u],
    ['no domain', () => typed({ domain: null }), /"domain"/u],
    ['no message', () => typed({ message: 'look' }), /"message"/u],
    ['a missing member', () => typed({ message: { action: 'look', legs } }), /cannot be signed/u],
    ['an amount that JSON rounds', () => typed({ message: { ...message, amount: 2 ** 60 } }), /cannot be signed/u],
    ['an address that is none', () => leadingTo('0x12'), /cannot be signed/u],
    ['an address without 0x', () => leadingTo(second.slice(2)), /0x and 40 hex digits/u],
    ['a contract without 0x', () => inDomain({ verifyingContract: second.slice(2) }), /0x and 40 hex digits/u],
    ['a type that nobody declares', () => typed({ types: { EIP712Domain, Order } }), /cannot be signed/u],
    ['types in a circle', () => withTypes({ Leg: [{ name: 'to', type: 'Order' }] }), /cannot be signed/u],
    ['a domain type without the name', () => withTypes({ EIP712Domain: EIP712Domain.slice(1) }), /EIP712Domain lists/u],
    ['a chain that is no number', () => inDomain({ chainId: 'one' }), /whole number/u],
    ["another chain's id", () => inDomain({ chainId: '0x1' }), /for chain 1, the wallet is on chain 31337/u],
    ['too many letters', () => acting('x'.repeat(140_000)), /131072 characters at most/u],
  ])('with %s are refused before anybody is asked', async (_what, change, words) => {
    await connect();
    await expect(sign(change(typed()))).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(words),
    });
    expect(await client.waitFor((state) => state)).toMatchObject({ approvals: [] });
  });

  test('need a connected account', async () => {
    await expect(sign(typed())).rejects.toMatchObject({ code: 4100 });
    await connect();
    await expect(sign(typed(), second)).rejects.toMatchObject({ code: 4100 });
    await expect(client.request('eth_signTypedData_v4', ['me', typed()])).rejects.toMatchObject({ code: -32602 });
  });

  test('show no letters that turn others around', async () => {
    await connect();
    const action = 'pay\u202eyap\u0000\u2028\n';
    const refused = expect(sign(acting(action))).rejects.toMatchObject({ code: 4001 });
    const { message: shown } = await answer('signature', no);
    expect(shown).toContain('pay\\u{202e}yap\\u0000\\u{2028}\\n');
    await refused;
  });

  test('are explained by the Snap, which sees account, types, chain and origin', async () => {
    await install();
    await connect();
    const asked = sign(typed());
    const approval = await settled();
    expect(approval.insight).toMatchObject({ status: 'ready', snapName: 'Test Teller', critical: false });
    const words = JSON.stringify(approval.insight);
    expect(words).toContain(`eth_signTypedData_v4 of ${first} from ${client.url}`);
    expect(words).toContain('types EIP712Domain Leg Order Unused, chain 31337');
    await client.panel({ command: 'answer', id: approval.id, answer: yes });
    expect(signerOf(await asked, {})).toBe(first);
  });

  test('that the Snap calls critical are confirmed twice', async () => {
    await install();
    await connect();
    const asked = sign(acting('steal'));
    const { id, insight } = await settled();
    expect(insight).toMatchObject({ status: 'ready', critical: true });
    await expect(client.panel({ command: 'answer', id, answer: yes })).rejects.toThrow('second time');
    await client.panel({ command: 'answer', id, answer: { approved: true, acknowledged: true } });
    expect(signerOf(await asked, { action: 'steal' })).toBe(first);
  });

  test.each([
    ['break', { status: 'failed', snapName: 'Test Teller', message: 'insight broke' }],
    ['nothing', { status: 'none' }],
  ])('of which the Snap can say nothing are signed all the same: %s', async (action, insight) => {
    await install();
    await connect();
    const asked = sign(acting(action));
    const approval = await settled();
    expect(approval.insight).toEqual(insight);
    await client.panel({ command: 'answer', id: approval.id, answer: yes });
    expect(signerOf(await asked, { action })).toBe(first);
  });
});

describe('the server', () => {
  const rpc = (headers: Record<string, string>) =>
    fetch(`${client.url}/dev-wallet/rpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"method":"eth_chainId"}',
    });

  test('refuses pages of other servers', async () => {
    expect((await rpc({ origin: client.url })).status).toBe(200);
    expect((await rpc({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await rpc({ origin: 'null' })).status).toBe(403);
    expect((await rpc({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const events = await fetch(`${client.url}/dev-wallet/events`, { headers: { origin: 'https://elsewhere.example' } });
    expect(events.status).toBe(403);
  });

  test('takes JSON alone, and says what is wrong otherwise', async () => {
    expect((await rpc({ 'content-type': 'text/plain' })).status).toBe(415);
    const broken = await fetch(`${client.url}/dev-wallet/rpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
    await expect(client.request(undefined as unknown as string)).rejects.toMatchObject({ code: -32600 });
    expect((await fetch(`${client.url}/dev-wallet/nothing`)).status).toBe(404);
  });

  test('leaves other paths alone', async () => {
    expect((await fetch(`${client.url}/dev-walletx`)).status).toBe(404);
  });
});
