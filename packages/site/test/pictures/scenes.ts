import { expect, type Page } from '@playwright/test';
import { artemisPool, eMetisPool, localSequencerPool, seMetisPool } from '@pooled-staking/core';
import { accounts } from '@pooled-staking/devnet';
import type { Devnet } from '../devnet';

const [, staker, , claiming, exiting, owner] = accounts;

/** A page in a state, as a person may come upon it. */
export type Scene = {
  readonly name: string;
  /** Its address below the site's. */
  readonly path: (devnet: Devnet) => string;
  /** Who is connected, and on which chain; without one there is no wallet. */
  readonly account?: string;
  /** There is a wallet, and the page is not connected to it. */
  readonly isStranger?: true;
  readonly chain?: 'metis';
  /** What is done on it first, in any language. */
  readonly act?: (page: Page, devnet: Devnet) => Promise<void>;
  /** What has to be there: the page is full then. */
  readonly ready: string;
  /** A picture of it stands in the docs, so many pixels high. */
  readonly heightInDocs?: number;
};

const local = ({ pool }: Devnet): string => `eip155:31337:${pool.address}`;
const form = (kind: string, amount: string, id: string): string =>
  `?pool=${id}#${kind}?amount=${amount}&pool=${encodeURIComponent(id)}`;

const openProposal = async (page: Page): Promise<void> => {
  await page.getByTestId('proposal').first().getByRole('link').click();
};

const review = async (page: Page): Promise<void> => {
  await expect(page.getByTestId('stake-terms')).toBeVisible();
  await page.locator('main button[type="submit"]').click();
};

const send = async (page: Page, { rpc }: Devnet): Promise<void> => {
  await review(page);
  await rpc('evm_setAutomine', [false]);
  await page.getByTestId('review').locator('.button-large').click();
};

const openEvery = async (page: Page): Promise<void> => {
  await expect(page.locator('main details').first()).toBeVisible();
  for (const details of await page.locator('main details').all()) {
    await details.evaluate((element: HTMLDetailsElement) => {
      element.open = true;
    });
  }
};

/** Every page, and the states of it that look different. */
export const scenes: readonly Scene[] = [
  {
    name: 'first-page',
    path: () => '/',
    account: staker,
    isStranger: true,
    ready: '.hero .button:enabled',
    heightInDocs: 800,
  },
  { name: 'first-page-no-wallet', path: () => '/', ready: '.hero .note' },
  { name: 'home', path: () => '/', account: staker, ready: '[data-testid="pool-row"]', heightInDocs: 800 },
  { name: 'home-metis', path: () => '/', account: claiming, chain: 'metis', ready: '[data-testid="pool-row"]' },
  { name: 'home-exits', path: () => '/', account: claiming, ready: '[data-testid="pool-row"]' },
  {
    name: 'pool',
    path: (devnet) => `/pool/?pool=${local(devnet)}`,
    account: staker,
    ready: '[data-testid="lifetime-rewards"]',
    heightInDocs: 800,
  },
  {
    name: 'pool-other-network',
    path: () => `/pool/?pool=${artemisPool.id}`,
    account: staker,
    ready: '.panel',
  },
  {
    name: 'stake-empty',
    path: (devnet) => `/pool/stake/?pool=${local(devnet)}`,
    account: staker,
    ready: '.form .outlook',
  },
  {
    name: 'stake',
    path: (devnet) => `/pool/stake/${form('stake', '1.5', local(devnet))}`,
    account: staker,
    ready: '[data-testid="stake-terms"]',
    act: openEvery,
    heightInDocs: 1130,
  },
  {
    name: 'stake-wrong',
    path: (devnet) => `/pool/stake/${form('stake', '123456', local(devnet))}`,
    account: staker,
    ready: '.form [role="alert"]',
  },
  {
    name: 'stake-review',
    path: (devnet) => `/pool/stake/${form('stake', '0.01', local(devnet))}`,
    account: staker,
    act: review,
    ready: '[data-testid="review"] [data-testid="stake-terms"]',
    heightInDocs: 1050,
  },
  {
    name: 'stake-sent',
    path: (devnet) => `/pool/stake/${form('stake', '1.5', local(devnet))}`,
    account: staker,
    act: send,
    ready: '.activity-hash',
  },
  {
    name: 'unstake',
    path: (devnet) => `/pool/unstake/${form('unstake', '1', local(devnet))}`,
    account: exiting,
    ready: '[data-testid="unstake-terms"]',
  },
  {
    name: 'exits',
    path: (devnet) => `/pool/unstake/?pool=${local(devnet)}`,
    account: claiming,
    ready: '[data-testid="closed-exit"]',
    heightInDocs: 1180,
  },
  {
    name: 'rewards',
    path: (devnet) => `/pool/rewards/?pool=${local(devnet)}`,
    account: staker,
    ready: '.plot canvas',
    heightInDocs: 1300,
  },
  {
    name: 'rewards-open',
    path: (devnet) => `/pool/rewards/?pool=${local(devnet)}`,
    account: claiming,
    ready: '.plot canvas',
    act: openEvery,
  },
  {
    name: 'rewards-none',
    path: (devnet) => `/pool/rewards/?pool=${local(devnet)}`,
    account: owner,
    ready: 'main h2',
  },
  {
    name: 'facts',
    path: (devnet) => `/pool/facts/?pool=${local(devnet)}`,
    account: staker,
    ready: '.plot canvas',
    heightInDocs: 1300,
  },
  {
    name: 'account-empty',
    path: () => '/account/',
    ready: 'main form',
  },
  {
    name: 'account',
    path: () => `/account/#${claiming}`,
    ready: '[data-testid="pool-row"]',
    heightInDocs: 1000,
  },
  {
    name: 'account-pool',
    path: (devnet) => `/account/?pool=${local(devnet)}#${claiming}`,
    ready: '.plot canvas',
  },
  {
    name: 'metis-artemis',
    path: () => `/pool/?pool=${artemisPool.id}`,
    account: claiming,
    chain: 'metis',
    ready: '[data-testid="lifetime-rewards"]',
    heightInDocs: 800,
  },
  {
    name: 'metis-artemis-unstake',
    path: () => `/pool/unstake/?pool=${artemisPool.id}`,
    account: claiming,
    chain: 'metis',
    ready: '.form',
  },
  {
    name: 'metis-emetis-stake',
    path: () => `/pool/stake/${form('stake', '12.5', eMetisPool.id)}`,
    account: claiming,
    chain: 'metis',
    ready: '[data-testid="stake-terms"]',
  },
  {
    name: 'metis-semetis',
    path: () => `/pool/?pool=${seMetisPool.id}`,
    account: claiming,
    chain: 'metis',
    ready: '[data-testid="lifetime-rewards"]',
  },
  {
    name: 'metis-semetis-stake',
    path: () => `/pool/stake/${form('stake', '1', seMetisPool.id)}`,
    account: claiming,
    chain: 'metis',
    ready: '[data-testid="stake-terms"]',
  },
  {
    name: 'metis-facts',
    path: () => `/pool/facts/?pool=${seMetisPool.id}`,
    account: claiming,
    chain: 'metis',
    ready: 'main h2',
  },
  {
    name: 'sequencer-pool',
    path: () => `/pool/?pool=${localSequencerPool.id}`,
    account: owner,
    ready: '[data-testid="lifetime-rewards"]',
  },
  { name: 'sequencers', path: () => '/sequencers/', ready: '[data-testid="producer"]', heightInDocs: 1000 },
  { name: 'proposals', path: () => '/governance/', ready: '[data-testid="proposal"]', heightInDocs: 1000 },
  {
    name: 'proposal',
    path: () => '/governance/',
    account: staker,
    act: openProposal,
    ready: '[data-testid="voting-power"]',
    heightInDocs: 1000,
  },
  { name: 'help', path: () => '/help/', ready: 'main h2', heightInDocs: 800 },
  { name: 'not-found', path: () => '/nowhere/', ready: 'main h1', heightInDocs: 800 },
];
