import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { testAccounts } from './wallet-server';
import {
  approval,
  approve,
  ask,
  connect,
  install,
  invoke,
  open,
  panel,
  posted,
  refuse,
  snap,
  startBrowser,
  stopBrowser,
  stopServer,
  tab,
} from './wallet-tab';
import type { Asking } from './wallet-tab';

const [first, second] = testAccounts as [string, string];

beforeAll(startBrowser);
afterAll(stopBrowser);
beforeEach(() => open());

test('announces itself plainly, by EIP-6963', async () => {
  const announced = await tab.evaluate(() => (window as unknown as Asking).announced);
  expect(announced).toEqual([
    {
      uuid: expect.stringMatching(/^[\da-f-]{36}$/u),
      name: 'Development wallet',
      rdns: 'dev.pooled-staking.devnet',
      icon: expect.stringMatching(/^data:image\/svg\+xml,/u),
    },
  ]);
  await tab.getByTestId('dev-wallet-open').click();
  expect(await panel().innerText()).toMatch(/Development wallet\s+Test money only/u);
});

describe('approvals', () => {
  test('open the panel, take the focus, and fold away again', async () => {
    const asked = ask('eth_requestAccounts');
    await approval('connect').waitFor();
    expect(await approval('connect').getAttribute('role')).toBe('dialog');
    expect(await approval('connect').evaluate((element) => element.matches(':focus'))).toBe(true);
    await tab.getByRole('radio', { name: /Account 2/u }).check();
    await approve();
    expect(await asked).toEqual({ result: [second] });
    await panel().waitFor({ state: 'detached' });
  });

  test('are refused with Escape', async () => {
    const asked = ask('eth_requestAccounts');
    await approval('connect').waitFor();
    await tab.keyboard.press('Escape');
    expect((await asked).error?.code).toBe(4001);
  });

  test('work by keyboard alone', async () => {
    const asked = ask('eth_requestAccounts');
    await approval('connect').waitFor();
    const isOn = (testId: string) => tab.getByTestId(testId).evaluate((element) => element.matches(':focus'));
    // Into the list of accounts, then to the two buttons.
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Tab');
    expect(await isOn('dev-wallet-refuse')).toBe(true);
    await tab.keyboard.press('Tab');
    expect(await isOn('dev-wallet-approve')).toBe(true);
    await tab.keyboard.press('Enter');
    expect(await asked).toEqual({ result: [first] });
  });

  test('wait for a person also when the page is loaded again', async () => {
    const asked = ask('eth_requestAccounts').catch(() => null);
    await approval('connect').waitFor();
    await tab.reload();
    await asked;
    await approval('connect').waitFor();
    await approve();
    await panel().waitFor({ state: 'detached' });
    expect(await ask('eth_accounts')).toEqual({ result: [first] });
  });

  test('change the network, of which the page hears', async () => {
    const asked = ask('wallet_switchEthereumChain', [{ chainId: '0x67932' }]);
    await approval('switch-chain').waitFor();
    await approve();
    expect(await asked).toEqual({ result: null });
    await tab.waitForFunction(() => JSON.stringify((window as unknown as Asking).seen).includes('0x67932'));
    expect(await ask('eth_chainId')).toEqual({ result: '0x67932' });
  });
});

describe('the Snap', () => {
  test('is installed after its permissions were read', async () => {
    const asked = ask('wallet_requestSnaps', { [snap.id]: {} });
    const words = await approval('install').innerText();
    expect(words).toContain('Install Test Teller');
    expect(words).toContain('Show you dialogs that you answer.');
    await refuse();
    expect((await asked).error?.code).toBe(4001);
    await install();
    await tab.getByTestId('dev-wallet-toast').getByText('Installed and ready').waitFor();
  });

  test('shows dialogs that are answered', async () => {
    await install();
    const confirmation = invoke('dialog', { type: 'confirmation', words: 'Shall I?' });
    expect(await approval('dialog').innerText()).toContain('Shall I?');
    await approve();
    expect(await confirmation).toEqual({ result: true });

    const prompt = invoke('prompt', { words: 'Who are you?' });
    await tab.getByTestId('dev-wallet-prompt').fill('Ada');
    await tab.keyboard.press('Enter');
    expect(await prompt).toEqual({ result: 'Ada' });

    const alert = invoke('dialog', { type: 'alert', words: 'Know this' });
    await approval('dialog').getByText('Know this').waitFor();
    expect(await tab.getByTestId('dev-wallet-refuse').count()).toBe(0);
    await approve();
    expect(await alert).toEqual({ result: null });
  });

  test('shows a dialog of its own making, and one on top of it', async () => {
    await install();
    const custom = invoke('custom');
    await tab.getByLabel('Amount').fill('12');
    await tab.getByRole('button', { name: 'Take it' }).click();
    await approval('dialog').getByText('Sure about it?').waitFor();
    await approve();
    expect(await custom).toEqual({ result: { sure: true, amount: '12', kind: 'custom' } });
  });

  test('has a home page with working fields', async () => {
    await install();
    await tab.getByTestId('dev-wallet-open').click();
    await tab.getByTestId('dev-wallet-home').click();
    const home = tab.getByTestId('dev-wallet-home-page');
    await home.getByText('Nobody greeted yet').waitFor();
    await home.getByLabel('Name').fill('Grace');
    await home.getByLabel('Name').press('Enter');
    await home.getByText('Hello Grace').waitFor();
    await home.getByLabel('Loud').check();
    await home.getByText('loud is true').waitFor();
    await home.getByRole('combobox').selectOption('blue');
    await home.getByText('colour is blue').waitFor();
    expect(await home.getByLabel('Name').inputValue()).toBe('Grace');
    await tab.getByRole('button', { name: 'Back to the wallet' }).click();
    await tab.getByTestId('dev-wallet-account').waitFor();
  });
});

describe('transactions', () => {
  test('show what they do, and are sent', async () => {
    await install();
    await connect();
    const asked = ask('eth_sendTransaction', [
      { from: first, to: second, value: '0x14d1120d7b160000', data: '0x1234' },
    ]);
    await approval('transaction').getByText('What this does').waitFor();
    expect(await tab.getByTestId('dev-wallet-value').innerText()).toBe('1.5 ETH');
    const words = await approval('transaction').innerText();
    expect(words).toMatch(/From\s+Account 1 \(new\)\s+To\s+Account 2/u);
    expect(words).toMatch(/Network fee\s+at most [\d.]+ ETH\s*about [\d.]+ ETH/u);
    await approve();
    expect((await asked).result).toMatch(/^0x[\da-f]{64}$/u);
  });

  test('that are critical are confirmed a second time', async () => {
    await install();
    await connect();
    const asked = ask('eth_sendTransaction', [{ from: first, to: second, data: '0xbad0' }]);
    await approval('transaction').getByText('What this does').waitFor();
    await approve();
    await approval('transaction').getByText('Stop and read this').waitFor();
    await refuse();
    expect((await asked).error?.code).toBe(4001);

    const again = ask('eth_sendTransaction', [{ from: first, to: second, data: '0xbad0' }]);
    await approval('transaction').getByText('What this does').waitFor();
    await approve();
    await tab.getByRole('button', { name: 'Confirm anyway' }).click();
    expect((await again).result).toMatch(/^0x/u);
  });

  test('say when their insight failed', async () => {
    await install();
    await connect();
    const asked = ask('eth_sendTransaction', [{ from: first, to: second, data: '0xdead' }]);
    await approval('transaction').getByText('insight broke').waitFor();
    await approve();
    expect((await asked).result).toMatch(/^0x/u);
  });
});

describe('messages to sign', () => {
  const typed = (action: string) => ({
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      Order: [{ name: 'action', type: 'string' }],
    },
    primaryType: 'Order',
    domain: { name: 'Shop', chainId: 31337, verifyingContract: second },
    message: { action },
  });

  test('show who asks for what, and are confirmed a second time when they are critical', async () => {
    await install();
    await connect();
    const asked = ask('eth_signTypedData_v4', [first, typed('<b>steal</b>')]);
    await approval('signature').getByText('What this allows').waitFor();
    expect(await tab.getByTestId('dev-wallet-message').innerText()).toContain('"action": "<b>steal</b>"');
    expect(await approval('signature').innerText()).toMatch(
      /Signed by\s+Account 1 \(new\)[\s\S]+For\s+Shop\s+Contract/u,
    );
    await refuse();
    expect((await asked).error?.code).toBe(4001);

    const again = ask('eth_signTypedData_v4', [first, typed('steal')]);
    await approval('signature').getByText('What this allows').waitFor();
    await approve();
    await approval('signature').getByText('Stop and read this').waitFor();
    await tab.getByRole('button', { name: 'Sign anyway' }).click();
    expect((await again).result).toMatch(/^0x[\da-f]{130}$/u);
  });
});

describe('the panel', () => {
  test('changes account and network', async () => {
    await connect();
    await tab.getByTestId('dev-wallet-open').click();
    await tab.getByTestId('dev-wallet-account').selectOption(second);
    await tab.waitForFunction(
      (account) => JSON.stringify((window as unknown as Asking).seen).includes(`["accountsChanged",["${account}"]]`),
      second,
    );
    await tab.getByTestId('dev-wallet-network').selectOption('424242');
    await tab.waitForFunction(() => JSON.stringify((window as unknown as Asking).seen).includes('0x67932'));
    await tab.getByTestId('dev-wallet-balance').getByText('0 ETH').waitFor();
    await tab.getByTestId('dev-wallet-disconnect').click();
    await tab.waitForFunction(() =>
      JSON.stringify((window as unknown as Asking).seen).includes('["accountsChanged",[]]'),
    );
    expect(await ask('eth_accounts')).toEqual({ result: [] });
  });

  test('commands the operator and says what came of it', async () => {
    await tab.getByTestId('dev-wallet-open').click();
    await tab.getByText('Chain controls').click();
    const outcome = tab.getByTestId('dev-wallet-control-outcome');
    await tab.getByTestId('dev-wallet-control-return-eth').click();
    await outcome.getByText('2.5 ETH came back').waitFor();
    await tab.getByTestId('dev-wallet-control-harvest').click();
    await outcome.getByText('The oracles of this chain are not ours.').waitFor();
    await tab.getByTestId('dev-wallet-control-reward').click();
    await outcome.getByText('A reward of 0.1 ETH was reported.').waitFor();
    expect(posted).toEqual([
      { command: 'return-eth' },
      { command: 'harvest' },
      { command: 'report', reward: '100000000000000000' },
    ]);
  });

  test('says when the devnet is gone', async () => {
    await tab.getByTestId('dev-wallet-open').click();
    await stopServer();
    await tab.getByText('The devnet does not answer. Is it still running?').waitFor();
    expect((await ask('eth_chainId')).error?.code).toBe(4900);
  });

  test.each([1280, 360])('leaves the page usable at a width of %i', async (width) => {
    await open({ width });
    const own = tab.locator('#own');
    await own.click();
    expect(await own.innerText()).toBe('Pressed');
    await tab.reload();
    await tab.getByTestId('dev-wallet-open').click();
    await panel().waitFor();
    await own.click();
    expect(await own.innerText()).toBe('Pressed');
    const isWide = await tab.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(isWide).toBe(false);
    await tab.keyboard.press('Escape');
    await tab.getByTestId('dev-wallet-fold').click();
    await tab.getByTestId('dev-wallet-open').waitFor();
  });
});
