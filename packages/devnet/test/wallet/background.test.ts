import { afterEach, beforeAll, afterAll, beforeEach, describe, expect, test } from '@jest/globals';

import { startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';
import { serveTestSnap } from './test-snap';
import type { TestSnap } from './test-snap';
import { answerNext, askAsSnap, installTestSnap, serveWallet, walletOptions } from './wallet-server';
import type { TestClient } from './wallet-server';

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
  await installTestSnap(client, snap.id);
});

afterEach(async () => {
  await client.stop();
  await snap.stop();
});

const ask = (method: string, params?: unknown) => askAsSnap(client, snap.id, method, params);
const work = () => client.waitFor(({ snap: view }) => view?.work);
const stateOf = (key: string) => ask('snap_getState', { key, encrypted: false });

async function waitForDone(count: number): Promise<unknown[]> {
  for (;;) {
    const done = (await stateOf('done')) as unknown[] | null;
    if (done !== null && done.length >= count) {
      return done;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('background events', () => {
  const schedule = (params: unknown) => ask('snap_scheduleBackgroundEvent', params);
  const request = { method: 'look', params: { again: true } };

  test('reach onCronjob when they are due, once', async () => {
    const id = await schedule({ duration: 'PT1S', request });
    expect(await ask('snap_getBackgroundEvents')).toMatchObject([{ id, snapId: snap.id, request }]);
    expect(await waitForDone(1)).toEqual([request]);
    expect(await ask('snap_getBackgroundEvents')).toEqual([]);
  });

  test('can be set for a date, listed and cancelled', async () => {
    const date = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z`;
    const id = await schedule({ date, request });
    expect(await ask('snap_getBackgroundEvents')).toMatchObject([{ id, date, scheduledAt: expect.any(String) }]);
    expect(await work()).toContainEqual({ id, method: 'look', schedule: date, next: date, isJob: false });
    expect(await ask('snap_cancelBackgroundEvent', { id })).toBeNull();
    expect(await ask('snap_getBackgroundEvents')).toEqual([]);
    await expect(ask('snap_cancelBackgroundEvent', { id })).rejects.toThrow('does not exist');
  });

  test.each([
    ['in the past', { date: '2020-01-01T00:00:00Z', request }, 'Cannot schedule an event in the past.'],
    ['without a time', { request }, 'Invalid params'],
    ['with a duration that is none', { duration: 'soon', request }, 'Not a valid ISO 8601 duration'],
    ['with a date without its zone', { date: '2099-01-01T00:00:00', request }, 'ISO 8601'],
    ['without a request', { duration: 'PT1M' }, 'Invalid params'],
  ])('%s are refused with the words of the platform', async (_what, params, words) => {
    await expect(schedule(params)).rejects.toThrow(words);
  });

  test('come a second later where the duration is shorter', async () => {
    const start = Date.now();
    await schedule({ duration: 'PT0S', request });
    await waitForDone(1);
    expect(Date.now() - start).toBeGreaterThanOrEqual(950);
  });

  test('outlive a restart of the Snap, and end with its update', async () => {
    const id = await schedule({ duration: 'PT1H', request });
    await client.panel({ command: 'restart-snap' });
    expect(await ask('snap_getBackgroundEvents')).toMatchObject([{ id }]);
    snap.publish('1.1.0');
    const updated = client.panel({ command: 'install-snap' });
    expect(await answerNext(client, 'install', { approved: true })).toMatchObject({ isUpdate: true });
    await updated;
    expect(await ask('snap_getBackgroundEvents')).toEqual([]);
  });

  test('can be run at once by the person', async () => {
    const id = String(await schedule({ duration: 'PT1H', request }));
    await client.panel({ command: 'run-work', id });
    expect(await stateOf('done')).toEqual([request]);
    expect(await ask('snap_getBackgroundEvents')).toEqual([]);
    await expect(client.panel({ command: 'run-work', id })).rejects.toThrow('no longer scheduled');
  });
});

describe('jobs of the manifest', () => {
  test('are scheduled by their expression or duration, and stay when they are run at once', async () => {
    const jobs = await work();
    const year = new Date().getUTCFullYear() + 1;
    expect(jobs).toEqual([
      expect.objectContaining({
        method: 'yearly',
        schedule: '0 0 1 1 *',
        next: `${year}-01-01T00:00:00.000Z`,
        isJob: true,
      }),
      expect.objectContaining({ method: 'break', schedule: 'PT48H', isJob: true }),
    ]);
    await client.panel({ command: 'run-work', id: jobs[0]?.id ?? '' });
    expect(await stateOf('done')).toEqual([{ method: 'yearly', params: { deep: true } }]);
    expect(await work()).toHaveLength(2);
  });

  test('that fail are told to the person', async () => {
    await client.waitForToast();
    const [, breaking] = await work();
    await client.panel({ command: 'run-work', id: breaking?.id ?? '' });
    expect(await client.waitForToast()).toEqual({
      title: 'Test Teller failed',
      message: 'the work broke',
      tone: 'error',
    });
  });
});

describe('notifications', () => {
  // The one that greets at installation.
  beforeEach(() => client.waitForToast());

  const notify = (params: Record<string, unknown>) => ask('snap_notify', { type: 'inApp', ...params });
  const list = () => client.waitFor(({ notifications }) => notifications);

  test('are kept, newest first, until they are read', async () => {
    await notify({ message: 'An exit is ready' });
    expect(await list()).toMatchObject([
      { kind: 'inApp', message: 'An exit is ready', title: null, shown: null, isRead: false },
      { message: 'Installed and ready', isRead: false },
    ]);
    const [newest] = await list();
    await client.panel({ command: 'read-notification', id: newest?.id ?? '' });
    await client.waitFor(
      ({ notifications }) => notifications[0]?.isRead === true && notifications[1]?.isRead === false,
    );
    await client.panel({ command: 'read-notification', id: null });
    await client.waitFor(({ notifications }) => notifications.every(({ isRead }) => isRead));
  });

  test('show title, content and where they lead, also after the Snap was restarted', async () => {
    const content = { type: 'Text', props: { children: 'Half an ETH is gone' }, key: null };
    const footerLink = { href: `metamask://snap/${snap.id}/home`, text: 'Open the page' };
    await notify({ message: 'A penalty', title: 'A penalty fell', content, footerLink });
    const expected = { title: 'A penalty fell', footerLink, shown: { content } };
    expect((await list())[0]).toMatchObject(expected);
    await client.panel({ command: 'restart-snap' });
    expect((await list())[0]).toMatchObject(expected);
  });

  test.each([
    ['an empty message', { message: '' }, 'less than 500 characters'],
    ['one of 500 characters', { message: 'x'.repeat(500) }, 'less than 500 characters'],
    ['a native one of 50', { type: 'native', message: 'x'.repeat(50) }, 'less than 50 characters'],
    ['an unknown type', { type: 'loud', message: 'a' }, 'valid notification "type"'],
    ['a link to http', { message: 'see [this](http://example.org)' }, 'Invalid URL'],
    [
      'a link to a Snap that is not there',
      {
        message: 'a',
        title: 'b',
        content: { type: 'Divider', props: {}, key: null },
        footerLink: { href: 'metamask://snap/npm:other/home', text: 'c' },
      },
      'not installed',
    ],
    ['content without a title', { message: 'a', content: { type: 'Divider', props: {}, key: null } }, 'Invalid params'],
  ])('%s is refused with the words of the platform, and counts for nothing', async (_what, params, words) => {
    await expect(notify(params)).rejects.toMatchObject({ code: -32602, message: expect.stringContaining(words) });
    expect(await list()).toHaveLength(1);
  });

  test('are limited to five a minute in the wallet, and native ones to two in five minutes', async () => {
    const many = async (count: number, params: Record<string, unknown>) => {
      for (let index = 0; index < count; index += 1) {
        await notify({ message: `number ${index}`, ...params });
      }
    };
    // The one that greets at installation counts as well.
    await many(4, {});
    await expect(notify({ message: 'one too many' })).rejects.toMatchObject({
      code: -32005,
      message: '"showInAppNotification" is currently rate-limited. Please try again later.',
    });
    await many(2, { type: 'native' });
    await expect(notify({ message: 'one too many', type: 'native' })).rejects.toMatchObject({ code: -32005 });
    expect((await list()).map(({ kind }) => kind).filter((kind) => kind === 'native')).toHaveLength(2);
  });
});

describe('install and update', () => {
  test('each run their handler once, with who asked', async () => {
    expect(await client.waitForToast()).toMatchObject({ message: 'Installed and ready' });
    const request = { method: 'greeted' };
    expect(await client.request('wallet_invokeSnap', { snapId: snap.id, request })).toBe(client.url);
    snap.publish('1.1.0');
    const updated = client.panel({ command: 'install-snap' });
    await answerNext(client, 'install', { approved: true });
    await updated;
    expect(await client.waitForToast()).toMatchObject({ message: 'Updated and ready' });
    await client.panel({ command: 'install-snap' });
    expect(await client.waitForToast()).toMatchObject({ message: 'This is the newest version.' });
  });

  test('leave all as it was where the person refuses', async () => {
    snap.publish('1.1.0');
    const asked = client.panel({ command: 'install-snap' });
    await answerNext(client, 'install', { approved: false });
    await asked;
    expect(await client.waitFor(({ snap: view }) => view)).toMatchObject({ version: '1.0.0' });
  });

  test('run no handler without the permission', async () => {
    const poorer = await serveTestSnap(['endowment:lifecycle-hooks']);
    const other = await serveWallet(walletOptions(anvil.url, poorer.url));
    try {
      await installTestSnap(other, poorer.id);
      expect(await other.waitFor(({ notifications }) => notifications)).toEqual([]);
    } finally {
      await other.stop();
      await poorer.stop();
    }
  });
});

describe('a locked wallet', () => {
  const status = () => ask('snap_getClientStatus');

  test('says that it is locked, and whether somebody looks at it', async () => {
    expect(await status()).toMatchObject({ locked: false, active: false, platformVersion: expect.any(String) });
    await client.panel({ command: 'show', tab: 'a', isOpen: true });
    await client.panel({ command: 'lock' });
    expect(await status()).toMatchObject({ locked: true, active: true });
    await client.panel({ command: 'show', tab: 'a', isOpen: false });
    await client.panel({ command: 'unlock' });
    expect(await status()).toMatchObject({ locked: false, active: false });
  });

  test('shows nobody its accounts, and asks only when it is unlocked', async () => {
    const connecting = client.request('eth_requestAccounts');
    await answerNext(client, 'connect', { approved: true });
    await connecting;
    await client.panel({ command: 'lock' });
    expect(await client.request('eth_accounts')).toEqual([]);
    await client.waitFor(({ connected, isLocked }) => isLocked && connected.length === 0);
    const asked = client.request('eth_requestAccounts');
    await client.waitFor(({ isUnlockAwaited }) => isUnlockAwaited);
    await client.panel({ command: 'unlock' });
    expect(await asked).toHaveLength(1);
  });

  test('keeps the encrypted store shut until then; the other one and the work by the clock go on', async () => {
    await ask('snap_setState', { key: 'secret', value: 'deep' });
    await client.panel({ command: 'lock' });
    await ask('snap_setState', { key: 'plain', value: 1, encrypted: false });
    const [yearly] = await work();
    await client.panel({ command: 'run-work', id: yearly?.id ?? '' });
    expect(await stateOf('done')).toHaveLength(1);
    const reading = ask('snap_getState', { key: 'secret' });
    await client.waitFor(({ isUnlockAwaited }) => isUnlockAwaited);
    await client.panel({ command: 'unlock' });
    expect(await reading).toBe('deep');
  });
});

test('language and currency are those of the developer settings', async () => {
  expect(await ask('snap_getPreferences')).toMatchObject({ locale: 'en', currency: 'usd' });
  await client.panel({ command: 'prefer', preferences: { locale: 'pt_BR', currency: 'brl' } });
  expect(await ask('snap_getPreferences')).toMatchObject({ locale: 'pt_BR', currency: 'brl' });
  expect(await ask('snap_getLocale')).toBe('pt_BR');
});

test.each([
  ['endowment:cronjob', 'snap_scheduleBackgroundEvent', { duration: 'PT1S', request: { method: 'a' } }],
  ['endowment:cronjob', 'snap_getBackgroundEvents', undefined],
  ['snap_getPreferences', 'snap_getPreferences', undefined],
])('without %s the Snap is refused %s with 4100', async (permission, method, params) => {
  const poorer = await serveTestSnap([permission]);
  const other = await serveWallet(walletOptions(anvil.url, poorer.url));
  try {
    await installTestSnap(other, poorer.id);
    await expect(askAsSnap(other, poorer.id, method, params)).rejects.toMatchObject({
      code: 4100,
      message: expect.stringContaining(`no permission ${permission}`),
    });
  } finally {
    await other.stop();
    await poorer.stop();
  }
});
