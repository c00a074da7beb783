import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';
import { waitForReceipt } from '../../src/contracts/transact';
import { startMetisChain } from '../../src/metis/chain';
import type { Answer } from '../../src/wallet/protocol';
import { serveTestSnap } from './test-snap';
import type { TestSnap } from './test-snap';
import { answerNext, askAsSnap, installTestSnap, serveWallet, testAccounts, walletOptions } from './wallet-server';
import type { TestClient } from './wallet-server';

const [first, second] = testAccounts as [string, string];
const yes: Answer = { approved: true };
const metis = { chainId: 1088, name: 'Metis Andromeda (local copy)', symbol: 'METIS' };
/** What a site asks of a wallet that lacks the network (EIP-3085). */
const andromeda = {
  chainId: '0x440',
  chainName: 'Metis Andromeda',
  nativeCurrency: { name: 'Metis', symbol: 'METIS', decimals: 18 },
  rpcUrls: ['https://andromeda.metis.io/?owner=1088'],
  blockExplorerUrls: ['https://andromeda-explorer.metis.io'],
};

let local: Anvil;
let other: Anvil;
let snap: TestSnap;
let client: TestClient;

beforeAll(async () => {
  [local, other, snap] = await Promise.all([
    startAnvil({ chainId: 31337 }),
    startMetisChain(Math.floor(Date.now() / 1000)),
    serveTestSnap(),
  ]);
});

afterAll(async () => {
  await Promise.all([local.stop(), other.stop(), snap.stop()]);
});

beforeEach(async () => {
  const chains = [
    { chainId: 31337, url: local.url },
    { chainId: 1088, url: other.url },
  ];
  client = await serveWallet({ ...walletOptions(local.url, snap.url), chains });
});

afterEach(() => client.stop());

const balanceOn = async (anvil: Anvil, account: string) =>
  BigInt((await anvil.request('eth_getBalance', [account, 'latest'])) as string);

/** The transaction that waits for a person, once the Snap has said what it has to say. */
const explained = () =>
  client.waitFor(({ approvals }) =>
    approvals.find((open) => open.kind === 'transaction' && open.insight.status !== 'pending' && open),
  );

async function connect(): Promise<void> {
  const asked = client.request('eth_requestAccounts');
  await Promise.all([answerNext(client, 'connect', { approved: true, account: first }), asked]);
}

describe('the network of Metis', () => {
  test('is changed to after a question, and shows its own money', async () => {
    const asked = client.request('wallet_switchEthereumChain', [{ chainId: '0x440' }]);
    expect(await answerNext(client, 'switch-chain', yes)).toMatchObject({ current: { symbol: 'ETH' }, wanted: metis });
    expect(await asked).toBeNull();
    expect(await client.request('eth_chainId')).toBe('0x440');
    const before = await balanceOn(other, testAccounts[5] as string);
    expect(await client.request('eth_getBalance', [testAccounts[5], 'latest'])).toBe(`0x${before.toString(16)}`);
    const shown = await client.waitFor(
      ({ accounts }) => accounts[5]?.balance?.includes('METIS') && accounts[5].balance,
    );
    expect(shown).toBe('10,000 METIS');
    await client.panel({ command: 'select-network', chainId: 31337 });
    expect(await client.waitFor(({ accounts }) => accounts[5]?.balance?.includes('ETH') && accounts)).toBeDefined();
  });

  test('gets transactions with one gas price, explained by the Snap, to the wei', async () => {
    await installTestSnap(client, snap.id);
    await connect();
    await client.panel({ command: 'select-network', chainId: 1088 });
    const [before, there, onFirst] = await Promise.all([
      balanceOn(other, first),
      balanceOn(other, second),
      balanceOn(local, first),
    ]);
    const asked = client.request('eth_sendTransaction', [{ from: first, to: second, value: '0x1', data: '0x1234' }]);
    const approval = await explained();
    expect(approval).toMatchObject({ network: metis, value: '0.000000000000000001 METIS', warnings: [] });
    expect(JSON.stringify(approval)).toContain('chain eip155:1088 from');
    expect(JSON.stringify(approval)).toContain('fields data from gas gasPrice nonce to type value');
    await client.panel({ command: 'answer', id: approval.id, answer: yes });
    const receipt = await waitForReceipt(other, String(await asked));
    expect(receipt).toMatchObject({ status: '0x1', type: '0x0' });
    const fee = BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice);
    expect(await balanceOn(other, first)).toBe(before - 1n - fee);
    expect(await balanceOn(other, second)).toBe(there + 1n);
    expect(await balanceOn(local, first)).toBe(onFirst);
  });

  test('takes the gas price of a site, and no fees of EIP-1559', async () => {
    await connect();
    await client.panel({ command: 'select-network', chainId: 1088 });
    const send = (fields: object) =>
      client.request('eth_sendTransaction', [{ from: first, to: second, value: '0x1', gas: '0x5208', ...fields }]);
    const asked = send({ gasPrice: '0xb2d05e00' });
    expect(await answerNext(client, 'transaction', yes)).toMatchObject({ highestFee: '0.000063 METIS' });
    expect(await waitForReceipt(other, String(await asked))).toMatchObject({ effectiveGasPrice: '0xb2d05e00' });
    await expect(send({ maxFeePerGas: '0xb2d05e00' })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('does not support EIP-1559'),
    });
  });

  test('warns in its own money when there is too little of it', async () => {
    await connect();
    await client.panel({ command: 'select-network', chainId: 1088 });
    const refused = expect(
      client.request('eth_sendTransaction', [{ from: first, to: second, value: '0x52b7d2dcc80cd2e4000000' }]),
    ).rejects.toMatchObject({ code: 4001 });
    const { warnings } = await answerNext(client, 'transaction', { approved: false });
    expect(warnings.at(-1)).toMatch(/^There may not be enough METIS for this: the account holds [\d,.]+ METIS\.$/u);
    await refused;
  });
});

describe('a wallet without the network of Metis', () => {
  beforeEach(() => client.panel({ command: 'prefer', preferences: { hasAddedNetworks: false } }));

  const switchTo = () => client.request('wallet_switchEthereumChain', [{ chainId: '0x440' }]);

  test('answers 4902, and has it once a site added it', async () => {
    await expect(switchTo()).rejects.toMatchObject({ code: 4902 });
    expect((await client.waitFor((state) => state)).networks.map(({ chainId }) => chainId)).toEqual([31337, 424242]);
    const refused = expect(client.request('wallet_addEthereumChain', [andromeda])).rejects.toMatchObject({
      code: 4001,
    });
    await answerNext(client, 'add-chain', { approved: false });
    await refused;
    await expect(switchTo()).rejects.toMatchObject({ code: 4902 });

    const asked = client.request('wallet_addEthereumChain', [andromeda]);
    expect(await answerNext(client, 'add-chain', yes)).toMatchObject({
      network: metis,
      siteName: 'Metis Andromeda',
      siteUrl: 'https://andromeda.metis.io/?owner=1088',
    });
    expect(await asked).toBeNull();
    expect(await client.request('eth_chainId')).toBe('0x440');
    // It never goes to the address of the site: the newest block is that of the chain here.
    expect(await client.request('eth_blockNumber')).toBe(await other.request('eth_blockNumber'));
    expect(await switchTo()).toBeNull();
  });

  test('asks to change to a network that it has when a site adds it once more', async () => {
    await client.panel({ command: 'prefer', preferences: { hasAddedNetworks: true } });
    const asked = client.request('wallet_addEthereumChain', [andromeda]);
    await answerNext(client, 'switch-chain', yes);
    expect(await asked).toBeNull();
    expect(await client.request('wallet_addEthereumChain', [andromeda])).toBeNull();
  });

  test.each([
    ['no chain id', { ...andromeda, chainId: 1088 }, -32602],
    ['no address', { ...andromeda, rpcUrls: ['http://andromeda.metis.io'] }, -32602],
    ['no name', { ...andromeda, chainName: '' }, -32602],
    ['other money', { ...andromeda, nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 } }, -32602],
    ['another network', { ...andromeda, chainId: '0x1' }, 4200],
    ['nothing', undefined, -32602],
  ])('refuses %s, and asks nobody', async (_what, network, code) => {
    await expect(client.request('wallet_addEthereumChain', [network])).rejects.toMatchObject({ code });
    expect(await client.waitFor((state) => state)).toMatchObject({ approvals: [] });
  });

  test('leaves a network that it forgets', async () => {
    await client.panel({ command: 'prefer', preferences: { hasAddedNetworks: true } });
    await client.panel({ command: 'select-network', chainId: 1088 });
    await client.panel({ command: 'prefer', preferences: { hasAddedNetworks: false } });
    expect(await client.request('eth_chainId')).toBe('0x7a69');
    await expect(client.panel({ command: 'select-network', chainId: 1088 })).rejects.toThrow('no network 1088');
  });
});

describe('the Snap', () => {
  const ask = (method: string, params?: unknown) => askAsSnap(client, snap.id, method, params);
  const ethereum = (method: string, params?: unknown) =>
    client.request('wallet_invokeSnap', {
      snapId: snap.id,
      request: { method: 'ethereum', params: { method, params } },
    });
  const scope = { methods: ['eth_sendTransaction'], notifications: [] };

  beforeEach(async () => {
    await installTestSnap(client, snap.id);
  });

  test('reads either chain, whichever the page is on', async () => {
    expect(await ethereum('eth_chainId')).toBe('0x7a69');
    expect(await ethereum('wallet_switchEthereumChain', [{ chainId: '0x440' }])).toBeNull();
    expect(await ethereum('eth_chainId')).toBe('0x440');
    expect(await ethereum('eth_blockNumber')).toBe(await other.request('eth_blockNumber'));
    expect(await client.request('eth_chainId')).toBe('0x7a69');
  });

  test('is told 4902 by a wallet without the network, and is back on the first one', async () => {
    await ethereum('wallet_switchEthereumChain', [{ chainId: '0x440' }]);
    await client.panel({ command: 'prefer', preferences: { hasAddedNetworks: false } });
    expect(await ethereum('eth_chainId')).toBe('0x7a69');
    await expect(ethereum('wallet_switchEthereumChain', [{ chainId: '0x440' }])).rejects.toMatchObject({ code: 4902 });
  });

  test('proposes a transaction of the other chain through its session, as long as the wallet has it', async () => {
    const optionalScopes = { 'eip155:31337': scope, 'eip155:1088': scope };
    const created = ask('wallet_createSession', { optionalScopes });
    const session = await answerNext(client, 'session', { approved: true, accounts: [first] });
    expect(session.networks).toEqual([{ chainId: 31337, name: 'Local chain', symbol: 'ETH' }, metis]);
    await created;
    const invoke = (method: string, params: unknown) =>
      ask('wallet_invokeMethod', { scope: 'eip155:1088', request: { method, params } });
    const asked = invoke('eth_sendTransaction', [{ from: first, to: second, value: '0x1' }]);
    await explained();
    expect(await answerNext(client, 'transaction', yes)).toMatchObject({ origin: snap.id, network: metis });
    expect(await waitForReceipt(other, String(await asked))).toMatchObject({ status: '0x1', type: '0x0' });

    await client.panel({ command: 'prefer', preferences: { hasAddedNetworks: false } });
    await expect(invoke('eth_blockNumber', [])).rejects.toMatchObject({ code: 4100 });
    expect(Object.keys(((await ask('wallet_getSession')) as { sessionScopes: object }).sessionScopes)).toEqual([
      'eip155:31337',
    ]);
  });
});
