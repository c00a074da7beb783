import { expect, type Page } from '@playwright/test';
import type { Anvil } from '@pooled-staking/devnet';
import { requestTo, startFaultyNode, type FaultyNode, type Faults } from '../../devnet/test/faulty-node/proxy';
import { test, type Devnet } from './devnet';
import { announcePlainWallet } from './plain-wallet';
import { goTo } from './wallet-panel';

/** A seeded account with an exit to claim. */
const account = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';

const isLogs = (method: string): boolean => method === 'eth_getLogs';

/** Nodes that can be read all the same, as slow or narrow as they are. */
const bearable: readonly (readonly [string, Faults])[] = [
  [
    'answers for 10 blocks at a time',
    {
      refuse: ({ from, to }) =>
        to - from < 10
          ? undefined
          : { code: -32600, message: 'You can make eth_getLogs requests with up to a 10 block range.' },
    },
  ],
  ['gives each log twice, the newest first', { repeat: true }],
  ['is busy at first', { status: (count, method) => (isLogs(method) && count < 6 ? 429 : undefined) }],
  ['has a gateway that is down at first', { status: (count) => (count < 4 ? 502 : undefined) }],
  ['drops the first questions for logs', { drop: (count, method) => isLogs(method) && count < 5 }],
];

/** Nodes of which the stake can be read, and no reward be proven. */
const incomplete: readonly (readonly [string, Faults])[] = [
  ['has no old logs', { refuse: () => ({ code: 4444, message: 'pruned history unavailable' }) }],
  [
    'wants a token for logs',
    { refuse: () => ({ code: -32602, message: 'Archive requests require a personal token' }) },
  ],
];

/** Nodes of which nothing can be read. */
const unreadable: readonly (readonly [string, Faults])[] = [
  ['is down', { drop: () => true }],
  ['has a broken gateway', { status: () => 502 }],
];

/** Opens the pool in a wallet whose node has such faults, once it is connected. */
async function openThrough(page: Page, devnet: Devnet, faults: Faults): Promise<FaultyNode> {
  const request = async (method: string, params?: readonly unknown[]): Promise<unknown> => devnet.rpc(method, params);
  const node = await startFaultyNode({ request } as Anvil);
  const through = requestTo(node.url);
  node.reset(faults);
  const rpc: Devnet['rpc'] = async (method, params = []) =>
    method === 'eth_chainId' ? devnet.rpc(method, params) : through({ method, params });
  await announcePlainWallet(page, { ...devnet, rpc }, account);
  await page.goto(devnet.poolUrl);
  await page.getByRole('button', { name: 'Connect a wallet' }).click();
  return node;
}

const staked = (page: Page) => page.getByTestId('staked').locator('.eth');
const lifetime = (page: Page) => page.getByTestId('lifetime-rewards').locator('.eth');
const total = (page: Page) =>
  page.getByRole('region', { name: 'Rewards', exact: true }).locator('.line-total .eth').first();

/** What a page tells of the account over a node without faults: its stake, and its rewards so far. */
let stake = '';
let rewards = '';

test.beforeAll(async ({ browser, devnet }) => {
  // In a context of its own, so that each test connects anew.
  const page = await browser.newPage();
  const node = await openThrough(page, devnet, {});
  stake = (await staked(page).getAttribute('title')) ?? '';
  rewards = (await lifetime(page).getAttribute('title')) ?? '';
  await goTo(page, 'Rewards');
  await expect(total(page)).toHaveAttribute('title', rewards);
  await page.close();
  await node.stop();
  expect(rewards).toMatch(/^\+?\d+\.\d+ ETH$/u);
});

for (const [what, faults] of bearable) {
  test(`over a node that ${what}, all numbers are those of the chain, to the wei`, async ({ page, devnet }) => {
    const node = await openThrough(page, devnet, faults);
    await expect(staked(page)).toHaveAttribute('title', stake, { timeout: 60_000 });
    await expect(lifetime(page)).toHaveAttribute('title', rewards, { timeout: 60_000 });
    await goTo(page, 'Rewards');
    await expect(total(page)).toHaveAttribute('title', rewards, { timeout: 60_000 });
    await page.goto('about:blank');
    await node.stop();
  });
}

for (const [what, faults] of incomplete) {
  test(`over a node that ${what}, the stake is shown, why no reward is, and with a better node both`, async ({
    page,
    devnet,
  }) => {
    const node = await openThrough(page, devnet, faults);
    await expect(staked(page)).toHaveAttribute('title', stake, { timeout: 60_000 });
    await expect(page.getByRole('region', { name: 'Your position' })).toContainText('History incomplete');
    await expect(lifetime(page)).toHaveCount(0);
    node.reset();
    // It is read anew with each block.
    await devnet.rpc('anvil_mine', ['0x1']);
    await expect(lifetime(page)).toHaveAttribute('title', rewards, { timeout: 60_000 });
    await expect(staked(page)).toHaveAttribute('title', stake);
    await page.goto('about:blank');
    await node.stop();
  });
}

for (const [what, faults] of unreadable) {
  test(`over a node that ${what}, no number is shown, and the page comes back with it by itself`, async ({
    page,
    devnet,
  }) => {
    const node = await openThrough(page, devnet, faults);
    const position = page.getByRole('region', { name: 'Your position' });
    await expect(position).toContainText("The network doesn't answer", { timeout: 60_000 });
    await expect(staked(page)).toHaveCount(0);
    await expect(position.getByRole('button', { name: 'Try again' })).toBeEnabled();
    node.reset();
    await expect(staked(page)).toHaveAttribute('title', stake, { timeout: 60_000 });
    await expect(lifetime(page)).toHaveAttribute('title', rewards, { timeout: 60_000 });
    await page.goto('about:blank');
    await node.stop();
  });

  test(`over a node that ${what} later, the page says so, keeps its numbers, and goes on with it`, async ({
    page,
    devnet,
  }) => {
    const node = await openThrough(page, devnet, {});
    await expect(lifetime(page)).toHaveAttribute('title', rewards);
    node.reset(faults);
    const notice = page.getByRole('note').filter({ hasText: "The network doesn't answer" });
    await expect(notice).toBeVisible({ timeout: 60_000 });
    await expect(notice).toContainText('block');
    await expect(staked(page)).toHaveAttribute('title', stake);
    await expect(lifetime(page)).toHaveAttribute('title', rewards);
    node.reset();
    await expect(notice).toBeHidden({ timeout: 60_000 });
    await expect(staked(page)).toHaveAttribute('title', stake);
    await page.goto('about:blank');
    await node.stop();
  });
}
