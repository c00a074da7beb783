import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from '@playwright/test';
import { formatEther } from 'ethers';
import { accounts } from '../../src/accounts';
import { launchDevnet, type Devnet } from '../../src/launcher';
import { repositoryRoot } from '../../src/paths';
import { PoolUser } from '../launcher/support';
import { launchChromium } from '../wallet/chromium';
import { Consumer, ofDependency, run } from './consumer';

/** Every page is built and clicked in the long tests alone: a minute that the examples' own code rarely changes. */
const isLong = process.env['TEST_LONG'] === '1';
const long = isLong ? test : test.skip;
const person = accounts[0];

let consumer: Consumer;
let devnet: Devnet;
let user: PoolUser;
let browser: Browser;
let tab: Page;

/** Builds an example with Vite, outside of the repository, with the packages as they are installed. */
async function build(name: string): Promise<void> {
  const folder = join(consumer.folder, name);
  cpSync(join(repositoryRoot, 'examples', name), folder, { recursive: true });
  const target = join(consumer.folder, 'pages', name);
  const how = ['build', '--base', './', '--outDir', target, '--logLevel', 'warn'];
  await run(process.execPath, [ofDependency('vite/bin/vite.js'), ...how], folder);
}

/** What the page itself says. */
const status = (): Locator => tab.locator('p[role="status"]');

/** Says yes to whatever the wallet asks, until something is there. */
async function approveUntil(shown: Locator): Promise<void> {
  const question = tab.getByTestId('dev-wallet-approve');
  for (;;) {
    await shown.or(question).first().waitFor();
    if (await shown.isVisible()) {
      return;
    }
    const asked = await question.elementHandle();
    await question.click();
    // Until the wallet has taken the answer, it is no question again.
    await asked.waitForElementState('hidden');
  }
}

const stakeOf = async (): Promise<bigint> =>
  user.read<bigint>('convertToAssets', await user.read<bigint>('getShares', person));

beforeAll(async () => {
  if (!isLong) {
    return;
  }
  [consumer, browser] = await Promise.all([Consumer.create(), launchChromium()]);
  // What is not ours is the repository's own: found above the project, where nothing of ours is looked for.
  symlinkSync(join(repositoryRoot, 'node_modules'), join(dirname(consumer.folder), 'node_modules'));
  // One React for a page: that which wagmi finds.
  ['react', '@tanstack'].forEach((name) => {
    rmSync(consumer.installed(name), { recursive: true });
  });
  cpSync(join(repositoryRoot, 'examples', 'plain'), join(consumer.folder, 'pages'), { recursive: true });
  await build('ethers');
  await build('wagmi');
  devnet = await launchDevnet({ page: join(consumer.folder, 'pages') });
  user = new PoolUser(devnet.anvil, devnet.contracts?.pool ?? '');
  tab = await browser.newPage();
}, 600_000);

afterAll(async () => {
  if (isLong) {
    await browser.close();
    await devnet.stop();
    consumer.remove();
  }
});

long(
  'a page without packages installs the Snap and stakes through it',
  async () => {
    await tab.goto(devnet.httpUrl);
    await tab.getByRole('button', { name: 'Connect' }).click();
    await approveUntil(tab.getByText(`${person} has 0 wei in Local Pool.`));
    await tab.getByLabel('ETH').fill('1.5');
    await tab.getByRole('button', { name: 'Stake' }).click();
    await approveUntil(tab.getByText(/^Sent: 0x[\da-f]{64}$/u));
    expect(formatEther(await stakeOf())).toMatch(/^1\.(?:5|49{9})/u);
  },
  120_000,
);

long(
  'a page with ethers stakes without the Snap',
  async () => {
    await tab.goto(`${devnet.httpUrl}/ethers/`);
    await tab.getByRole('button', { name: 'Connect' }).click();
    await approveUntil(tab.getByText(`Staked in Local Pool: ${formatEther(await stakeOf())} ETH.`));
    await tab.getByLabel('ETH').fill('20000');
    await tab.getByRole('button', { name: 'Stake' }).click();
    await tab.getByText('Choose a smaller amount.').waitFor();
    await tab.getByLabel('ETH').fill('2');
    await tab.getByRole('button', { name: 'Stake' }).click();
    await approveUntil(tab.getByText(/Staked in Local Pool: 3\.(?:5|49{9})/u));
    expect(await status().innerText()).toContain(`${formatEther(await stakeOf())} ETH`);
  },
  120_000,
);

long(
  'a page with wagmi reads a stake and takes some of it out',
  async () => {
    // wagmi takes a page for connected that the wallet knows.
    await tab.getByTestId('dev-wallet-open').click();
    await tab.getByTestId('dev-wallet-disconnect').click();
    await tab.getByText('Not connected to this site').waitFor();
    await tab.goto(`${devnet.httpUrl}/wagmi/`);
    await tab.getByRole('button', { name: 'Connect Development wallet' }).click();
    await approveUntil(tab.getByText(`Staked: ${formatEther(await stakeOf())} ETH. On the way out: 0 ETH.`));
    await tab.getByRole('button', { name: 'Unstake 0.1 ETH' }).click();
    await approveUntil(tab.getByText(/On the way out: 0\.(?:1|09{9})/u));
    expect(await status().innerText()).toContain(`Staked: ${formatEther(await stakeOf())} ETH`);
  },
  120_000,
);
