import { expect, type Page } from '@playwright/test';
import { artemisPool, local, stakewiseOn } from '@pooled-staking/core';
import { Interface, parseEther } from 'ethers';
import { exactEth } from '../src/amounts/eth';
import { expectAccessible } from './accessible';
import { test, type Devnet } from './devnet';
import { violationsIn } from './violations';

/** A seeded account. Nothing of it is asked: the pool's facts are the same for everybody. */
const account = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';

const abi = new Interface([
  'event DepositEvent(bytes pubkey, bytes withdrawal_credentials, bytes amount, bytes signature, bytes index)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
]);

/** Public keys that the deposit contract was given, oldest first. */
async function registeredKeys({ rpc }: Devnet): Promise<readonly string[]> {
  const query = { address: stakewiseOn(local).validatorsRegistry, fromBlock: '0x0', toBlock: 'latest' };
  const logs = (await rpc('eth_getLogs', [query])) as { topics: string[]; data: string }[];
  return [...new Set(logs.map((log) => String(abi.parseLog(log)?.args[0])))];
}

async function shareWorth({ rpc, pool }: Devnet): Promise<bigint> {
  const call = { to: pool.address, data: abi.encodeFunctionData('convertToAssets', [10n ** 18n]) };
  return BigInt(String(await rpc('eth_call', [call, 'latest'])));
}

const open = async (page: Page, { siteUrl }: Devnet, pool: string): Promise<unknown> =>
  page.goto(`${siteUrl}/account/?pool=${pool}#${account}`);

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('the facts of a pool, read without a wallet: as the chain has them', async ({ page, devnet }) => {
  const violations = await violationsIn(page);
  await open(page, devnet, local.pools[0]?.id ?? '');

  await test.step('its validators, page by page', async () => {
    const keys = [...(await registeredKeys(devnet))].reverse();
    const validators = part(page, 'Validators');
    await expect(validators.getByTestId('validator-count')).toContainText(`${keys.length} validators were registered`);
    await expect(validators.locator('code')).toHaveText(keys.slice(0, 10));
    await validators.getByRole('button', { name: 'Older' }).click();
    await expect(validators.locator('code')).toHaveText(keys.slice(10, 20));
  });

  await test.step('what it paid, drawn, and what a share is worth', async () => {
    await expect(page.getByTestId('rate-plot').locator('canvas')).toBeVisible();
    const price = page.getByTestId('share-price').locator('.eth');
    await expect(price).toHaveAttribute('title', `${exactEth(await shareWorth(devnet))} ETH`);
    const rates = part(page, 'APR over time');
    await rates.getByRole('radio', { name: '30 days' }).check({ force: true });
    await expect(page).toHaveURL(/&range=30d#/u);
    await page.reload();
    await expect(rates.getByRole('radio', { name: '30 days' })).toBeChecked();
    await expect(rates.getByRole('figure')).toContainText('between');
  });

  await test.step('its fee and code since it was made', async () => {
    await expect(part(page, 'Fee and code over time').getByRole('listitem')).toHaveText([
      /^Version 2/u,
      /^Fee 15% of rewards/u,
      /^Version 1/u,
    ]);
  });

  await test.step('how exits were paid', async () => {
    await expect(page.getByTestId('exit-times')).toContainText('Half of them within');
  });

  await test.step('a penalty that falls now is there at once, with what it cost', async () => {
    const rows = page.getByTestId('penalties').locator('tbody tr');
    const before = await rows.count();
    await devnet.operate('report', { reward: (-parseEther('0.25')).toString() });
    await expect(rows).toHaveCount(before + 1);
    await expect(rows.first().locator('.eth').first()).toHaveAttribute('title', '-0.25 ETH');
  });
  await expectAccessible(page, 'the facts of a pool');
  expect(violations).toEqual([]);
});

test('a link to a pool leads to its facts without a wallet', async ({ page, devnet }) => {
  await page.goto(devnet.poolUrl);
  await page.getByRole('link', { name: `Or look at ${devnet.pool.name} without a wallet` }).click();
  await expect(page).toHaveURL(/\/pool\/facts\/\?pool=/u);
  await expect(page.getByRole('heading', { level: 1, name: devnet.pool.name })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Connect a wallet' })).toBeVisible();
  await expect(page.getByTestId('validator-count')).toContainText('validators were registered');
});

test('a pool of another protocol tells what its protocol can', async ({ page, devnet }) => {
  await open(page, devnet, artemisPool.id);
  const rates = part(page, 'APR over time');
  await expect(rates).toContainText('up to each reward of the pool');
  await expect(rates.getByTestId('share-price')).toContainText('METIS');
  await expect(part(page, 'Rewards')).toBeVisible();
  for (const name of ['Validators', 'Penalties', 'How exits were paid', 'Fee and code over time']) {
    await expect(part(page, name)).toHaveCount(0);
  }
});
