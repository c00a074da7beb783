import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { Interface, parseEther } from 'ethers';
import { person, test, type Devnet } from './devnet';
import { approve, installFromWallet, refuse } from './wallet-panel';

const pool = new Interface([
  'function getShares(address account) view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
]);

async function read(devnet: Devnet, name: string, args: readonly unknown[]): Promise<bigint> {
  const call = { to: devnet.pool.address, from: person, data: pool.encodeFunctionData(name, args) };
  return BigInt(String(await devnet.rpc('eth_call', [call, 'latest'])));
}

const stakedOf = async (devnet: Devnet): Promise<bigint> =>
  read(devnet, 'convertToAssets', [await read(devnet, 'getShares', [person])]);

/** Opens the wallet, installs the Snap from there, and closes its welcome. */
async function install(page: Page, devnet: Devnet): Promise<void> {
  await page.goto(devnet.siteUrl);
  await installFromWallet(page);
}

/** Opens the Snap's home page, with the wallet's first account. */
async function openHome(page: Page): Promise<Locator> {
  await page.getByTestId('dev-wallet-home').click();
  const home = page.getByTestId('dev-wallet-home-page');
  const choose = home.getByRole('button', { name: 'Show' });
  await expect(choose).toBeVisible();
  await choose.click();
  await home.getByRole('button', { name: 'Open Local Pool' }).click();
  return home;
}

/** A row of what a page shows, by its label. */
const row = (home: Locator, label: string): Locator =>
  home.locator('.row').filter({ has: home.page().locator('.row-label', { hasText: new RegExp(`^${label}$`, 'u') }) });

/**
 * Checks on a phone's width that a page still fits when every word is 40 % longer, as words of other languages are: on a copy
 * of it, so that nothing of the page itself changes.
 */
async function expectToFit(page: Page, home: Locator): Promise<void> {
  await page.setViewportSize({ width: 360, height: 800 });
  const tooWide = await home.evaluate((shown) => {
    const copy = shown.cloneNode(true) as HTMLElement;
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      node.nodeValue = String(node.nodeValue).replace(/\p{L}{2,}/gu, (word) => word + 'n'.repeat(word.length * 0.4));
    }
    shown.after(copy);
    shown.style.display = 'none';
    const parts = [copy, ...copy.querySelectorAll<HTMLElement>('.scroll, button, .row, .banner, .field-label')];
    const found = parts.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1);
    const words = found.map(({ textContent }) => textContent);
    copy.remove();
    shown.style.display = '';
    return words;
  });
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(tooWide).toEqual([]);
}

/** A folder for pictures of every view in every look. */
const pictures = process.env['SITE_PICTURES'];

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) {
    return;
  }
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 1_000 });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('the whole life of a stake in the wallet alone: stake, a reward, unstake, claim', async ({ page, devnet }) => {
  test.setTimeout(240_000);
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await install(page, devnet);
  const home = await openHome(page);

  await test.step('nothing is staked yet', async () => {
    await expect(home).toContainText('Nothing staked yet');
    await expect(row(home, 'Staked')).toContainText('0 ETH');
    await picture(page, 'home-empty');
    await expectToFit(page, home);
  });

  await test.step('a stake that is refused in the wallet sends nothing, and keeps the form', async () => {
    await home.getByRole('button', { name: 'Stake', exact: true }).click();
    await home.getByLabel('Amount to stake').fill('1.5');
    await expect(home).toContainText('Stake 1.5 ETH');
    await picture(page, 'home-stake');
    await expectToFit(page, home);
    await home.getByRole('button', { name: 'Continue' }).click();
    await approve(page, 'session');
    await expect(page.getByTestId('dev-wallet-insight')).toContainText('1.5 ETH');
    await refuse(page, 'transaction');
    await expect(home).toContainText('You rejected it in the wallet. Nothing was sent.');
    await expect(home.getByLabel('Amount to stake')).toHaveValue('1.5');
    expect(await stakedOf(devnet)).toBe(0n);
  });

  await test.step('a stake goes out through the wallet, and is followed to its end', async () => {
    await home.getByRole('button', { name: 'Continue' }).click();
    await approve(page, 'transaction');
    await expect(home).toContainText('Sent');
    await expect(home).toContainText('Done', { timeout: 60_000 });
    await expect(row(home, 'Staked')).toContainText('1.5 ETH');
    expect(parseEther('1.5') - (await stakedOf(devnet))).toBeLessThanOrEqual(1n);
  });

  await test.step('a reward arrives', async () => {
    await devnet.operate('report', { reward: parseEther('0.5').toString() });
    await home.getByRole('button', { name: 'Update' }).click();
    await expect(row(home, 'Rewards so far')).not.toContainText(' 0 ETH');
    await picture(page, 'home-pool');
    await expectToFit(page, home);
  });

  await test.step('all of it is unstaked', async () => {
    await home.getByRole('button', { name: 'Unstake', exact: true }).click();
    await home.getByRole('button', { name: 'Everything' }).click();
    await expect(home).toContainText('Unstake everything');
    await picture(page, 'home-unstake');
    await home.getByRole('button', { name: 'Continue' }).click();
    await approve(page, 'transaction');
    await expect(row(home, 'Staked')).toContainText('0 ETH', { timeout: 60_000 });
    await picture(page, 'home-exit');
    await expectToFit(page, home);
    expect(await stakedOf(devnet)).toBe(0n);
  });

  await test.step('the exit is claimed', async () => {
    await devnet.operate('return-eth');
    await devnet.operate('report', { reward: '0' });
    await devnet.operate('advance-time', { seconds: 86_400 });
    await home.getByRole('button', { name: 'Update' }).click();
    const claim = home.getByRole('button', { name: /^Claim 1\.\d+ ETH$/u });
    await expect(claim).toBeVisible({ timeout: 60_000 });
    await claim.click();
    await picture(page, 'home-claim');
    await home.getByRole('button', { name: 'Continue' }).click();
    await approve(page, 'transaction');
    await expect(claim).toHaveCount(0, { timeout: 60_000 });
    await picture(page, 'home-after');
  });

  await test.step('the settings are a page of their own', async () => {
    await home.getByRole('button', { name: 'Settings' }).click();
    await expect(home).toContainText('Watch an account');
    await picture(page, 'settings');
    await expectToFit(page, home);
  });
  expect(failures).toEqual([]);
});
