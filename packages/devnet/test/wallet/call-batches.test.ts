import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';
import { placeSmartAccount, SMART_ACCOUNT_CODE } from '../../src/contracts/smart-account';
import { waitForReceipt } from '../../src/contracts/transact';
import { startMetisChain } from '../../src/metis/chain';
import type { Answer } from '../../src/wallet/protocol';
import { serveTestSnap } from './test-snap';
import type { TestSnap } from './test-snap';
import { answerNext, installTestSnap, serveWallet, testAccounts, walletOptions } from './wallet-server';
import type { TestClient } from './wallet-server';

const [first, second] = testAccounts as [string, string];
const strangers = ['0x5eed000000000000000000000000000000000001', '0x5eed000000000000000000000000000000000002'] as const;
const yes: Answer = { approved: true };
const id = `0x${'ab'.repeat(32)}`;
const delegation = `0xef0100${SMART_ACCOUNT_CODE.slice(2)}`;

let local: Anvil;
let metis: Anvil;
let snap: TestSnap;
let client: TestClient;
let clean: unknown;

beforeAll(async () => {
  [local, metis, snap] = await Promise.all([
    startAnvil({ chainId: 31337 }),
    startMetisChain(Math.floor(Date.now() / 1000)),
    serveTestSnap(),
  ]);
  await placeSmartAccount(local);
});

afterAll(async () => {
  await Promise.all([local.stop(), metis.stop(), snap.stop()]);
});

beforeEach(async () => {
  clean = await local.request('evm_snapshot');
  const chains = [
    { chainId: 31337, url: local.url },
    { chainId: 1088, url: metis.url },
  ];
  client = await serveWallet({ ...walletOptions(local.url, snap.url), chains });
  const asked = client.request('eth_requestAccounts');
  await Promise.all([answerNext(client, 'connect', { approved: true, account: first }), asked]);
});

afterEach(async () => {
  await client.stop();
  // What is still on its way would be mined after all is put back.
  await local.request('evm_mine');
  await local.request('evm_revert', [clean]);
});

type Call = { to?: string; value?: string; data?: string; capabilities?: unknown };

const payments: readonly Call[] = [
  { to: strangers[0], value: '0x5' },
  { to: strangers[1], value: '0x7' },
];
const wanted = (calls: readonly Call[] = payments, others: object = {}) => ({
  ...{ version: '2.0.0', from: first, chainId: '0x7a69', atomicRequired: true, calls },
  ...others,
});
const send = (calls?: readonly Call[], others?: object) =>
  client.request('wallet_sendCalls', [wanted(calls, others)]) as Promise<{ id: string }>;
const statusOf = (of: string) =>
  client.request('wallet_getCallsStatus', [of]) as Promise<{
    status: number;
    receipts?: readonly { transactionHash: string; gasUsed: string; status: string }[];
  }>;
/** As {@link statusOf}, once they are no longer on their way. */
const endOf = async (of: string) => {
  for (let asked = 0; asked < 1_000; asked += 1) {
    const status = await statusOf(of);
    if (status.status !== 100) {
      return status;
    }
  }
  throw new Error('The calls do not end.');
};
const balanceOf = async (account: string, tag = 'latest') =>
  BigInt(String(await local.request('eth_getBalance', [account, tag])));
const codeOf = async (account: string) => String(await local.request('eth_getCode', [account, 'latest'])).toLowerCase();
const capabilities = (...params: unknown[]) => client.request('wallet_getCapabilities', params);

describe('calls that go out together', () => {
  test('make a smart account of a plain one, are explained by the Snap, and land to the wei in one transaction', async () => {
    await installTestSnap(client, snap.id);
    expect(await capabilities(first)).toEqual({ '0x7a69': { atomic: { status: 'ready' } } });
    const before = await balanceOf(first);
    const asked = send(payments, { id });
    const shown = await answerNext(client, 'transaction', yes);
    expect(shown).toMatchObject({
      to: first,
      value: '0.000000000000000012 ETH',
      upgradesTo: SMART_ACCOUNT_CODE,
      calls: [
        { to: strangers[0], value: '0.000000000000000005 ETH', data: '0x' },
        { to: strangers[1], value: '0.000000000000000007 ETH', data: '0x' },
      ],
      warnings: [],
    });
    expect(JSON.stringify(shown)).toContain('fields authorizationList data from gas maxFeePerGas');
    expect(await asked).toEqual({ id });

    const status = await endOf(id);
    expect(status).toMatchObject({ version: '2.0.0', id, chainId: '0x7a69', atomic: true, status: 200 });
    expect(status.receipts).toHaveLength(1);
    const [{ transactionHash } = { transactionHash: '' }] = status.receipts ?? [];
    const { gasUsed, effectiveGasPrice } = await waitForReceipt(local, transactionHash);
    expect(await balanceOf(first)).toBe(before - 12n - BigInt(gasUsed) * BigInt(effectiveGasPrice));
    expect(await Promise.all(strangers.map((each) => balanceOf(each)))).toEqual([5n, 7n]);
    expect(await codeOf(first)).toBe(delegation);

    // From now on it is one.
    expect(await capabilities(first, ['0x7a69'])).toEqual({ '0x7a69': { atomic: { status: 'supported' } } });
    const again = send();
    expect(await answerNext(client, 'transaction', yes)).toMatchObject({ upgradesTo: null });
    const { id: given } = await again;
    expect(given).toMatch(/^0x[\da-f]{32}$/u);
    expect(await endOf(given)).toMatchObject({ status: 200 });
    expect(await balanceOf(strangers[0])).toBe(10n);
  });

  test('do nothing at all when one of them fails, which is said before and after', async () => {
    // The contract knows no such call.
    const asked = send([payments[0] as Call, { to: SMART_ACCOUNT_CODE, data: '0xdeadbeef' }], { id });
    const { warnings } = await answerNext(client, 'transaction', yes);
    expect(warnings).toEqual([expect.stringContaining('likely to fail')]);
    await asked;
    expect(await endOf(id)).toMatchObject({ status: 500, receipts: [{ status: '0x0' }] });
    expect(await balanceOf(strangers[0])).toBe(0n);
  });

  test('are pending until they are mined, and reverted when something else takes their place', async () => {
    await local.request('evm_setAutomine', [false]);
    try {
      const asked = send(payments, { id });
      await answerNext(client, 'transaction', yes);
      await asked;
      const pending = await statusOf(id);
      expect(pending).toMatchObject({ status: 100 });
      expect(pending.receipts).toBeUndefined();
      await local.request('anvil_dropAllTransactions');
      await local.request('eth_sendTransaction', [{ from: first, to: second, value: '0x1' }]);
      await local.request('evm_mine');
      expect(await statusOf(id)).toMatchObject({ status: 500 });
      expect(await client.request('wallet_showCallsStatus', [id])).toBeNull();
      expect(await client.waitForToast()).toMatchObject({ message: 'None of them happened.' });
    } finally {
      await local.request('evm_setAutomine', [true]);
    }
  });

  test('are sent as a plain transaction when there is one alone', async () => {
    const asked = send([payments[0] as Call]);
    expect(await answerNext(client, 'transaction', yes)).toMatchObject({
      to: strangers[0],
      calls: [],
      upgradesTo: null,
    });
    expect(await endOf((await asked).id)).toMatchObject({ status: 200 });
    expect(await codeOf(first)).toBe('0x');
  });

  test('leave nothing behind when the person refuses them', async () => {
    const refused = expect(send(payments, { id })).rejects.toMatchObject({ code: 4001 });
    await answerNext(client, 'transaction', { approved: false });
    await refused;
    await expect(statusOf(id)).rejects.toMatchObject({ code: 5730 });
    // The same id is free again.
    const asked = send(payments, { id });
    await answerNext(client, 'transaction', yes);
    expect(await asked).toEqual({ id });
    await expect(send(payments, { id: id.toUpperCase().replace('0X', '0x') })).rejects.toMatchObject({ code: 5720 });
  });
});

describe('what is refused before anybody is asked', () => {
  const optional = { somethingElse: { optional: true } };
  test.each([
    ['another version', wanted(payments, { version: '1.0' }), -32000],
    ['another chain', wanted(payments, { chainId: '0x1' }), -32602],
    ['no chain', wanted(payments, { chainId: undefined }), -32602],
    ['no word whether it has to be atomic', wanted(payments, { atomicRequired: undefined }), -32602],
    ['no calls', wanted([]), -32602],
    ['a malformed call', wanted([{ to: 'nobody' }, {}]), -32602],
    ['a malformed id', wanted(payments, { id: 'mine' }), -32602],
    ['an account that is not shared', wanted(payments, { from: second }), 4100],
    ['a capability that is required', wanted(payments, { capabilities: { paymasterService: {}, ...optional } }), 5700],
    ['one that a call requires', wanted([{ ...payments[0], capabilities: { other: {} } }, {}]), 5700],
    ['more calls than are taken', wanted(Array.from({ length: 11 }, () => ({ to: strangers[0] }))), 5740],
    ['a call to an account of the wallet', wanted([{ to: second }, { to: strangers[0] }]), -32602],
    ['nothing', undefined, -32602],
  ])('%s', async (_what, params, code) => {
    await expect(client.request('wallet_sendCalls', [params])).rejects.toMatchObject({ code });
    expect(await client.waitFor((state) => state)).toMatchObject({ approvals: [] });
  });

  test('a status of calls that nobody made, and what is no id', async () => {
    await expect(statusOf(id)).rejects.toMatchObject({ code: 5730 });
    await expect(client.request('wallet_showCallsStatus', [id])).rejects.toMatchObject({ code: 5730 });
    await expect(client.request('wallet_getCallsStatus', [5])).rejects.toMatchObject({ code: -32602 });
  });

  test('capabilities of an account that is not shared', async () => {
    await expect(capabilities(second)).rejects.toMatchObject({ code: 4100 });
    await expect(capabilities(first, ['1'])).rejects.toMatchObject({ code: -32602 });
  });

  test('calls on a chain without smart accounts', async () => {
    await client.panel({ command: 'select-network', chainId: 1088 });
    expect(await capabilities(first, ['0x440'])).toEqual({});
    await expect(send(payments, { chainId: '0x440' })).rejects.toMatchObject({ code: 5710 });
  });

  test('calls of a plain account in a wallet whose person wants no smart accounts', async () => {
    await client.panel({ command: 'prefer', preferences: { offersSmartAccounts: false } });
    expect(await capabilities(first)).toEqual({});
    await expect(send()).rejects.toMatchObject({ code: 5750 });
    // One that is smart already stays so.
    await local.request('anvil_setCode', [first, delegation]);
    expect(await capabilities(first)).toEqual({ '0x7a69': { atomic: { status: 'supported' } } });
  });

  test('calls of an account that runs the code of another contract', async () => {
    await local.request('anvil_setCode', [first, `0xef0100${strangers[0].slice(2)}`]);
    expect(await capabilities(first)).toEqual({});
    await expect(send()).rejects.toMatchObject({ code: -32603 });
  });
});

test('the code of a smart account runs for nobody but the account', async () => {
  await local.request('anvil_setCode', [first, delegation]);
  const word = (value: number): string => value.toString(16).padStart(64, '0');
  // No calls at all: what the account itself may run.
  const data = `0xe9ae5c53${'01'.padEnd(64, '0')}${[0x40, 0x40, 0x20, 0].map(word).join('')}`;
  const call = (from: string) => local.request('eth_call', [{ from, to: first, data }, 'latest']);
  expect(await call(first)).toBe('0x');
  await expect(call(second)).rejects.toThrow('revert');
});
