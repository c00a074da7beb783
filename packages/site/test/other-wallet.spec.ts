import { expect } from '@playwright/test';
import { parseEther } from 'ethers';
import { expectAccessible } from './accessible';
import { test } from './devnet';
import { announcePlainWallet } from './plain-wallet';
import { goTo, transactionStatus } from './wallet-panel';

/** A seeded account with an exit to claim. */
const account = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';

test('a wallet without the Snap reads, stakes and claims, to the wei', async ({ page, devnet }) => {
  const clean = await devnet.rpc('evm_snapshot');
  const balance = async (): Promise<bigint> => BigInt(String(await devnet.rpc('eth_getBalance', [account, 'latest'])));
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

  const last = Number(await devnet.rpc('eth_blockNumber'));
  const blocks = Array.from({ length: last - first + 1 }, (_, index) => `0x${(first + index).toString(16)}`);
  type Receipt = { from: string; status: string; gasUsed: string; effectiveGasPrice: string };
  const receipts = (await Promise.all(blocks.map(async (block) => devnet.rpc('eth_getBlockReceipts', [block]))))
    .flatMap((each) => each as Receipt[])
    .filter(({ from }) => from.toLowerCase() === account.toLowerCase());
  expect(receipts.map(({ status }) => status)).toEqual(['0x1', '0x1']);
  const fees = receipts.reduce((sum, each) => sum + BigInt(each.gasUsed) * BigInt(each.effectiveGasPrice), 0n);
  expect(await balance()).toBe(before - staked - fees + owed);
  await page.goto('about:blank');
  await devnet.rpc('evm_revert', [clean]);
});
