import { beforeEach, describe, expect, it } from '@jest/globals';
import { networks } from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import * as fc from 'fast-check';
import { picture } from '../../test/support/picture';
import { refusingWallet } from '../../test/support/refusing-wallet';
import { createState } from '../wallet/state';
import type { Wallet } from '../wallet/wallet';
import { parseContext, toContext, type HomeContext } from './context';
import { handleHomeInput } from './handle-input';
import { homePart, withEntry } from './view';

const [where] = networks.flatMap((network) => network.pools.map((pool) => ({ network, pool })));
if (!where) {
  throw new Error('There is no pool.');
}
const account = `0x${'ab'.repeat(20)}` as const;
const page: HomeContext = { account, pool: where, form: null, isSent: false };

let shown: Record<string, unknown>[] = [];
let wallet: Wallet;

beforeEach(async () => {
  shown = [];
  let own: Record<string, unknown> = {};
  const state = createState(async ({ method, params = {} }) => {
    const [, part] = String(params['key']).split('.');
    if (method === 'snap_setState') {
      own = part === undefined ? (params['value'] as typeof own) : { ...own, [part]: params['value'] };
    }
    return Promise.resolve(part === undefined ? own : own[part]);
  });
  wallet = {
    ...refusingWallet,
    state,
    readTexts: async (locale) => Promise.resolve(createSnapTranslator(locale)),
    updateInterface: async (_, __, context) => {
      shown.push(context);
      return Promise.resolve();
    },
  };
  await state.update(homePart, (home) =>
    withEntry({ ...home, chosen: { address: account, isOwn: true } }, where.pool, account, {
      picture: { ...picture, readAt: Date.now() },
      fault: null,
    }),
  );
});

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
      'part:50',
      'send',
      'pool:',
    ];
    const form = fc.record({
      intent: fc.constantFrom('stake', 'unstake', 'claim'),
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
    const form = { intent: 'unstake', text: '', isAll: false, isTried: false, isShown: false } as const;
    await handleHomeInput(wallet, 'id', { type: 'ButtonClickEvent', name: 'part:25' }, { ...page, form });
    expect(shown[0]).toMatchObject({ form: { text: '0.5', isAll: false } });
  });
});

describe('what an interface of the home page is about', () => {
  it('comes back from the wallet as it was', () => {
    const form = { intent: 'stake', text: '1', isAll: true, isTried: true, isShown: true } as const;
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
