import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';
import type { InterfaceAction } from '../../src/wallet/protocol';
import { serveTestSnap } from './test-snap';
import type { TestSnap } from './test-snap';
import { askAsSnap, installTestSnap, serveWallet, testAccounts, walletOptions } from './wallet-server';
import type { TestClient } from './wallet-server';

const [first, second] = testAccounts as [string, string];

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

const shown = () => client.waitFor(({ page }) => page?.status === 'ready' && page.shown);
const shows = (words: string) => client.waitFor(({ page }) => JSON.stringify(page).includes(words) && page);

/** Does something on the page and waits for what the Snap was told of it, which it shows. */
async function act(action: InterfaceAction): Promise<unknown> {
  const { id } = await shown();
  await client.panel({ command: 'interface', id, action });
  const told = await client.waitFor(({ page }) => {
    const [, words] = /"children":"(\{.*?\})"[,}]/u.exec(JSON.stringify(page)) ?? [];
    const event = words === undefined ? null : (JSON.parse(JSON.parse(`"${words}"`) as string) as { name?: string });
    return event?.name === action.name && event;
  });
  return told;
}

describe('the settings page', () => {
  const open = () => client.panel({ command: 'open-page', page: 'settings' });

  test('is offered where the manifest asks for it, beside the home page', async () => {
    expect(await client.waitFor(({ snap: view }) => view)).toMatchObject({ pages: ['home', 'settings'] });
    await open();
    await shows('Nothing done yet');
  });

  test.each<[string, InterfaceAction, string | null]>([
    ['RadioGroup', { kind: 'choose', name: 'span', value: 'week' }, 'week'],
    ['Selector', { kind: 'choose', name: 'pool', value: 'Pond' }, 'Pond'],
    ['DateTimePicker', { kind: 'pick-date', name: 'day', value: '2026-11-21T00:00:00Z' }, '2026-11-21T00:00:00.000Z'],
    ['DateTimePicker that is cleared', { kind: 'pick-date', name: 'day', value: '' }, null],
  ])('tells the Snap what was chosen in a %s, and keeps it', async (_what, action, value) => {
    await open();
    expect(await act(action)).toEqual({ type: 'InputChangeEvent', name: action.name, value });
    expect((await shown()).state[action.name]).toBe(value);
  });

  test('offers the accounts of the wallet, as the platform names them', async () => {
    await open();
    const of = (address: string) => ({
      accountId: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u),
      addresses: [`eip155:1:${address.toLowerCase()}`, `eip155:31337:${address.toLowerCase()}`],
    });
    expect((await shown()).state['who']).toEqual(of(first));
    expect(await act({ kind: 'choose', name: 'who', value: second })).toEqual({
      type: 'InputChangeEvent',
      name: 'who',
      value: of(second),
    });
    await client.panel({ command: 'select-account', address: second });
    await open();
    expect((await shown()).state['who']).toEqual(of(second));
    await client.panel({ command: 'select-account', address: first });
  });

  test('keeps fields of one name in two forms apart, and submits what stands in its form', async () => {
    await open();
    const { id } = await shown();
    const write = (form: string, value: string) =>
      client.panel({ command: 'interface', id, action: { kind: 'write', form, name: 'amount', value } });
    await write('first', '1');
    await write('second', '2');
    await shows('"first":{"amount":"1"},"second":{"amount":"2"}');
    await client.panel({ command: 'interface', id, action: { kind: 'click', name: 'send-second' } });
    await shows(String.raw`{\"type\":\"FormSubmitEvent\",\"name\":\"second\",\"value\":{\"amount\":\"2\"}}`);
  });

  test('keeps what a person typed when the Snap draws it anew, unless the Snap gives the field a value', async () => {
    await open();
    const { id } = await shown();
    await client.panel({
      command: 'interface',
      id,
      action: { kind: 'type', form: 'first', name: 'amount', value: '1.5' },
    });
    expect(await shows('You typed 1.5')).toMatchObject({ shown: { state: { first: { amount: '1.5' } } } });
    await client.panel({ command: 'interface', id, action: { kind: 'click', name: 'fill' } });
    expect(await shows('Filled in')).toMatchObject({ shown: { state: { first: { amount: '7.5' } } } });
  });

  test('takes no value that is not on offer', async () => {
    await open();
    const { id } = await shown();
    const refused = (action: InterfaceAction, words: string) =>
      expect(client.panel({ command: 'interface', id, action })).rejects.toThrow(words);
    await refused({ kind: 'choose', name: 'span', value: 'year' }, '"year" cannot be chosen');
    await refused({ kind: 'choose', name: 'who', value: snap.id }, 'no account of this wallet');
    await refused({ kind: 'pick-date', name: 'day', value: 'soon' }, 'no date');
    await refused({ kind: 'type', name: 'span', value: 'day' }, 'nothing named "span"');
  });
});

describe('a page that is open', () => {
  test('changes when the Snap does its work by the clock', async () => {
    await client.panel({ command: 'open-page', page: 'home' });
    const before = await shown();
    await askAsSnap(client, snap.id, 'snap_scheduleBackgroundEvent', { duration: 'PT1S', request: { method: 'soon' } });
    await shows('Work done: soon');
    expect((await shown()).id).toBe(before.id);
  });

  test('is gone for the Snap once the person left it', async () => {
    await client.panel({ command: 'open-page', page: 'home' });
    const { id } = await shown();
    await client.panel({ command: 'close-page' });
    await expect(
      askAsSnap(client, snap.id, 'snap_updateInterface', { id, ui: { type: 'Divider', props: {}, key: null } }),
    ).rejects.toThrow(`Interface with id '${id}' not found.`);
  });

  test('of two that are opened at once the later one stays', async () => {
    await Promise.all([
      client.panel({ command: 'open-page', page: 'settings' }),
      client.panel({ command: 'open-page', page: 'home' }),
    ]);
    expect(await client.waitFor(({ page }) => page?.status === 'ready' && page)).toMatchObject({ name: 'home' });
    await client.panel({ command: 'close-page' });
  });

  test('needs its permission', async () => {
    const poorer = await serveTestSnap(['endowment:page-settings', 'endowment:page-home']);
    const other = await serveWallet(walletOptions(anvil.url, poorer.url));
    try {
      await installTestSnap(other, poorer.id);
      expect(await other.waitFor(({ snap: view }) => view)).toMatchObject({ pages: [] });
      await expect(other.panel({ command: 'open-page', page: 'settings' })).rejects.toThrow(
        'No Snap with a settings page',
      );
      await expect(other.panel({ command: 'open-page', page: 'home' })).rejects.toThrow('No Snap with a home page');
    } finally {
      await other.stop();
      await poorer.stop();
    }
  });
});
