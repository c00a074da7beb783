import { describe, expect, it } from '@jest/globals';
import { JSXElementStruct, type JSXElement } from '@metamask/snaps-sdk/jsx';
import {
  artemisPool,
  longestKnownDelay,
  networkByChainId,
  StakingError,
  type ClaimQuote,
  type QueuedExit,
  type FiatPrice,
  type Pool,
  type PoolState,
  type Quote,
  type StakeQuote,
  type UnstakeQuote,
} from '@pooled-staking/core';
import { textsOf } from '../../../test/support/texts';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import type { KnownApr } from '../facts';
import type { DialogProps } from './dialog';
import { ClaimDialog } from './claim-dialog';
import { StakeDialog } from './stake-dialog';
import { UnstakeDialog } from './unstake-dialog';

const ether = 10n ** 18n;
const gwei = 10n ** 9n;
const day = 86_400;
const now = 1_800_000_000;
const account = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const origin = 'https://dapp.example';
const network = networkByChainId(1);
const [pool] = network.pools;
if (!pool) {
  throw new Error('Ethereum has no pool.');
}

const state: PoolState = {
  block: { number: 1, hash: '0x00', timestamp: now },
  version: 2,
  implementation: null,
  totalAssets: 10_000n * ether,
  totalShares: 9_500n * ether,
  feeBps: 1500,
  capacityLeft: null,
  status: 'open',
};
const apr: KnownApr = { days: 7, apr: (ether * 261n) / 10_000n, from: now - 7 * day, to: now, harvests: 14 };
const fiatPrice: FiatPrice = { currency: 'USD', price: 3_000n * ether, updatedAt: now - 600 };
const networkFee = { gasEstimate: 70_000n, gasPrice: gwei, fee: 70_000n * gwei };
const transaction = { from: account, to: pool.address, value: 0n, data: '0x', gas: 90_000n } as const;

function propsOf<SomeQuote extends Quote>(
  quote: SomeQuote,
  others: { apr?: KnownApr | null; fiatPrice?: FiatPrice | null; pool?: Pool } = {},
): DialogProps<SomeQuote> {
  const display = { ...createSnapTranslator('en'), now, fiatPrice: others.fiatPrice ?? null };
  return {
    origin,
    account,
    network,
    pool: (others.pool ?? pool) as never,
    quote,
    apr: others.apr === undefined ? apr : others.apr,
    display,
  };
}

/** What a person reads; the content must be one that wallets take. */
function read(content: JSXElement): string[] {
  const [problem] = JSXElementStruct.validate(content);
  expect(problem).toBeUndefined();
  const texts = textsOf(content);
  // No placeholder was left open, and no sentence is a breath too long.
  expect(texts.join('\n')).not.toMatch(/[{}]|undefined|null|NaN/u);
  return texts;
}

const stakeQuote: StakeQuote = {
  state,
  approvals: [],
  transaction,
  networkFee,
  amount: 10n * ether,
  assetsBefore: 2n * ether,
  assetsAfter: 12n * ether,
  reportChange: 0n,
  balanceAfter: 3n * ether,
  withHarvest: false,
  wayBack: 'queue',
  claimDelay: longestKnownDelay,
};

describe('the stake dialog', () => {
  it('reads so', () => {
    expect(read(StakeDialog(propsOf(stakeQuote, { fiatPrice })))).toEqual([
      'Stake 10 ETH',
      'Request from',
      origin,
      'Account',
      account,
      'Pool',
      'MetaMask Pool',
      'Network',
      'Ethereum',
      'You stake',
      '10 ETH',
      'about $30,000.00',
      'Staked now',
      '2 ETH',
      'about $6,000.00',
      'Staked after this',
      '12 ETH',
      'about $36,000.00',
      'Yearly rate (APR)',
      '2.61%',
      '7 days, 14 reports, after the fee',
      'Earned in a year (estimate)',
      '0.261 ETH',
      'about $783.00',
      'Pool fee',
      '15%',
      'of the rewards',
      'Network fee (estimate)',
      '0.00007 ETH',
      'about $0.21',
      'That fee is',
      "0.02% of a year's rewards",
      'Getting your ETH back',
      "You unstake and wait in a queue. How long that takes isn't known in advance.",
      'You can claim after a wait of up to 24 hours, or later if the queue takes longer.',
      'The rate changes with every report, and penalties can make it negative.',
    ]);
  });

  const dear = { ...stakeQuote, amount: ether / 1000n };
  const penalty: KnownApr = { ...apr, apr: -(ether / 1000n) };
  it.each([
    [
      'little ETH left',
      { ...stakeQuote, balanceAfter: 349_999n * gwei },
      apr,
      'Only 0.000349 ETH stays in the account.',
    ],
    ['a dear network fee', dear, apr, 'The network fee is 268.19% of what this amount earns in a year.'],
    ['a late report', { ...stakeQuote, withHarvest: true }, apr, 'The pool must take in the latest report first.'],
    ['penalties', stakeQuote, penalty, 'The pool lost ETH recently through penalties, so its rate is negative.'],
  ])('warns first of %s, and of nothing else', (_, quote, rate, words) => {
    const texts = read(StakeDialog(propsOf(quote, { apr: rate })));
    expect(texts[0]).toBe('Before you approve');
    expect(texts[1]?.startsWith(words)).toBe(true);
    expect(texts[2]).toMatch(/^Stake /u);
  });

  it('names the same wait as the unstake dialog', () => {
    const claimDelay = { seconds: 54_000, basis: 'observed', claims: 12 } as const;
    expect(read(StakeDialog(propsOf({ ...stakeQuote, claimDelay })))).toContain(
      'You can claim after a wait of up to 15 hours, or later if the queue takes longer.',
    );
  });

  it('says no share of next to nothing that an amount earns', () => {
    const texts = read(StakeDialog(propsOf({ ...stakeQuote, amount: 1_000n })));
    expect(texts.slice(0, 2)).toEqual([
      'Before you approve',
      'The network fee is more than this amount earns in ten years.',
    ]);
    expect(texts).not.toContain('That fee is');
  });

  it('warns from just above 30 % of a year on', () => {
    const rewardOf = (amount: bigint): bigint => (amount * apr.apr) / ether;
    const edge = { ...stakeQuote, networkFee: { ...networkFee, fee: (rewardOf(stakeQuote.amount) * 3n) / 10n } };
    expect(read(StakeDialog(propsOf(edge)))[0]).toBe('Stake 10 ETH');
    const above = { ...edge, networkFee: { ...edge.networkFee, fee: edge.networkFee.fee + 1n } };
    expect(read(StakeDialog(propsOf(above)))[0]).toBe('Before you approve');
  });

  it('says that the rate is unknown, and then promises nothing', () => {
    const texts = read(StakeDialog(propsOf(stakeQuote, { apr: null })));
    expect(texts).toEqual(expect.arrayContaining(['unknown', 'too few reports to tell']));
    expect(texts).not.toContain('Earned in a year (estimate)');
    expect(texts).not.toContain('That fee is');
  });

  it('tells the day of an old price', () => {
    const old = { ...fiatPrice, updatedAt: now - 3 * day };
    expect(read(StakeDialog(propsOf(stakeQuote, { fiatPrice: old })))).toContain(
      'about $30,000.00 (price of Jan 12, 2027)',
    );
  });
});

describe('the unstake dialog', () => {
  const quote: UnstakeQuote = {
    state,
    approvals: [],
    transaction,
    networkFee,
    shares: 5n * ether,
    assets: 5n * ether,
    assetsBefore: 12n * ether,
    assetsAfter: 7n * ether,
    reportChange: 0n,
    isAll: false,
    way: 'next-report',
    claimDelay: longestKnownDelay,
  };
  const waitOf = (texts: string[]): string[] =>
    texts.slice(texts.indexOf('When you get it') + 1, texts.indexOf('Yearly rate (APR)'));

  it('says what leaves, what stays and that it goes on earning', () => {
    const texts = read(UnstakeDialog(propsOf(quote)));
    expect(texts[0]).toBe('Unstake 5 ETH');
    expect(waitOf(texts)).toEqual([
      'The pool has enough free ETH: the next report serves your exit.',
      'You can claim after a wait of up to 24 hours, or later if the queue takes longer.',
      'Until then it keeps earning rewards and can still be penalized.',
    ]);
  });

  it('promises no report when ETH must come from validators', () => {
    const texts = read(UnstakeDialog(propsOf({ ...quote, way: 'validators' })));
    expect(waitOf(texts)[0]).toBe(
      "The pool must first take ETH back from validators. How long that takes isn't known.",
    );
  });

  it('says when the newest report serves it at once', () => {
    expect(waitOf(read(UnstakeDialog(propsOf({ ...quote, way: 'served-at-once' }))))).toEqual([
      'The pool sets your ETH aside right away, with its newest report.',
      'You can claim after a wait of up to 24 hours.',
    ]);
  });

  it('names the wait that the pool has shown', () => {
    const claimDelay = { seconds: 54_000, basis: 'observed', claims: 12 } as const;
    expect(waitOf(read(UnstakeDialog(propsOf({ ...quote, claimDelay }))))).toContain(
      'You can claim after a wait of up to 15 hours, or later if the queue takes longer.',
    );
  });

  it('tells what the report that comes along adds, and warns of what it takes away', () => {
    const gain = read(UnstakeDialog(propsOf({ ...quote, reportChange: ether / 4n })));
    expect(gain[gain.indexOf('The report adds') + 1]).toBe('0.25 ETH');
    const artemis = read(StakeDialog(propsOf({ ...stakeQuote, reportChange: ether / 4n }, { pool: artemisPool })));
    expect(artemis).not.toContain('The report adds');
    expect(artemis[artemis.indexOf('Rewards that it brings in') + 1]).toBe('0.25 METIS');
    const loss = read(UnstakeDialog(propsOf({ ...quote, reportChange: -ether / 4n })));
    expect(loss).not.toContain('The report adds');
    expect(loss.slice(0, 2)).toEqual([
      'Before you approve',
      'The report that comes along takes 0.25 ETH of your stake: penalties, which everyone in the pool bears.',
    ]);
  });

  it('says when it is all, and when it is paid at once', () => {
    const texts = read(UnstakeDialog(propsOf({ ...quote, isAll: true, way: 'at-once' })));
    expect(texts[0]).toBe('Unstake everything: 5 ETH');
    expect(waitOf(texts)).toEqual(['The pool pays it out right away.']);
  });
});

describe('the claim dialog', () => {
  const quote: ClaimQuote = {
    state,
    approvals: [],
    transaction,
    networkFee,
    exits: [{} as QueuedExit, {} as QueuedExit],
    leftOut: [],
    assets: 3n * ether,
    remainingAssets: ether / 2n,
    withHarvest: false,
  };

  it('says what comes and what stays', () => {
    const texts = read(ClaimDialog(propsOf(quote)));
    expect(texts[0]).toBe('Claim 3 ETH');
    expect(texts.slice(texts.indexOf('You receive'))).toEqual([
      'You receive',
      '3 ETH',
      'Exits that pay',
      '2',
      'Stays in the queue',
      '0.5 ETH',
      'Network fee (estimate)',
      '0.00007 ETH',
      'That fee is',
      '<0.01% of what you receive',
      'The ETH goes to the account above.',
    ]);
  });

  it('says when the claim brings a report in', () => {
    const texts = read(ClaimDialog(propsOf({ ...quote, withHarvest: true })));
    expect(texts.at(-1)).toBe("The claim also brings in the pool's newest report, which frees your ETH.");
  });

  it('says no share of nothing where the network takes more than the claim pays', () => {
    for (const assets of [0n, 1n, networkFee.fee - 1n]) {
      const texts = read(ClaimDialog(propsOf({ ...quote, assets })));
      expect(texts.slice(0, 2)).toEqual([
        'Before you approve',
        'The network fee is more than the ETH that you receive.',
      ]);
      expect(texts.join(' ')).not.toContain('%');
    }
  });

  it('names what is not paid now, and why', () => {
    const error = new StakingError('NOTHING_TO_CLAIM', { kind: 'no-open-exit' });
    const leftOut = [
      { id: 7n, assets: ether, reason: 'queued', error },
      { id: 8n, assets: null, reason: 'unknown', error },
    ] as const;
    const texts = read(ClaimDialog(propsOf({ ...quote, leftOut })));
    expect(texts.slice(texts.indexOf('Not in this claim') + 1).slice(0, 2)).toEqual([
      "1 ETH: it's still waiting in the queue.",
      "Exit 8: it isn't open anymore. It may already be claimed.",
    ]);
  });

  it('warns first when the network takes much of it', () => {
    const texts = read(ClaimDialog(propsOf({ ...quote, assets: networkFee.fee * 2n })));
    expect(texts.slice(0, 2)).toEqual(['Before you approve', 'The network fee is 50.00% of the ETH that you receive.']);
  });
});
