import { expect, type Locator, type Page } from '@playwright/test';
import { formatEther, parseEther } from 'ethers';
import { artemisPool, eMetisPool, seMetisPool } from '@pooled-staking/core';
import { exactEth } from '../src/amounts/eth';
import { person, test, type Devnet } from './devnet';
import { violationsIn } from './violations';
import {
  approval,
  approve,
  approveTransaction,
  chooseAccount,
  confirmTerms,
  enter,
  goTo,
  transactionStatus,
} from './wallet-panel';

const day = 86_400;

/** A word of calldata. */
const word = (value: string): string => value.replace(/^0x/u, '').toLowerCase().padStart(64, '0');

async function tokenBalance({ metisRpc }: Devnet, token: string, account = person): Promise<bigint> {
  // balanceOf(address)
  const call = { to: token, data: `0x70a08231${word(account)}` };
  return BigInt(String(await metisRpc('eth_call', [call, 'latest'])));
}

const metisOf = async ({ metisRpc }: Devnet): Promise<bigint> =>
  BigInt(String(await metisRpc('eth_getBalance', [person, 'latest'])));

type Receipt = {
  readonly from: string;
  readonly status: string;
  readonly gasUsed: string;
  readonly effectiveGasPrice: string;
};

/** What the person's transactions since a block cost, all of which went through. */
async function feesSince({ metisRpc }: Devnet, firstBlock: number, count: number): Promise<bigint> {
  const last = Number(await metisRpc('eth_blockNumber'));
  let fees = 0n;
  let seen = 0;
  for (let number = firstBlock; number <= last; number += 1) {
    const receipts = (await metisRpc('eth_getBlockReceipts', [`0x${number.toString(16)}`])) as Receipt[];
    for (const { from, status, gasUsed, effectiveGasPrice } of receipts) {
      if (from.toLowerCase() === person.toLowerCase()) {
        expect(status).toBe('0x1');
        fees += BigInt(gasUsed) * BigInt(effectiveGasPrice);
        seen += 1;
      }
    }
  }
  expect(seen).toBe(count);
  return fees;
}

/** Goes to a pool's page, and to its network where the wallet is on another one. */
async function openPool(page: Page, { siteUrl }: Devnet, id: string): Promise<void> {
  await page.goto(`${siteUrl}/pool/?pool=${id}`);
  const change = page.getByRole('button', { name: 'Switch to Metis Andromeda' });
  const staked = page.getByTestId('staked');
  await expect(change.or(staked)).toBeVisible();
  if (await change.isVisible()) {
    await change.click();
    await approve(page, 'switch-chain');
  }
  await expect(staked).toBeVisible();
}

/** Says yes to so many transactions, one after the other. */
async function send(page: Page, hasSnap: boolean, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await approveTransaction(page, hasSnap);
    if (index + 1 < count) {
      // The next question comes once this one is mined.
      await expect(approval(page, 'transaction')).toBeHidden();
    }
  }
  await expect(transactionStatus(page)).toContainText('Confirmed');
}

async function claim(page: Page, exit: Locator, hasSnap: boolean): Promise<void> {
  await exit.getByRole('button', { name: 'Claim' }).click();
  if (hasSnap) {
    await approve(page, 'dialog');
  }
  await send(page, hasSnap, 1);
  await expect(exit).toHaveCount(0);
}

async function stake(page: Page, hasSnap: boolean, amount: string, count: number): Promise<void> {
  await goTo(page, 'Stake');
  await page.getByLabel('Amount to stake').fill(amount);
  await page.getByRole('button', { name: 'Stake', exact: true }).click();
  await confirmTerms(page, hasSnap);
  await send(page, hasSnap, count);
}

async function unstake(page: Page, hasSnap: boolean, amount: string, count: number): Promise<void> {
  await goTo(page, 'Unstake');
  await page.getByLabel('Amount to unstake').fill(amount);
  await page.getByRole('button', { name: 'Unstake', exact: true }).click();
  await confirmTerms(page, hasSnap);
  await send(page, hasSnap, count);
}

test('a stake in Artemis, from the first METIS to the claim, to the wei', async ({
  page,
  devnet,
  hasSnap,
  isSmart,
}) => {
  const violations = await violationsIn(page);
  await enter(page, devnet.siteUrl, { hasSnap, isSmart });
  await chooseAccount(page, person);
  await openPool(page, devnet, artemisPool.id);
  const before = await metisOf(devnet);
  const firstBlock = Number(await devnet.metisRpc('eth_blockNumber')) + 1;

  await stake(page, hasSnap, '25.5', 1);
  const shares = await tokenBalance(devnet, artemisPool.shareToken?.address ?? '');
  expect(shares).toBeGreaterThan(0n);

  await devnet.operate('artemis-reward', { amount: parseEther('200').toString(), harvest: true });
  await expect(page.getByTestId('lifetime-rewards')).toContainText('+');

  await unstake(page, hasSnap, '10', 1);
  const exit = page.getByTestId('exit');
  await expect(exit).toHaveCount(1);
  await expect(exit).toContainText("The pool's operators must release it first");
  await expect(exit.getByRole('button', { name: 'Claim' })).toHaveCount(0);
  const owed = parseEther(String((await exit.locator('.eth').first().getAttribute('title'))?.split(' ')[0]));
  expect(parseEther('10') - owed).toBeLessThanOrEqual(2n);

  await devnet.operate('artemis-release');
  await devnet.operate('advance-time', { seconds: 22 * day });
  await expect(exit).toContainText('Ready to claim');
  await claim(page, exit, hasSnap);
  const fees = await feesSince(devnet, firstBlock, 3);
  expect(await metisOf(devnet)).toBe(before - parseEther('25.5') - fees + owed);
  expect(violations).toEqual([]);
});

test('METIS through ENKI: eMETIS, a ticket and its claim; seMETIS, what vests, and ENKI to free it', async ({
  page,
  devnet,
  hasSnap,
  isSmart,
}) => {
  await enter(page, devnet.siteUrl, { hasSnap, isSmart });
  await chooseAccount(page, person);
  await openPool(page, devnet, eMetisPool.id);
  const before = await metisOf(devnet);
  const firstBlock = Number(await devnet.metisRpc('eth_blockNumber')) + 1;

  await test.step('METIS becomes eMETIS one for one, which earns nothing by itself', async () => {
    await goTo(page, 'The pool');
    await expect(page.getByRole('region', { name: 'ENKI eMETIS' })).toContainText('earns nothing by itself');
    await stake(page, hasSnap, '12.25', 2);
    expect(await tokenBalance(devnet, eMetisPool.address)).toBe(parseEther('12.25'));
    await expect(page.getByTestId('staked')).toHaveText('12.25 METIS');
  });

  let owed = 0n;
  await test.step('a ticket matures, waits for a queue without METIS, and pays', async () => {
    await unstake(page, hasSnap, '2', 2);
    const exit = page.getByTestId('exit');
    await expect(exit).toHaveCount(1);
    owed = parseEther(String((await exit.locator('.eth').first().getAttribute('title'))?.split(' ')[0]));
    await devnet.operate('enki-drain');
    await devnet.operate('advance-time', { seconds: 21 * day });
    await expect(exit).toContainText("doesn't have enough at hand");
    await devnet.operate('enki-fund');
    await expect(exit).toContainText('Ready to claim');
    await claim(page, exit, hasSnap);
    expect(await metisOf(devnet)).toBe(before - parseEther('12.25') - (await feesSince(devnet, firstBlock, 5)) + owed);
  });

  await test.step('eMETIS goes into the vault, and a part of what leaves it vests while ENKI is staked', async () => {
    await openPool(page, devnet, seMetisPool.id);
    await stake(page, hasSnap, '10', 2);
    expect(await tokenBalance(devnet, eMetisPool.address)).toBe(parseEther('0.25'));
    await expect(page.getByTestId('staked').locator('.eth')).toHaveAttribute(
      'title',
      new RegExp(`^(${formatEther(parseEther('10'))}|${exactEth(parseEther('10') - 1n)}) eMETIS$`, 'u'),
    );
    await unstake(page, hasSnap, '4', 1);
    const exit = page.getByTestId('exit');
    await expect(exit).toContainText('Stake ENKI to start it');
    await goTo(page, 'Stake');
    await page.getByRole('radio', { name: 'ENKI', exact: true }).check({ force: true });
    await stake(page, hasSnap, '50', 2);
    await goTo(page, 'Unstake');
    await expect(exit).toContainText('comes free little by little');
    await devnet.operate('advance-time', { seconds: 200 * day });
    await expect(exit).toContainText('Ready to claim');
    const held = await tokenBalance(devnet, eMetisPool.address);
    const vested = parseEther(String((await exit.locator('.eth').first().getAttribute('title'))?.split(' ')[0]));
    await claim(page, exit, hasSnap);
    expect((await tokenBalance(devnet, eMetisPool.address)) - held).toBe(vested);
  });
});

test('a link of the home page opens the form that it names, filled in, and none of another', async ({
  page,
  devnet,
  hasSnap,
  isSmart,
}) => {
  await enter(page, devnet.siteUrl, { hasSnap, isSmart });
  await chooseAccount(page, person);
  const open = async (form: string): Promise<void> => {
    // A page of its own for each: only the hash would differ.
    await page.goto('about:blank');
    await openPool(page, devnet, `${seMetisPool.id}#${form}pool=${encodeURIComponent(seMetisPool.id)}`);
  };
  await open('stake?asset=ENKI&amount=7&');
  await expect(page.getByRole('radio', { name: 'ENKI', exact: true })).toBeChecked();
  await expect(page.getByLabel('Amount to stake')).toHaveValue('7');
  await expect(page.getByRole('region', { name: 'Stake' })).toContainText('ENKI');

  await open('stake?id=5&amount=7&');
  await expect(page.getByRole('region', { name: 'Stake' })).toContainText('The link is about a part of a stake');
  const send = page.getByRole('button', { name: 'Stake', exact: true });
  await expect(send).toBeDisabled();
  await page.getByRole('radio', { name: 'eMETIS', exact: true }).check({ force: true });
  await expect(send).toBeEnabled();
});
