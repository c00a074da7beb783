import { expect } from '@playwright/test';
import { parseEther } from 'ethers';
import { exactEth } from '../src/amounts/eth';
import { expectAccessible } from './accessible';
import { test } from './devnet';
import { announcePlainWallet } from './plain-wallet';
import { pool } from './pool-calls';
import { goTo, transactionStatus } from './wallet-panel';

/** A seeded account with an exit to claim. */
const account = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';

test('a wallet without the Snap reads, stakes, claims and unstakes, to the wei', async ({ page, devnet }) => {
  const clean = await devnet.rpc('evm_snapshot');
  const balance = async (): Promise<bigint> => BigInt(String(await devnet.rpc('eth_getBalance', [account, 'latest'])));
  const readPool = async (method: string, argument: unknown): Promise<bigint> => {
    const call = { to: devnet.pool.address, data: pool.encodeFunctionData(method, [argument]) };
    return BigInt(String(await devnet.rpc('eth_call', [call, 'latest'])));
  };
  await announcePlainWallet(page, devnet, account);
  await page.goto(devnet.siteUrl);
  await page.getByRole('button', { name: 'Connect a wallet' }).click();
  await page.getByTestId('pool-row').first().getByRole('link').click();
  await expect(page.getByTestId('staked')).toBeVisible();
  await expect(page.getByText("Plain wallet doesn't run Snaps")).toBeVisible();
  await expect(page.getByRole('button', { name: 'Install the Snap' })).toHaveCount(0);
  await goTo(page, 'Rewards');
  // The ledger and its files are read by the page itself.
  const rewards = page.getByRole('region', { name: 'Rewards', exact: true });
  await expect(rewards.getByRole('table', { name: 'Every movement of the stake' })).toBeVisible();
  await expectAccessible(page, 'the rewards of an account');
  await test.step('the page about the pool has its facts, read by the wallet', async () => {
    await goTo(page, 'The pool');
    await expect(page.getByTestId('validator-count')).toContainText('validators were registered');
    await expect(page.getByTestId('rate-plot').locator('canvas')).toBeVisible();
    await expect(page.getByTestId('exit-times')).toContainText('Half of them within');
    await expect(page.getByTestId('penalties').locator('tbody tr').first()).toContainText('ETH');
    const price = page.getByTestId('share-price').locator('.eth');
    await expect(price).toHaveAttribute('title', `${exactEth(await readPool('convertToAssets', 10n ** 18n))} ETH`);
    await expectAccessible(page, "the pool's page");
  });

  const before = await balance();
  const first = Number(await devnet.rpc('eth_blockNumber')) + 1;
  const claimable = page.getByTestId('claimable').locator('.eth');
  const owed = parseEther(String((await claimable.getAttribute('title'))?.split(' ')[0]));
  expect(owed).toBeGreaterThan(0n);
  await goTo(page, 'Stake');
  const staked =
    await test.step('an amount of money is staked as exactly the ETH that was shown and reviewed', async () => {
      const field = page.getByLabel('Amount to stake');
      const exact = page.getByTestId('exact-amount');
      await field.fill('1.5');
      await expect(exact).toHaveText('Exactly 1.5 ETH leaves your account.');
      await page.getByRole('button', { name: 'In USD' }).click();
      await expect(field).toHaveValue(/^\d{3,}(\.\d{1,2})?$/u);
      await field.fill('1234.56');
      await expect(exact).toContainText(/^Exactly 0\.\d{15,18} ETH leaves your account\. At [\d,.]+ USD for 1 ETH$/u);
      const words = await exact.innerText();
      const [, amount = '', price = ''] = /Exactly (\S+) ETH.* At ([\d,.]+) USD/u.exec(words) ?? [];
      // The price is shown to the cent, so this comes to within one for each ETH.
      const cents = (parseEther(amount) * BigInt(price.replace(/[,.]/gu, ''))) / 10n ** 18n;
      expect(Number(cents)).toBeGreaterThanOrEqual(123_454);
      expect(Number(cents)).toBeLessThanOrEqual(123_456);
      const terms = page.getByTestId('stake-terms');
      await expect(terms).toContainText('Your stake after');
      await page.getByText('Risks and terms').click();
      await expect(page.getByText('Validators can be penalized')).toBeVisible();
      await expectAccessible(page, 'the form of a stake, with its terms');
      await page.getByRole('button', { name: 'Stake', exact: true }).click();
      const review = page.getByTestId('review');
      await expect(review.getByRole('heading')).toBeFocused();
      await expectAccessible(page, 'the review of a stake');
      await expect(terms).toContainText(`${amount} ETH`);
      await review.getByRole('button', { name: 'Change something' }).click();
      await expect(field).toHaveValue('1234.56');
      await field.press('Enter');
      await review.getByRole('button', { name: 'Continue in the wallet' }).click();
      await expect(transactionStatus(page)).toContainText('Confirmed');
      await expect(page.getByRole('region', { name: 'Activity' }).locator('[aria-current]')).toHaveText('Confirmed');
      await expect(page.getByRole('region', { name: 'Activity' }).locator('.activity-hash [title^="0x"]')).toHaveCount(
        1,
      );
      await expect(field).toHaveValue('');
      return parseEther(amount);
    });
  await goTo(page, 'Unstake');
  await page.getByTestId('exit').getByRole('button', { name: 'Claim' }).first().click();
  await expect(page.getByTestId('claimable')).toHaveText('0 ETH');
  await expect(transactionStatus(page)).toContainText('Confirmed');

  await test.step('an unstake is reviewed as it is sent: its shares leave the stake, and wait as the exit', async () => {
    const shares = await readPool('getShares', account);
    const field = page.getByLabel('Amount to unstake');
    await field.fill('0.25');
    await expect(page.getByTestId('unstake-terms')).toContainText('Your stake after');
    await page.getByRole('button', { name: 'Unstake', exact: true }).click();
    const review = page.getByTestId('review');
    await expect(review.getByRole('heading')).toHaveText('Unstake 0.25 ETH');
    await expect(review.getByRole('heading')).toBeFocused();
    await expectAccessible(page, 'the review of an exit');
    const after = review.locator('.line', { hasText: 'Your stake after' }).locator('.eth');
    const promised = await after.getAttribute('title');
    await review.getByRole('button', { name: 'Change something' }).click();
    await expect(field).toHaveValue('0.25');
    await field.press('Enter');
    const left = shares - (await readPool('convertToShares', parseEther('0.25')));
    await review.getByRole('button', { name: 'Continue in the wallet' }).click();
    await expect(field).toHaveValue('');
    await expect(page.getByTestId('exit')).toHaveCount(1);
    await expect(page.getByTestId('exit').locator('.eth').first()).toHaveAttribute('title', /^0\.2[45]\d* ETH$/u);
    // The page rounds shares up or down by one, never more.
    const kept = await readPool('getShares', account);
    expect(kept - left).toBeGreaterThanOrEqual(-1n);
    expect(kept - left).toBeLessThanOrEqual(1n);
    expect(promised).toBe(`${exactEth(await readPool('convertToAssets', kept))} ETH`);
  });

  const last = Number(await devnet.rpc('eth_blockNumber'));
  const blocks = Array.from({ length: last - first + 1 }, (_, index) => `0x${(first + index).toString(16)}`);
  type Receipt = { from: string; status: string; gasUsed: string; effectiveGasPrice: string };
  const receipts = (await Promise.all(blocks.map(async (block) => devnet.rpc('eth_getBlockReceipts', [block]))))
    .flatMap((each) => each as Receipt[])
    .filter(({ from }) => from.toLowerCase() === account.toLowerCase());
  expect(receipts.map(({ status }) => status)).toEqual(['0x1', '0x1', '0x1']);
  const fees = receipts.reduce((sum, each) => sum + BigInt(each.gasUsed) * BigInt(each.effectiveGasPrice), 0n);
  expect(await balance()).toBe(before - staked - fees + owed);
  await page.goto('about:blank');
  await devnet.rpc('evm_revert', [clean]);
});
