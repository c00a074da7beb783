import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parseEther, ZeroAddress } from 'ethers';
import { person, test } from './devnet';
import { balanceOf, pool, receiptOf, send } from './pool-calls';
import { approval, approve, enter, goTo, transactionStatus } from './wallet-panel';

/** The exact amount that is in the tooltip of an amount of ETH, in wei. */
const weiOf = (title: string | null): bigint => parseEther((title ?? '').replace(' ETH', ''));

const pictures = process.env['SITE_PICTURES'];

test('an exit that a waiting report pays has a Claim button, shows what it pays, and pays it', async ({
  page,
  devnet,
}) => {
  await send(devnet, 'deposit', [person, ZeroAddress], parseEther('1.5'));
  const call = { to: devnet.pool.address, data: pool.encodeFunctionData('getShares', [person]) };
  await send(devnet, 'enterExitQueue', [BigInt(String(await devnet.rpc('eth_call', [call, 'latest']))), person]);
  await enter(page, devnet.siteUrl);
  await goTo(page, 'Unstake');
  const exit = page.getByTestId('exit');
  await expect(exit).toContainText('In the queue');
  await expect(exit.getByRole('button', { name: 'Claim' })).toHaveCount(0);

  await test.step('the report waits, and the page says so', async () => {
    await devnet.operate('return-eth');
    await devnet.operate('advance-time', { seconds: 2 * 86_400 });
    await devnet.operate('report', { reward: parseEther('0.5').toString(), harvest: false });
    await expect(exit).toContainText('Ready to claim');
    await expect(exit).toContainText(
      "It can be claimed now: the claim brings in the pool's newest report, which pays it.",
    );
    await expect(exit.getByRole('button', { name: /^Claim /u })).toBeEnabled();
  });
  const shown = weiOf(await exit.locator('.exit-amount .eth').getAttribute('title'));
  await expect(page.getByTestId('claimable').locator('.eth')).toHaveAttribute(
    'title',
    (await exit.locator('.exit-amount .eth').getAttribute('title')) ?? '',
  );

  if (pictures) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 360]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        const file = `exit-with-report-${width}-${colorScheme}.png`;
        await page.getByRole('region', { name: 'Exits' }).screenshot({ path: join(pictures, file) });
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  await test.step('the claim pays what was shown, to the wei', async () => {
    const before = await balanceOf(devnet);
    await exit.getByRole('button', { name: /^Claim /u }).click();
    await expect(approval(page, 'dialog')).toContainText('ETH');
    await approve(page, 'dialog');
    await expect(page.getByTestId('dev-wallet-insight')).not.toHaveAttribute('aria-busy', 'true');
    await approve(page, 'transaction');
    await expect(transactionStatus(page)).toContainText('Confirmed');
    await expect(exit).toHaveCount(0);
    const hash = await page.locator('.activity-hash [title]').first().getAttribute('title');
    const { status, gasUsed, effectiveGasPrice, logs } = await receiptOf(devnet, hash);
    expect(status).toBe('0x1');
    const paid = logs.map((log) => pool.parseLog(log)).find((log) => log?.name === 'ExitedAssetsClaimed');
    expect(paid?.args['withdrawnAssets']).toBe(shown);
    expect(await balanceOf(devnet)).toBe(before - BigInt(gasUsed) * BigInt(effectiveGasPrice) + shown);
  });
});

test('a stake that must bring the late report in says so, with what the report adds', async ({ page, devnet }) => {
  await send(devnet, 'deposit', [person, ZeroAddress], parseEther('2'));
  await enter(page, devnet.siteUrl);
  await goTo(page, 'Stake');
  for (let report = 0; report < 2; report += 1) {
    await devnet.operate('advance-time', { seconds: 86_400 });
    await devnet.operate('report', { reward: parseEther('0.25').toString(), harvest: false });
  }
  await page.getByLabel('Amount to stake').fill('1');
  await expect(page.getByTestId('stake-terms')).toContainText('A late report adds');
  await expect(page.getByRole('note')).toContainText("The pool's late report goes along with your stake");
});
