import { describe, expect, it } from '@jest/globals';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { refusingWallet } from '../../test/support/refusing-wallet';
import { textsOf } from '../../test/support/texts';
import type { State } from '../wallet/state';
import type { Wallet } from '../wallet/wallet';
import { newsPart, tellNews, welcome } from './news';

const { t } = createSnapTranslator('en');

/** A wallet that shows dialogs, and what was said in them. */
function walletWith(stored: unknown, change: Partial<Wallet> = {}) {
  const said: string[][] = [];
  let kept = stored;
  const state: State = {
    read: async ({ parse }) => Promise.resolve(parse(kept)),
    update: async ({ parse }, make) => {
      const value = make(parse(kept));
      kept = value;
      return Promise.resolve(value);
    },
    clear: async () => Promise.resolve(),
  };
  const wallet: Wallet = {
    ...refusingWallet,
    state,
    readTexts: async (locale) => Promise.resolve(createSnapTranslator(locale)),
    tell: async (content) => {
      said.push(textsOf(content));
      return Promise.resolve();
    },
    ...change,
  };
  return { wallet, said, kept: () => kept };
}

const locked = async (): Promise<never> => Promise.reject(new Error('The wallet is locked.'));
const broken: Partial<Wallet> = { state: { read: locked, update: locked, clear: locked } };

describe('after it was installed', () => {
  it('the Snap says what it can and cannot do, and no update says it again', async () => {
    const { wallet, said } = walletWith(undefined);
    await welcome(wallet);
    await tellNews(wallet);
    expect(said).toEqual([
      [
        t('welcome.title'),
        ...[t('welcome.can'), t('welcome.insight'), t('welcome.notices'), t('welcome.keys'), t('welcome.limits')],
      ],
    ]);
  });

  it('the Snap is there also where nothing can be kept or shown', async () => {
    const { wallet, said } = walletWith(undefined, broken);
    await welcome(wallet);
    expect(said).toHaveLength(1);
    await welcome(walletWith(undefined, { tell: locked }).wallet);
  });
});

describe('after an update', () => {
  it.each([
    ['from a version without the home page', undefined],
    ['with a damaged state', 'news'],
    ['with a number that is none', -3],
  ])('the news are told once: %s', async (_, stored) => {
    const { wallet, said } = walletWith(stored);
    await Promise.all([tellNews(wallet), tellNews(wallet)]);
    await tellNews(wallet);
    expect(said).toEqual([[t('update.title'), t('update.text')]]);
  });

  it('that brings nothing new the Snap is silent, and so after one that was taken back', async () => {
    const { wallet, said, kept } = walletWith(1_000);
    await tellNews(wallet);
    expect(said).toEqual([]);
    // The newer version's news are not told again either, once it is back.
    expect(newsPart.parse(kept())).toBe(1_000);
  });

  it('the Snap is silent where it cannot know what it said', async () => {
    const { wallet, said } = walletWith(undefined, broken);
    await tellNews(wallet);
    expect(said).toEqual([]);
  });
});
