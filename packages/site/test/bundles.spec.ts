import { expect, type Page } from '@playwright/test';
import { parseEther } from 'ethers';
import { test } from './devnet';
import { enterAsOwner, expectStaked, stateOf } from './sequencer-owner';
import { approval, approve, openPanel, refuse, transactionStatus } from './wallet-panel';

test.describe.configure({ mode: 'serial' });

const activity = (page: Page) => page.getByRole('region', { name: 'Activity' });

/** Brings a top-up of the first sequencer to the wallet's question, with the insight there. */
async function askForTopUp(page: Page, amount: string): Promise<void> {
  await page.getByLabel('Amount to stake').fill(amount);
  await page.getByRole('button', { name: 'Stake', exact: true }).click();
  await approve(page, 'dialog');
  await expect(page.getByTestId('dev-wallet-insight')).not.toHaveAttribute('aria-busy', 'true');
}

test('an approval and a stake that are refused leave nothing behind', async ({ page, devnet }) => {
  await enterAsOwner(page, devnet);
  const before = await stateOf(devnet);
  await askForTopUp(page, '100');
  const question = approval(page, 'transaction');
  await expect(question.getByTestId('dev-wallet-call')).toHaveCount(2);
  await expect(question).toContainText('This makes your account a smart account');
  await refuse(page, 'transaction');
  await expect(transactionStatus(page)).toContainText('You rejected the request');
  await expect(approval(page, 'transaction')).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('staked')).toBeVisible();
  await expect(activity(page)).toHaveCount(0);
  expect(await stateOf(devnet)).toEqual(before);
});

test('an approval and a stake go out together, explained by the Snap, and land to the wei', async ({
  page,
  devnet,
}) => {
  await enterAsOwner(page, devnet);
  const before = await stateOf(devnet);
  await askForTopUp(page, '100.000000000000000001');
  const insight = page.getByTestId('dev-wallet-insight');
  await expect(insight).toContainText('100');
  await expect(insight).not.toContainText('Unknown call');
  await approve(page, 'transaction');
  await expect(transactionStatus(page)).toContainText('Confirmed');
  await expect(activity(page).locator('.activity-hash [title]')).toHaveCount(1);
  // One transaction and the authorization.
  await expectStaked(devnet, before, parseEther('100') + 1n, 2);
});

test('together they are followed across reloads and in other tabs, before and after the wallet has answered', async ({
  page,
  devnet,
}) => {
  await enterAsOwner(page, devnet);
  const before = await stateOf(devnet);
  await askForTopUp(page, '25');
  await page.reload();
  await expect(transactionStatus(page)).toContainText('Handed to the wallet');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await devnet.rpc('evm_setAutomine', [false]);
  await openPanel(page);
  await approve(page, 'transaction');
  await expect(transactionStatus(page)).toContainText('Sent');
  await page.reload();
  await expect(transactionStatus(page)).toContainText('Sent');
  await expect(transactionStatus(other)).toContainText('Sent');
  await devnet.rpc('evm_mine');
  await devnet.rpc('evm_setAutomine', [true]);
  await expect(transactionStatus(page)).toContainText('Confirmed');
  await expect(transactionStatus(other)).toContainText('Confirmed');
  await expectStaked(devnet, before, parseEther('25'), 1);
  await page.reload();
  await expect(page.getByTestId('staked')).toBeVisible();
  await expect(activity(page)).toHaveCount(0);
});
