import { beforeEach, describe, expect, it } from '@jest/globals';
import { allPools, defaultPoolId, poolById } from '@pooled-staking/core';
import * as fc from 'fast-check';
import { createHomeWallet, type Shown } from '../../test/support/home-wallet';
import { picture } from '../../test/support/picture';
import { linesOf } from '../insight/plain-lines';
import type { Wallet } from '../wallet/wallet';
import { parseContext, toContext, type HomeContext } from './context';
import { handleHome } from './handle-home';
import { handleHomeInput } from './handle-input';
import { homePart, withEntry, type Picture } from './view';

const where = poolById(defaultPoolId);
const account = `0x${'ab'.repeat(20)}` as const;
const page: HomeContext = { account, pool: where, form: null, isSent: false };

let shown: Shown[];
let wallet: Wallet;

/** What is stored: an account, and its picture. */
async function keep(isOwn: boolean, changes: Partial<Picture> = {}): Promise<void> {
  await wallet.state.update(homePart, (home) =>
    withEntry({ ...home, chosen: { address: account, isOwn } }, where.pool, account, {
      picture: { ...picture, readAt: Date.now(), ...changes },
      fault: null,
    }),
  );
}

beforeEach(async () => {
  ({ wallet, shown } = createHomeWallet());
  await keep(true);
});

const linesShown = (): string[] => linesOf(shown.at(-1)?.ui);

describe('what a person does on the home page', () => {
  it.each([
    ['ButtonClickEvent', 'part:100', undefined],
    ['ButtonClickEvent', 'pool:nonsense', undefined],
    ['ButtonClickEvent', `watched:${account}`, undefined],
    ['ButtonClickEvent', 'constructor', undefined],
    ['FormSubmitEvent', 'send', { amount: '1' }],
    ['FormSubmitEvent', 'choose', { account: { addresses: ['bip122:0:x', 5] } }],
    ['FormSubmitEvent', 'choose', null],
    ['InputChangeEvent', 'amount', '1'],
    ['FileUploadEvent', 'amount', undefined],
  ])('changes nothing where the page does not offer it: %s %s', async (type, name, value) => {
    await handleHomeInput(wallet, 'id', { type, name, value }, page);
    expect(shown).toEqual([]);
  });

  it('never fails and never sends, whatever comes', async () => {
    const kinds = ['ButtonClickEvent', 'FormSubmitEvent', 'InputChangeEvent'];
    const names = [
      'choose',
      'list',
      'refresh',
      'back',
      'stake',
      'unstake',
      'claim',
      'amount',
      'subject',
      'part:50',
      'send',
      'pool:',
    ];
    const form = fc.record({
      intent: fc.constantFrom('stake', 'unstake', 'claim'),
      subject: fc.constantFrom('', 'ETH', 'exit-1', '5'),
      text: fc.string(),
      isAll: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        fc.oneof(fc.constantFrom(...names), fc.string()),
        fc.jsonValue(),
        fc.option(form),
        async (type, name, value, draft) => {
          const context = parseContext({ surface: 'home', account, pool: where.pool.id, form: draft });
          await handleHomeInput(wallet, 'id', { type, name, value }, context ?? page);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('fills a quick amount in', async () => {
    const form = { intent: 'unstake', subject: 'ETH', text: '', isAll: false, isTried: false, isShown: false } as const;
    await handleHomeInput(wallet, 'id', { type: 'ButtonClickEvent', name: 'part:25' }, { ...page, form });
    expect(shown[0]?.context).toMatchObject({ form: { text: '0.5', isAll: false } });
  });
});

describe('a form', () => {
  const form = { intent: 'stake', subject: 'ETH', text: '0.5', isAll: false, isTried: true, isShown: true } as const;
  const press = { type: 'FormSubmitEvent', name: 'send', value: { amount: '0.5' } };

  it.each<[string, boolean, HomeContext]>([
    ['an account that is only watched', false, page],
    ['another account than the chosen one', true, { ...page, account: `0x${'cd'.repeat(20)}` }],
    ['no pool', true, { ...page, pool: null }],
  ])('sends nothing for %s', async (_, isOwn, context) => {
    await keep(isOwn);
    let opened = 0;
    let asked = 0;
    wallet = {
      ...wallet,
      sending: {
        open: async () => {
          opened += 1;
          return Promise.resolve();
        },
        send: async () => Promise.reject(new Error('It must not be sent.')),
      },
      withChain: async () => {
        asked += 1;
        return Promise.reject(new Error('No chain.'));
      },
    };
    await handleHomeInput(wallet, 'id', press, { ...context, form });
    expect([opened, asked]).toEqual([0, 0]);
    // The same for the chosen account asks the chain.
    await keep(true);
    await handleHomeInput(wallet, 'id', press, { ...page, form });
    expect(asked).toBe(1);
  });
});

describe('typing', () => {
  it('shows nothing of a reading that a newer amount has ended', async () => {
    const form = { intent: 'stake', subject: 'ETH', text: '', isAll: false, isTried: false, isShown: false } as const;
    let asked = 0;
    let begin: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    wallet = {
      ...wallet,
      withChain: async (_, { signal }) => {
        asked += 1;
        begin();
        return new Promise((_resolve, reject) => {
          // The newest one ends as well, so that the test does.
          const end = asked === 1 ? undefined : setTimeout(reject, 50, new Error('The newest.'));
          signal?.addEventListener('abort', () => {
            clearTimeout(end);
            reject(new Error('Ended.'));
          });
        });
      },
    };
    const type = async (value: string): Promise<void> =>
      handleHomeInput(wallet, 'id', { type: 'InputChangeEvent', name: 'amount', value }, { ...page, form });
    const first = type('0.1');
    await hasBegun;
    await Promise.all([first, type('0.2')]);
    const texts = shown.map(({ ui, context }) => [(context['form'] as { text: string }).text, linesOf(ui).join(' ')]);
    expect(texts.filter(([text]) => text === '0.1').every(([, lines]) => lines?.includes('Reading'))).toBe(true);
    expect(texts.at(-1)?.[1]).toContain("This can't be done now");
  });
});

describe('opening the home page', () => {
  it('says nothing of reading where the wallet knows no events: there is the button', async () => {
    await keep(true, { readAt: 0 });
    wallet = {
      ...wallet,
      readPreferences: async () => Promise.resolve({ locale: 'en', currency: 'USD', showsTestnets: true }),
    };
    await handleHome(wallet);
    expect(linesOf(shown[0]?.ui)).toContain('Reading the network…');
    expect(linesShown()).not.toContain('Reading the network…');
  });

  it('opens an only pool at once as its page, and lets nobody stake in a full one', async () => {
    await keep(true, { capacityLeft: 0n });
    // The wallet has no other network, and the account nothing in the pool of admitted accounts.
    const elsewhere = { at: Date.now(), isOffline: false, isElsewhere: true, said: '' };
    await wallet.state.update(homePart, (home) =>
      allPools()
        .filter(({ network }) => network.chainId !== 1)
        .reduce((all, { pool }) => withEntry(all, pool, account, { picture: null, fault: elsewhere }), home),
    );
    await handleHome(wallet);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.context).toMatchObject({ page: 'pool', pool: where.pool.id, account });
    expect(linesShown()).toEqual(expect.arrayContaining([where.pool.name, 'The pool is full']));
    expect(JSON.stringify(shown[0]?.ui)).toMatch(
      /"name":"stake"[^}]*"disabled":true|"disabled":true[^}]*"name":"stake"/u,
    );
  });

  it('never waits for a state that fails', async () => {
    const refuse = async (): Promise<never> => Promise.reject(new Error('No state.'));
    await handleHome({ ...wallet, state: { read: refuse, update: refuse, clear: refuse } });
    expect(linesShown()).toContain('Choose an account');
  });
});

describe('what an interface of the home page is about', () => {
  it('comes back from the wallet as it was', () => {
    const form = { intent: 'stake', subject: 'ETH', text: '1', isAll: true, isTried: true, isShown: true } as const;
    for (const context of [
      page,
      { ...page, form, isSent: true },
      { ...page, account: null },
      { ...page, pool: null },
    ]) {
      expect(parseContext(JSON.parse(JSON.stringify(toContext(context))))).toEqual(context);
    }
    expect(toContext({ ...page, form })).toMatchObject({ surface: 'home', page: 'stake', pool: where.pool.id });
  });

  it('is nothing where it is of another surface', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const isHome = typeof value === 'object' && value !== null && 'surface' in value && value['surface'] === 'home';
        expect(parseContext(value) === null).toBe(!isHome);
      }),
    );
    expect(parseContext({ surface: 'home', account: 5, pool: 'eip155:1:0x00', form: { intent: 'steal' } })).toEqual({
      account: null,
      pool: null,
      form: null,
      isSent: false,
    });
  });
});
