import { describe, expect, it } from '@jest/globals';
import { networkByChainId, stakewiseOn, type Request } from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { createWithChain } from '../wallet/provider';
import { defaultSettings } from '../wallet/settings';
import type { Wallet } from '../wallet/wallet';
import { handleTransaction } from './handle-transaction';
import { handleUserInput } from './handle-user-input';
import { parseTransaction } from './parse-transaction';
import { refusingWallet } from '../../test/support/refusing-wallet';

const local = networkByChainId(31337);
const pool = local.pools[0]?.address ?? '';
const from = `0x${'ab'.repeat(20)}`;
const chainId = 'eip155:31337';

/** An interface with what comes back when one of its buttons is pressed. */
type Shown = { readonly ui: unknown; readonly context: Record<string, unknown> };

/** A wallet that notes whatever is asked of it. */
function fakeWallet(ethereum: Request): { wallet: Wallet; asked: string[]; shown: Shown[] } {
  const asked: string[] = [];
  const shown: Shown[] = [];
  const note = async <Value,>(what: string, value: Value): Promise<Value> => {
    asked.push(what);
    return Promise.resolve(value);
  };
  const refuse = async (what: string): Promise<never> => note(what, null).then(() => Promise.reject(new Error(what)));
  const withChain = createWithChain(async (args) => {
    asked.push(args.method);
    return ethereum(args);
  });
  return {
    asked,
    shown,
    wallet: {
      ...refusingWallet,
      withChain,
      readSettings: async () => refuse('settings'),
      readPreferences: async () => note('preferences', { locale: 'en', currency: 'USD', showsTestnets: false }),
      readTexts: async (locale) => Promise.resolve(createSnapTranslator(locale)),
      readInsightState: async () => note('memory', null),
      writeInsightState: async () => note('remember', undefined),
      createInterface: async (ui, context) => {
        shown.push({ ui, context });
        return note('interface', `interface-${shown.length}`);
      },
      updateInterface: async (_, ui, context) => {
        shown.push({ ui, context });
        return note('update', undefined);
      },
      fetchText: async () => refuse('fetch'),
      store: { read: async () => note('store', null), write: async () => note('store', undefined) },
      confirm: async () => note('dialog', true),
    },
  };
}

const never: Request = async () => new Promise(() => undefined);

describe('an unrelated transaction', () => {
  it.each([
    ['to another account', { from, to: from, value: '0x1', data: '0x' }, 'eip155:31337'],
    ['that makes a contract', { from, data: '0x6000' }, 'eip155:31337'],
    ['without anything', {}, 'eip155:31337'],
    ['on an unknown chain', { from, to: from, value: '0x1' }, 'eip155:5'],
    ['that only looks like one of a pool', { from, to: from, data: `0xac9650d8${'00'.repeat(64)}` }, 'eip155:31337'],
    ['on a chain of another kind', { from, to: pool }, 'solana:mainnet'],
    ['without a chain', { from, to: pool }, undefined],
    ['to something that is no address', { from, to: 5 }, 'eip155:31337'],
  ])('%s costs nothing', async (_, transaction, chain) => {
    const { wallet, asked } = fakeWallet(never);
    expect(await handleTransaction(wallet, { transaction, chainId: chain })).toBeNull();
    expect(asked).toEqual([]);
  });
});

describe('a stake for another account', () => {
  const other = `0x${'22'.repeat(20)}` as const;
  const words = (address: string): string => address.slice(2).padStart(64, '0');
  // deposit(receiver, referrer)
  const data = `0xf9609f08${words(other)}${words('0x')}`;
  const question = { transaction: { from, to: pool, value: '0x1', data }, chainId };
  const withAccount = (isOwn: boolean): Partial<Wallet> => ({
    readSettings: async () =>
      Promise.resolve({ ...defaultSettings, accounts: [{ address: other, name: 'Savings', isOwn }] }),
  });
  const look = async (change: Partial<Wallet>) => {
    const { wallet, shown } = fakeWallet(never);
    const insight = await handleTransaction({ ...wallet, ...change }, question, 50);
    return { severity: insight?.severity, text: JSON.stringify(shown) };
  };

  it('is critical where the person watches that account, and a note with its name where it is confirmed as theirs', async () => {
    const watched = await look(withAccount(false));
    expect(watched.severity).toBe('critical');
    expect(watched.text).not.toContain('Savings');
    const own = await look(withAccount(true));
    expect(own.severity).toBeUndefined();
    expect(own.text).toContain('Another account of yours receives this');
    expect(own.text).toContain('Savings');
  });

  it.each<[string, Partial<Wallet>]>([
    ['fail', { readSettings: async () => Promise.reject(new Error('The wallet is locked.')) }],
    ['hang', { readSettings: async () => new Promise(() => undefined) }],
  ])('is critical where the settings %s', async (_, change) => {
    expect((await look(change)).severity).toBe('critical');
  });
});

describe('a transaction to the pool', () => {
  const question = { transaction: { from, to: pool }, chainId, origin: 'https://site.example' };

  it('is shown within the time that the chain is given, and frees the chain for the next one', async () => {
    const { wallet, asked, shown } = fakeWallet(never);
    expect(await handleTransaction(wallet, question, 20)).toEqual({ id: 'interface-1' });
    const [first] = shown.map(({ ui }) => JSON.stringify(ui));
    expect(first).toContain("This transaction couldn't be checked");
    expect(first).toContain('Stakes 0 ETH in the pool.');
    expect(asked).toEqual(['preferences', 'settings', 'eth_chainId', 'interface']);
    expect(await handleTransaction(wallet, question, 20)).toEqual({ id: 'interface-2' });
    expect(asked.slice(4)).toEqual(['preferences', 'settings', 'eth_chainId', 'interface']);
  });

  it('is shown though the wallet tells no preferences in time', async () => {
    const { wallet, shown } = fakeWallet(never);
    const mute: Wallet = { ...wallet, readPreferences: async () => new Promise(() => undefined) };
    expect(await handleTransaction(mute, question, 20)).toEqual({ id: 'interface-1' });
    expect(JSON.stringify(shown)).toContain("couldn't be checked");
  });

  it('is shown without a button when the wallet makes no interface', async () => {
    const { wallet } = fakeWallet(never);
    const mute: Wallet = { ...wallet, createInterface: async () => Promise.reject(new Error('no')) };
    expect(JSON.stringify(await handleTransaction(mute, question, 20))).toContain("couldn't be checked");
  });

  it('comes back as it was asked when the button is pressed', async () => {
    const { wallet, shown } = fakeWallet(never);
    const data = `0x8ceab9aa${'00'.repeat(12)}`;
    const transaction = { from, to: pool, value: '0x0', data, gas: '0x1', nonce: '0x5', extra: { deep: true } };
    await handleTransaction(wallet, { ...question, transaction }, 20);
    const context = {
      transaction: { from, to: pool, value: '0x0', data, nonce: '0x5' },
      chainId,
      origin: question.origin,
    };
    expect(shown[0]?.context).toEqual(context);
    await handleUserInput(wallet, 'interface-1', { type: 'ButtonClickEvent', name: 'check-again' }, context, 20);
    expect(shown[1]).toEqual(shown[0]);
  });

  it.each([
    ['another button', { type: 'ButtonClickEvent', name: 'other' }, {}],
    ['no context', { type: 'ButtonClickEvent', name: 'check-again' }, null],
    ['a context of another kind', { type: 'ButtonClickEvent', name: 'check-again' }, { transaction: 5 }],
    ['a form', { type: 'FormSubmitEvent' }, { transaction: {}, chainId }],
    [
      'an unrelated transaction',
      { type: 'ButtonClickEvent', name: 'check-again' },
      { transaction: { to: from }, chainId },
    ],
  ])('is not looked at again for %s', async (_, event, context) => {
    const { wallet, asked } = fakeWallet(never);
    await handleUserInput(wallet, 'interface-1', event, context, 20);
    expect(asked).toEqual([]);
  });

  it.each([
    ['no sender', { to: pool }],
    ['a sender that is no address', { from: 'me', to: pool }],
    ['a value that is no number', { from, to: pool, value: 'all' }],
    ['a value of more than 256 bits', { from, to: pool, value: `0x${'f'.repeat(65)}` }],
    ['half a byte of data', { from, to: pool, data: '0x123' }],
    ['data that is no text', { from, to: pool, data: 7 }],
  ])('with %s is called damaged, and nobody is asked', async (_, transaction) => {
    const { wallet, asked } = fakeWallet(never);
    const insight = await handleTransaction(wallet, { transaction, chainId });
    expect(JSON.stringify(insight)).toContain("This transaction couldn't be read");
    expect(asked).toEqual([]);
  });
});

describe('an address that is dangerous by itself', () => {
  const lookAlike = `${pool.slice(0, 6)}${'00'.repeat(16)}${pool.slice(-4)}`;

  it.each([
    ['like the pool', { from, to: lookAlike, value: '0x1' }, "This isn't the pool"],
    ['like the pool, with damaged fields', { to: lookAlike, value: 'x', data: 5 }, "This isn't the pool"],
    ['of the Keeper', { from, to: stakewiseOn(local).keeper, value: '0x1' }, "ETH for a contract that isn't a pool"],
  ])('is critical without asking the chain: %s', async (_, transaction, title) => {
    const { wallet, asked } = fakeWallet(never);
    const insight = await handleTransaction(wallet, { transaction, chainId });
    expect(insight).toMatchObject({ severity: 'critical' });
    expect(JSON.stringify(insight)).toContain(title);
    expect(asked).toEqual(['preferences']);
  });

  it('is critical on chains that have no pool', async () => {
    const { wallet } = fakeWallet(never);
    const insight = await handleTransaction(wallet, { transaction: { from, to: pool }, chainId: 'eip155:137' });
    expect(insight).toMatchObject({ severity: 'critical' });
    expect(JSON.stringify(insight)).toContain('There is no pool on this network');
  });
});

describe('authorizations of EIP-7702 that go along', () => {
  const code = `0x${'c0'.repeat(20)}`;
  const authorizationList = [
    { address: code, chainId: '0x1', nonce: '0x0' },
    { address: `0x${'00'.repeat(20)}` },
    7,
    {},
  ];
  const transaction = { from, to: pool, value: '0x1', data: '0x', authorizationList };

  it('are named, also when the transaction is looked at again', async () => {
    const { wallet, shown } = fakeWallet(never);
    const question = { transaction, chainId, origin: 'https://site.example' };
    await handleTransaction(wallet, question, 20);
    const drawn = JSON.stringify(shown[0]?.ui);
    expect(drawn).toContain('A contract takes over an account');
    expect(drawn.toLowerCase()).toContain(code);
    expect(drawn).not.toContain(`0x${'00'.repeat(20)}`);
    await handleUserInput(
      wallet,
      'interface-1',
      { type: 'ButtonClickEvent', name: 'check-again' },
      shown[0]?.context,
      20,
    );
    expect(shown[1]).toEqual(shown[0]);
  });

  it.each([[null], ['0x'], [{}], [[]], [[null, 'x', { address: 5 }]]])('are none: %p', async (list) => {
    const { wallet, shown } = fakeWallet(never);
    await handleTransaction(wallet, { transaction: { ...transaction, authorizationList: list }, chainId }, 20);
    expect(JSON.stringify(shown[0]?.ui)).not.toContain('A contract takes over an account');
  });
});

describe('the fields of a transaction', () => {
  it('have a meaning when they are missing', () => {
    const to = pool.toUpperCase().replace('0X', '0x');
    expect(parseTransaction(chainId, { from, to, value: null, data: '' })).toMatchObject({
      kind: 'readable',
      transaction: { from, to: pool.toLowerCase(), value: 0n, data: '0x' },
      nonce: null,
      concerns: { parts: [{ concern: { kind: 'pool', network: local } }], otherCalls: 0 },
    });
  });

  it.each([
    ['0x5', 5],
    [7, 7],
    ['', null],
    ['x', null],
    [-1, null],
    [{}, null],
  ])('take a nonce in the forms that wallets have: %p', (nonce, number) => {
    expect(parseTransaction(chainId, { from, to: pool, nonce })).toMatchObject({ nonce: number });
  });
});
