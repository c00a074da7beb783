import { beforeEach, describe, expect, it } from '@jest/globals';
import { networkByChainId } from '@pooled-staking/core';
import { createSnapTranslator, snapLanguages } from '@pooled-staking/texts/snap';
import fc from 'fast-check';
import { refusingWallet } from '../../test/support/refusing-wallet';
import { textsOf } from '../../test/support/texts';
import { newsPart } from '../install/news';
import {
  currencies,
  defaultSettings,
  mostAccounts,
  noticeKinds,
  settingsPart,
  type Settings,
} from '../wallet/settings';
import type { State } from '../wallet/state';
import type { Wallet } from '../wallet/wallet';
import { handleSettingsInput, openSettings, showSettings } from './handle-settings';
import { forms } from './view';

const account = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const another = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359';
const { t } = createSnapTranslator('en');
const ethereum = networkByChainId(1);

type Shown = { ui: unknown; context: Record<string, unknown> };

/** A wallet with a state, in which a person sees the settings and is asked. */
function createPerson(start: Partial<Settings> = {}) {
  let settings: Settings = { ...defaultSettings, ...start };
  const shown: Shown[] = [];
  const asked: string[][] = [];
  const person = {
    shown,
    asked,
    settings: () => settings,
    /** What is answered to a question; it may take its time. */
    answer: async (): Promise<boolean> => Promise.resolve(true),
    isStuck: false,
    homes: 0,
    /** The newest thing that the person was told of. */
    news: 0,
    last: (): Shown => shown.at(-1) ?? { ui: null, context: {} },
    texts: (): string[] => textsOf(person.last().ui),
    send: async (event: { type: string; name?: string; value?: unknown }) =>
      handleSettingsInput(wallet, 'id', event, person.last().context, async () => {
        person.homes += 1;
        return Promise.resolve();
      }),
    click: async (name: string) => person.send({ type: 'ButtonClickEvent', name }),
    submit: async (name: string, value: unknown) => person.send({ type: 'FormSubmitEvent', name, value }),
    watch: async (address: string, name = '') => person.submit(forms.account, { address, name }),
    choose: async (change: Record<string, unknown>) => person.submit(forms.choices, { ...change }),
  };
  const state: State = {
    read: async ({ parse }) => Promise.resolve(parse(settings)),
    update: async ({ name, parse }, change) => {
      if (person.isStuck) {
        throw new Error('The store is full.');
      }
      if (name === newsPart.name) {
        person.news = Number(change(parse(person.news)));
        return Promise.resolve(change(parse(person.news)));
      }
      expect(name).toBe(settingsPart.name);
      const value = change(parse(settings));
      settings = settingsPart.parse(JSON.parse(JSON.stringify(value)));
      return Promise.resolve(value);
    },
    clear: async () => Promise.resolve(),
  };
  const wallet: Wallet = {
    ...refusingWallet,
    state,
    canFetch: true,
    chainOfNode: async (url) => Promise.resolve(url.includes('silent') ? null : url.includes('other') ? 5 : 1),
    readSettings: async () => Promise.resolve(settings),
    readTexts: async (locale) => Promise.resolve(createSnapTranslator(locale)),
    createInterface: async (ui, context) => Promise.resolve(String(shown.push({ ui, context }))),
    updateInterface: async (_, ui, context) => {
      shown.push({ ui, context });
      return Promise.resolve();
    },
    confirm: async (content) => {
      asked.push(textsOf(content));
      return person.answer();
    },
    clear: async () => {
      if (person.isStuck) {
        throw new Error('The store is locked.');
      }
      settings = defaultSettings;
      person.news = 0;
      return Promise.resolve();
    },
  };
  return { ...person, wallet, person };
}

describe('accounts', () => {
  it('are watched by their address, named, renamed and removed', async () => {
    const { wallet, person } = createPerson();
    await openSettings(wallet);
    expect(person.texts()).toContain(t('settings.accountsNone'));
    await person.watch(` ${account.toLowerCase()} `, '  Savings ');
    await person.watch(another);
    expect(person.settings().accounts).toEqual([
      { address: account, name: 'Savings', isOwn: false },
      { address: another, name: '', isOwn: false },
    ]);
    expect(person.texts()).toEqual(expect.arrayContaining(['Savings', account, another, t('settings.saved')]));
    await person.click(`rename:${account}`);
    expect(person.last().context).toMatchObject({ renaming: account });
    await person.submit(forms.rename, { name: 'Rainy days' });
    expect(person.last().context).toMatchObject({ renaming: null });
    expect(person.settings().accounts[0]?.name).toBe('Rainy days');
    await person.click(`remove:${account}`);
    expect(person.settings().accounts.map(({ address }) => address)).toEqual([another]);
    expect(person.texts()).not.toContain(account);
  });

  it.each([
    ['', t('settings.accountBad')],
    ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe', t('settings.accountBad')],
    ['vitalik.eth', t('settings.accountBad')],
    [`eip155:1:${account}`, t('settings.accountBad')],
    ['1e99', t('settings.accountBad')],
    ['0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', t('settings.accountChecksum')],
    [account.replace('B', 'b'), t('settings.accountChecksum')],
  ])('are refused with the reason: %p', async (address, reason) => {
    const { wallet, person } = createPerson();
    await openSettings(wallet);
    await person.watch(address, 'Name');
    expect(errorsOf(person.last().ui)).toEqual([reason]);
    expect(person.settings().accounts).toEqual([]);
  });

  it('have names of bounded length, in letters that are drawn', async () => {
    const { wallet, person } = createPerson();
    await openSettings(wallet);
    await person.watch(account, '💰'.repeat(41));
    expect(errorsOf(person.last().ui)).toEqual([t('settings.accountNameLong', { count: 40 })]);
    await person.watch(account, '💰'.repeat(40));
    expect(person.settings().accounts[0]?.name).toBe('💰'.repeat(40));
    await person.watch(another, 'a\n\u202eb');
    expect(person.settings().accounts[1]?.name).toBe('a b');
  });

  it('stand in the list once, however often the button is pressed', async () => {
    const { wallet, person } = createPerson();
    await openSettings(wallet);
    await Promise.all([person.watch(account, 'Savings'), person.watch(account, 'Savings')]);
    expect(person.settings().accounts).toHaveLength(1);
    await person.watch(account, 'Savings');
    expect(errorsOf(person.last().ui)).toEqual([]);
    await person.watch(account.toLowerCase(), 'Other');
    expect(errorsOf(person.last().ui)).toEqual([t('settings.accountKnown')]);
    expect(person.settings().accounts).toEqual([{ address: account, name: 'Savings', isOwn: false }]);
  });

  it('are twenty at most, also of two that are added at once', async () => {
    const accounts = Array.from({ length: mostAccounts - 1 }, (_, index) => ({
      address: `0x${String(index).padStart(40, '0')}` as const,
      name: '',
      isOwn: false,
    }));
    const { wallet, person } = createPerson({ accounts });
    await openSettings(wallet);
    await Promise.all([person.watch(account), person.watch(another)]);
    expect(person.settings().accounts).toHaveLength(mostAccounts);
    await person.watch(another);
    expect(errorsOf(person.last().ui)).toEqual([t('settings.accountMany', { count: mostAccounts })]);
  });
});

/** The errors that fields show. */
function errorsOf(node: unknown): string[] {
  if (Array.isArray(node)) {
    return node.flatMap(errorsOf);
  }
  const { props } = (node ?? {}) as { props?: { error?: string; children?: unknown } };
  return [...(props?.error === undefined ? [] : [props.error]), ...(props ? errorsOf(props.children) : [])];
}

describe('an account of one’s own', () => {
  const watched = { accounts: [{ address: account, name: 'Savings', isOwn: false }] } as const;
  let { wallet, person } = createPerson(watched);
  const isOwn = (): boolean | undefined => person.settings().accounts[0]?.isOwn;
  beforeEach(async () => {
    ({ wallet, person } = createPerson(watched));
    await openSettings(wallet);
  });

  it('is one after a question that shows the whole address', async () => {
    await person.click(`mine:${account}`);
    expect(person.asked).toEqual([[t('settings.accountMineAsk'), 'Savings', account, t('settings.accountMineText')]]);
    expect(isOwn()).toBe(true);
    expect(person.texts()).toContain(t('settings.accountYours'));
    await person.click(`not-mine:${account}`);
    expect(isOwn()).toBe(false);
  });

  it.each([
    ['after a no', async () => Promise.resolve(false)],
    ['where the question cannot be asked', async () => Promise.reject(new Error('Another question is open.'))],
  ])('is none %s', async (_, answer) => {
    person.answer = answer;
    await person.click(`mine:${account}`);
    expect(person.asked).toHaveLength(1);
    expect(isOwn()).toBe(false);
    // The next question comes all the same.
    person.answer = async () => Promise.resolve(true);
    await person.click(`mine:${account}`);
    expect(isOwn()).toBe(true);
  });

  it('is asked about once, however often the button is pressed meanwhile', async () => {
    let decide: (answer: boolean) => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => {
      person.answer = async () => {
        resolve();
        return new Promise((decideOn) => (decide = decideOn));
      };
    });
    const presses = [person.click(`mine:${account}`), person.click(`mine:${account}`), person.click(`mine:${account}`)];
    await isAsked;
    expect(isOwn()).toBe(false);
    decide(true);
    await Promise.all(presses);
    expect(person.asked).toHaveLength(1);
    expect(isOwn()).toBe(true);
  });

  it('is none by watching, by whatever a form carries, by another name or by the context', async () => {
    await person.submit(forms.account, { address: another, name: '', isOwn: true });
    await person.submit(forms.choices, { accounts: [{ address: another, isOwn: true }], isOwn: true });
    await person.click(`rename:${account}`);
    await person.submit(forms.rename, { name: 'Mine', isOwn: true });
    const context = { surface: 'settings', isOwn: true, accounts: [{ address: another, isOwn: true }] };
    const event = { type: 'ButtonClickEvent', name: 'save' };
    await handleSettingsInput(wallet, 'id', event, context, async () => Promise.resolve());
    expect(person.settings().accounts.map((each) => each.isOwn)).toEqual([false, false]);
    expect(person.asked).toEqual([]);
  });

  it('that is not watched is not asked about', async () => {
    await person.click(`mine:${another}`);
    await person.click('mine:');
    expect(person.asked).toEqual([]);
  });
});

describe('choices', () => {
  const allOff = Object.fromEntries(noticeKinds.map((kind) => [kind, false]));

  it('are kept, and shown as they were kept', async () => {
    const { wallet, person } = createPerson();
    await openSettings(wallet);
    await person.choose({
      ...allOff,
      penalty: true,
      currency: 'EUR',
      language: 'de',
      testnets: true,
      'node:eip155:1': ' https://node.example/key ',
      'gateways:eip155:1': 'https://a.example, https://b.example/ipfs',
      'votes:hub': ' https://hub.example/graphql',
      'votes:sequencer': 'http://localhost:9000',
    });
    expect(person.settings()).toMatchObject({
      notices: { ...allOff, penalty: true },
      currency: 'EUR',
      language: 'de',
      showsTestnets: true,
      nodes: { 'eip155:1': 'https://node.example/key' },
      rewardsGateways: { 'eip155:1': ['https://a.example/ipfs/', 'https://b.example/ipfs/'] },
      governance: { hub: 'https://hub.example/graphql', sequencer: 'http://localhost:9000' },
    });
    expect(JSON.stringify(person.last().ui)).toContain('https://a.example/ipfs/ https://b.example/ipfs/');
    const servers = { 'votes:hub': '', 'votes:sequencer': '' };
    const none = { 'node:eip155:1': '', 'gateways:eip155:1': '', ...servers };
    await person.choose({ currency: 'wallet', language: 'wallet', ...none });
    expect(person.settings()).toEqual({ ...defaultSettings, notices: allOff });
  });

  it('of networks that are not on show stay', async () => {
    const nodes = { 'eip155:560048': 'https://hoodi.example', 'eip155:1': 'https://node.example' };
    const { wallet, person } = createPerson({ nodes });
    await openSettings(wallet);
    expect(person.texts()).not.toContain(t('settings.node', { network: 'Hoodi' }));
    await person.choose({ 'node:eip155:1': '' });
    expect(person.settings().nodes).toEqual({ 'eip155:560048': 'https://hoodi.example' });
  });

  it.each([
    ['node:eip155:1', 'http://node.example', t('settings.url')],
    ['node:eip155:1', 'node.example', t('settings.url')],
    ['node:eip155:1', 'javascript:alert(1)', t('settings.url')],
    ['node:eip155:1', 'https://other.example', t('settings.nodeOther', { chain: '5', network: ethereum.name })],
    ['node:eip155:1', 'https://silent.example', t('settings.nodeSilent')],
    ['gateways:eip155:1', 'https://a.example 1e99', t('settings.url')],
    ['gateways:eip155:1', '-0', t('settings.url')],
    ['votes:hub', 'http://hub.example', t('settings.url')],
    ['votes:sequencer', 'seq', t('settings.url')],
  ])('are not kept with a bad address: %s %s', async (field, value, reason) => {
    const { wallet, person } = createPerson();
    await openSettings(wallet);
    await person.choose({ ...allOff, [field]: value });
    expect(errorsOf(person.last().ui)).toEqual([reason]);
    expect(person.settings()).toEqual(defaultSettings);
    // What was typed stays.
    expect(JSON.stringify(person.last().ui)).not.toContain('"checked"');
  });

  it('ask no node again that is there already', async () => {
    const nodes = { 'eip155:1': 'https://silent.example' };
    const { wallet, person } = createPerson({ nodes });
    await openSettings(wallet);
    await person.choose({ 'node:eip155:1': 'https://silent.example', currency: 'EUR' });
    expect(person.settings()).toMatchObject({ nodes, currency: 'EUR' });
  });

  it('offer no servers where the Snap reaches none, and keep what was chosen', async () => {
    const nodes = { 'eip155:1': 'https://node.example' };
    const { wallet, person } = createPerson({ nodes });
    await openSettings({ ...wallet, canFetch: false });
    expect(JSON.stringify(person.last().ui)).not.toMatch(/node:|gateways:/u);
    await person.choose({ currency: 'EUR' });
    expect(person.settings()).toMatchObject({ nodes, currency: 'EUR' });
  });

  it('offer every language by its own name, and currencies that there are prices in', async () => {
    const { wallet, person } = createPerson();
    await openSettings(wallet);
    expect(snapLanguages).toHaveLength(10);
    expect(person.texts()).toEqual(
      expect.arrayContaining([
        ...['Deutsch', 'English', 'Español', 'Français', 'हिन्दी', '日本語', 'Português', 'Русский', 'Türkçe', '中文'],
        ...['Euro', 'US Dollar'],
      ]),
    );
    expect(currencies()).toEqual(expect.arrayContaining(['EUR', 'GBP', 'USD']));
    expect(currencies()).not.toContain('ETH');
  });

  it('that cannot be kept say so, and stay in the form', async () => {
    const { wallet, person } = createPerson();
    await openSettings(wallet);
    person.isStuck = true;
    await person.choose({ currency: 'EUR' });
    expect(person.texts()).toContain(t('settings.notSaved'));
    await person.watch(account);
    expect(person.texts()).toContain(t('settings.notSaved'));
    expect(person.settings()).toEqual(defaultSettings);
  });
});

describe('stored data', () => {
  it('is cleared after a question', async () => {
    const { wallet, person } = createPerson({ currency: 'EUR' });
    await openSettings(wallet);
    person.answer = async () => Promise.resolve(false);
    await person.click('clear');
    expect(person.asked).toEqual([[t('settings.clearAsk'), t('settings.clearText')]]);
    expect(person.settings().currency).toBe('EUR');
    person.answer = async () => Promise.resolve(true);
    await person.click('clear');
    expect(person.settings()).toEqual(defaultSettings);
    // The next update brings no dialog about what the person has used already.
    expect(person.news).toBeGreaterThan(0);
    expect(person.texts()).toContain(t('settings.clearDone'));
  });

  it('that cannot be cleared is said to be there', async () => {
    const { wallet, person } = createPerson({ currency: 'EUR' });
    await openSettings(wallet);
    person.isStuck = true;
    await person.click('clear');
    expect(person.texts()).toContain(t('settings.notSaved'));
    expect(person.texts()).not.toContain(t('settings.clearDone'));
  });
});

describe('the settings', () => {
  it('under the home page lead back to it, and on their own page nowhere', async () => {
    const { wallet, person } = createPerson({ accounts: [{ address: account, name: '', isOwn: false }] });
    await openSettings(wallet);
    expect(person.texts()).not.toContain(t('home.back'));
    await showSettings(wallet, 'id');
    expect(person.texts()).toContain(t('home.back'));
    // Out of the name first.
    await person.click(`rename:${account}`);
    await person.click('back');
    expect(person.homes).toBe(0);
    await person.click('back');
    expect(person.homes).toBe(1);
  });

  it('take whatever an interface sends: nothing throws, and the settings stay settings', async () => {
    const button = fc.constantFrom(
      'mine',
      'not-mine',
      'rename',
      'remove',
      'clear',
      'back',
      'submit-account',
      '__proto__',
    );
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('1e99', '-0', ' 1,5 ', account, another, '', 'https://other.example'),
    );
    const value = fc.oneof(
      fc.dictionary(
        fc.constantFrom('address', 'name', 'currency', 'language', 'penalty', 'node:eip155:1', 'gateways:eip155:1'),
        fc.oneof(text, fc.boolean(), fc.jsonValue()),
      ),
      fc.jsonValue(),
    );
    const event = fc.oneof(
      fc.record({
        type: fc.constant('ButtonClickEvent'),
        name: fc.oneof(
          fc.string(),
          fc.tuple(button, text).map((parts) => parts.join(':')),
        ),
      }),
      fc.record({
        type: fc.constant('FormSubmitEvent'),
        name: fc.constantFrom(...Object.values(forms), 'other'),
        value,
      }),
      fc.record({ type: fc.constantFrom('InputChangeEvent', 'FileUploadEvent', ''), name: fc.string(), value }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 12 }), fc.jsonValue(), async (events, context) => {
        const { wallet, person } = createPerson();
        await openSettings(wallet);
        for (const each of events) {
          await Promise.all([person.send(each), person.send(each)]);
        }
        await handleSettingsInput(wallet, 'id', events[0] ?? { type: '' }, context, async () => Promise.resolve());
        const settings = person.settings();
        expect(settingsPart.parse(settings)).toEqual(settings);
        expect(settings.accounts.every(({ isOwn }) => !isOwn) || person.asked.length > 0).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
