import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { testAccounts } from './wallet-server';
import { approval, approve, install, invoke, open, snap, startBrowser, stopBrowser, tab } from './wallet-tab';

const [first, second, third] = testAccounts as [string, string, string];

beforeAll(startBrowser);
afterAll(stopBrowser);
beforeEach(async () => {
  await open();
  await install();
});

const askSnap = (method: string, params?: unknown) =>
  invoke('ask', { method, ...(params === undefined ? {} : { params }) });
const settings = () => tab.getByTestId('dev-wallet-settings-page');
const home = () => tab.getByTestId('dev-wallet-home-page');
const openPanel = () => tab.getByTestId('dev-wallet-open').click();

async function openSettings(): Promise<void> {
  await openPanel();
  await tab.getByTestId('dev-wallet-settings').click();
  await settings().getByText('Nothing done yet').waitFor();
}

/** Waits for the words in which the Snap shows what it was told. */
const told = (words: string | RegExp) => settings().getByText(words).waitFor();

describe('fields of the Snap', () => {
  beforeEach(openSettings);

  test('radio groups and selectors are chosen by a click, and stay so', async () => {
    await settings().getByRole('radio', { name: 'week' }).check();
    await told(/"name":"span","value":"week"/u);
    await settings().getByRole('radio', { name: /Pond/u }).check();
    await told(/"name":"pool","value":"Pond"/u);
    expect(await settings().getByRole('radio', { name: 'week' }).isChecked()).toBe(true);
    expect(await settings().getByRole('radio', { name: 'day' }).isChecked()).toBe(false);
    expect(await settings().getByRole('radio', { name: /Pond/u }).isChecked()).toBe(true);
  });

  test('dates and times are those of the person who picks them', async () => {
    const zone = (local: string) => tab.evaluate((time) => new Date(time).toISOString(), local);
    await settings().getByLabel('Day', { exact: true }).fill('2026-11-21');
    await told(`"name":"day","value":"${await zone('2026-11-21T00:00')}"`);
    expect(await settings().getByLabel('Day', { exact: true }).inputValue()).toBe('2026-11-21');
    await settings().getByLabel('Moment').fill('2026-11-21T23:30');
    await told(`"name":"moment","value":"${await zone('2026-11-21T23:30')}"`);
    expect(await settings().getByLabel('Moment').inputValue()).toBe('2026-11-21T23:30');
    await settings().getByLabel('Hour').fill('07:45');
    await told(/"name":"hour","value":"\d{4}-\d\d-\d\dT\d\d:45:00.000Z"/u);
    expect(await settings().getByLabel('Hour').inputValue()).toBe('07:45');
    await settings().getByLabel('Day', { exact: true }).fill('');
    await told('"name":"day","value":null');
  });

  test('accounts of the wallet are on offer', async () => {
    await settings().getByLabel('Account').selectOption(second);
    await told(`"addresses":["eip155:1:${second.toLowerCase()}","eip155:31337:${second.toLowerCase()}"]`);
    expect(await settings().locator('.account-selector').innerText()).toContain('Account 2');
  });

  test('keep focus and caret when the Snap puts something before them, and it hears of each pause', async () => {
    const field = settings().getByLabel('Amount of the first');
    await field.click();
    await tab.keyboard.type('1.5');
    await settings().getByText('You typed 1.5').first().waitFor();
    await tab.keyboard.type('2');
    await settings().getByText('You typed 1.52').first().waitFor();
    expect(await field.inputValue()).toBe('1.52');
    expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  test('are submitted as they stand, also within the pause', async () => {
    await settings().getByLabel('Amount of the second').fill('3');
    await settings().getByRole('button', { name: 'Send the second' }).click();
    await told('{"type":"FormSubmitEvent","name":"second","value":{"amount":"3"}}');
  });

  test('take the value that the Snap gives them', async () => {
    await settings().getByLabel('Amount of the first').fill('3');
    // What the Snap says to it would else come after what it says to the button.
    await settings().getByText('You typed 3').first().waitFor();
    await settings().getByRole('button', { name: 'Fill it in' }).click();
    await settings().getByText('Filled in').waitFor();
    expect(await settings().getByLabel('Amount of the first').inputValue()).toBe('7.5');
  });
});

test('a page that is open changes when the Snap works by the clock, or is made to', async () => {
  await openPanel();
  await tab.getByTestId('dev-wallet-work').getByText('Its work by the clock: 2').click();
  await tab.getByTestId('dev-wallet-run-work').nth(1).click();
  await tab.getByTestId('dev-wallet-toast').getByText('the work broke').waitFor();
  await tab.getByTestId('dev-wallet-home').click();
  await home().getByText('Nobody greeted yet').waitFor();
  await home().getByLabel('Name').fill('Grace');
  await askSnap('snap_scheduleBackgroundEvent', { duration: 'PT1S', request: { method: 'soon' } });
  await home().getByText('Work done: soon').waitFor();
  expect(await home().getByLabel('Name').inputValue()).toBe('Grace');
});

test('notifications are counted, listed, opened, and lead to the page of the Snap', async () => {
  await tab.getByRole('button', { name: 'Open the development wallet: 1 not read' }).waitFor();
  await askSnap('snap_notify', {
    type: 'inApp',
    message: 'A penalty fell: see [the site](https://example.org)',
    title: 'Penalty',
    content: { type: 'Text', props: { children: 'Half an ETH is gone' }, key: null },
    footerLink: { href: `metamask://snap/${snap.id}/home`, text: 'Open the page' },
  });
  await openPanel();
  await tab.getByRole('button', { name: 'Notifications: 2 not read' }).click();
  const items = tab.getByTestId('dev-wallet-notification');
  expect(await items.first().innerText()).toContain('A penalty fell: see the site');
  expect(await items.first().getByRole('link').getAttribute('href')).toBe('https://example.org');
  await items.first().getByText('Show more').click();
  const opened = tab.getByTestId('dev-wallet-notification-page');
  expect(await opened.innerText()).toMatch(/Penalty[\s\S]+Half an ETH is gone[\s\S]+Open the page/u);
  await opened.getByText('Open the page').click();
  await home().getByText('Nobody greeted yet').waitFor();
  await tab.getByRole('button', { name: 'Notifications: 1 not read' }).click();
  await tab.getByTestId('dev-wallet-read-all').click();
  await tab.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
});

test('a session is allowed for chosen accounts, shown, and ended', async () => {
  const scopes = { 'eip155:31337': { methods: ['eth_sendTransaction'], notifications: [] } };
  const asked = askSnap('wallet_createSession', { optionalScopes: scopes });
  await approval('session')
    .getByRole('checkbox', { name: /Account 3/u })
    .check();
  await approval('session')
    .getByRole('checkbox', { name: /Account 1/u })
    .uncheck();
  expect(await approval('session').innerText()).toMatch(/Networks\s+Local chain/u);
  await approve();
  expect(JSON.stringify(await asked)).toContain(`["eip155:31337:${third.toLowerCase()}"]`);
  await openPanel();
  expect(await tab.getByTestId('dev-wallet-session').innerText()).toContain('Account 3');

  const sending = askSnap('wallet_invokeMethod', {
    scope: 'eip155:31337',
    request: { method: 'eth_sendTransaction', params: [{ from: third, to: first, value: '0x1', data: '0x12' }] },
  });
  await approval('transaction').getByText('What this does').waitFor();
  expect(await approval('transaction').innerText()).toContain(snap.id.replace('local:http://', ''));
  await approve();
  expect((await sending).result).toMatch(/^0x[\da-f]{64}$/u);
  await tab.getByTestId('dev-wallet-end-session').click();
  await tab.getByTestId('dev-wallet-session').waitFor({ state: 'detached' });

  await tab.getByText('Developer settings').click();
  await tab.getByTestId('dev-wallet-older').check();
  expect((await askSnap('wallet_getSession')).error?.code).toBe(-32601);
});

test('a locked wallet asks to be unlocked before anything else', async () => {
  await openPanel();
  await tab.getByTestId('dev-wallet-lock').click();
  await tab.getByTestId('dev-wallet-locked').waitFor();
  await tab.getByTestId('dev-wallet-fold').click();
  const asked = invoke('dialog', { type: 'confirmation', words: 'Shall I?' });
  await tab.getByText('Unlock it to answer a question.').waitFor();
  await tab.getByTestId('dev-wallet-unlock').click();
  await approval('dialog').getByText('Shall I?').waitFor();
  await approve();
  expect(await asked).toEqual({ result: true });
});

test('says whether a person looks at it', async () => {
  const isActive = async () => ((await askSnap('snap_getClientStatus')).result as { active: boolean }).active;
  expect(await isActive()).toBe(false);
  const heard = tab.waitForResponse((response) => response.request().postData()?.includes('"show"') === true);
  await openPanel();
  await heard;
  expect(await isActive()).toBe(true);
});

test('language and currency are chosen in the developer settings', async () => {
  await openPanel();
  await tab.getByText('Developer settings').click();
  await tab.getByTestId('dev-wallet-locale').selectOption('pt_BR');
  await tab.getByTestId('dev-wallet-currency').selectOption('brl');
  expect((await askSnap('snap_getPreferences')).result).toMatchObject({ locale: 'pt_BR', currency: 'brl' });
});
