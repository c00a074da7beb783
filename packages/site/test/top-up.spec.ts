import { expect } from '@playwright/test';
import { parseEther } from 'ethers';
import { test } from './devnet';
import { enterAsOwner, expectStaked, stateOf } from './sequencer-owner';
import { approval, approveTransaction, confirmTerms, transactionStatus } from './wallet-panel';

test('an approval and a stake land to the wei, together or one after the other', async ({
  page,
  devnet,
  hasSnap,
  isSmart,
}) => {
  await enterAsOwner(page, devnet, { hasSnap, isSmart });
  const before = await stateOf(devnet);
  await page.getByLabel('Amount to stake').fill('100.000000000000000001');
  await page.getByRole('button', { name: 'Stake', exact: true }).click();
  await confirmTerms(page, hasSnap);
  await approveTransaction(page, hasSnap);
  if (!isSmart) {
    // The stake itself comes once the approval is mined.
    await expect(approval(page, 'transaction')).toBeHidden();
    await approveTransaction(page, hasSnap);
  }
  await expect(transactionStatus(page)).toContainText('Confirmed');
  // Two transactions, or one and the authorization.
  await expectStaked(devnet, before, parseEther('100') + 1n, 2);
});
