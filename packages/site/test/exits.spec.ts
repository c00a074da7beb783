import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { parseEther, ZeroAddress } from 'ethers';
import { exactEth, shownEth } from '../src/amounts/eth';
import { expectAccessible } from './accessible';
import { person, test, type Devnet } from './devnet';
import { balanceOf, pool, receiptOf, send } from './pool-calls';
import { approval, approve, enter, goTo, transactionStatus } from './wallet-panel';

/** Asks for an exit of shares worth an amount. */
async function requestExit(devnet: Devnet, amount: bigint): Promise<void> {
  const call = { to: devnet.pool.address, data: pool.encodeFunctionData('convertToShares', [amount]) };
  await send(devnet, 'enterExitQueue', [BigInt(String(await devnet.rpc('eth_call', [call, 'latest']))), person]);
}

const weiOf = async (amount: Locator): Promise<bigint> =>
  parseEther(String((await amount.getAttribute('title'))?.split(' ')[0]));

const pictures = process.env['SITE_PICTURES'];

test('several exits: two are chosen and claimed together, the rest of one keeps its place, and all end as timelines', async ({
  page,
  devnet,
}) => {
  const clean = await devnet.rpc('evm_snapshot');
  await send(devnet, 'deposit', [person, ZeroAddress], parseEther('40'));
  // Nobody else waits any more, and the pool has more than 3 and less than 35 ETH at hand.
  await devnet.operate('return-eth');
  await devnet.operate('report', { reward: '0' });
  await devnet.operate('run-validators');
  await devnet.operate('return-eth', { amount: parseEther('3').toString() });
  for (const amount of ['1', '1.25', '36']) {
    await requestExit(devnet, parseEther(amount));
  }
  await enter(page, devnet.siteUrl);
  await goTo(page, 'Unstake');
  const exits = page.getByTestId('exit');
  const button = page.getByRole('region', { name: 'Exits' }).getByRole('button', { name: /^Claim/u });
  const now = (exit: Locator): Locator => exit.locator('[aria-current="step"]');

  await test.step('what waits says so, with its request, and cannot be claimed', async () => {
    await expect(exits).toHaveCount(3);
    for (const exit of await exits.all()) {
      await expect(now(exit)).toHaveText(/^In the queue/u);
      await expect(exit.getByRole('list', { name: 'The way of this exit' })).toContainText(
        /Unstake requested.*Block /u,
      );
    }
    await expect(button).toHaveCount(0);
    await expect(page.getByTestId('closed-exit')).toHaveCount(0);
  });

  await test.step('before another exit is sent, the form says when it comes and what is left', async () => {
    await page.getByLabel('Amount to unstake').fill('0.5');
    const terms = page.getByTestId('unstake-terms');
    await expect(terms).toContainText('0.5 ETH');
    await expect(page.getByTestId('unstake-expected')).toContainText('at the earliest');
    const staked = await weiOf(page.getByTestId('staked').locator('.eth'));
    const after = await weiOf(terms.locator('.line', { hasText: 'Your stake after' }).locator('.eth'));
    // The vault rounds to whole shares.
    expect(after - (staked - parseEther('0.5'))).toBeGreaterThanOrEqual(-2n);
    expect(after - (staked - parseEther('0.5'))).toBeLessThanOrEqual(2n);
    await page.getByLabel('Amount to unstake').fill('');
  });

  await test.step('a report serves two of them, and a part of the third', async () => {
    await devnet.operate('report', { reward: '0' });
    await devnet.operate('advance-time', { seconds: 86_400 });
    await expect(page.getByRole('status').getByText('Chosen: 3 of 3')).toBeVisible();
    await expect(exits.filter({ hasText: 'Ready to claim' })).toHaveCount(2);
    const part = exits.filter({ hasText: 'set aside so far' });
    await expect(part).toHaveCount(1);
    await expect(part).toContainText('The rest keeps its place');
  });

  if (pictures) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 360]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page
          .getByRole('region', { name: 'Exits' })
          .screenshot({ path: join(pictures, `exits-${width}-${colorScheme}.png`) });
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  let paid = 0n;
  await test.step('the first is left out: the button has the sum of the others, and the claim pays it to the wei', async () => {
    const part = exits.filter({ hasText: 'set aside so far' });
    const first = exits.filter({ hasNotText: 'set aside so far' }).filter({ hasText: /^(1 ETH|0\.99)/u });
    await first.getByRole('checkbox').press('Space');
    await expect(page.getByRole('status').getByText('Chosen: 2 of 3')).toBeVisible();
    const whole = exits.filter({ hasText: /^1\.2[45]/u });
    const shown =
      (await weiOf(whole.locator('.exit-amount .eth'))) + (await weiOf(part.locator('[aria-current="step"] .eth')));
    await expect(button).toHaveText(`Claim ${shownEth(shown)} ETH`);
    const before = await balanceOf(devnet);
    await button.press('Enter');
    await expect(approval(page, 'dialog')).toContainText('ETH');
    await approve(page, 'dialog');
    await expect(page.getByTestId('dev-wallet-insight')).not.toHaveAttribute('aria-busy', 'true');
    await approve(page, 'transaction');
    await expect(transactionStatus(page)).toContainText('Confirmed');
    const hash = await page.locator('.activity-hash [title]').first().getAttribute('title');
    const { gasUsed, effectiveGasPrice, logs } = await receiptOf(devnet, hash);
    const claims = logs.flatMap((log) => pool.parseLog(log) ?? []).filter(({ name }) => name === 'ExitedAssetsClaimed');
    expect(claims).toHaveLength(2);
    paid = claims.reduce((sum, { args }) => sum + (args['withdrawnAssets'] as bigint), 0n);
    expect(paid).toBe(shown);
    expect(await balanceOf(devnet)).toBe(before - BigInt(gasUsed) * BigInt(effectiveGasPrice) + paid);
  });

  await test.step('one is over and says what it paid; the rest of the other waits on, as the same exit', async () => {
    await expect(exits).toHaveCount(2);
    const closed = page.getByTestId('closed-exit');
    await expect(closed).toHaveCount(1);
    await expect(closed).toContainText(/paid, 1 day.* after the request/u);
    await expectAccessible(page, 'exits, open and over');
    const rest = exits.filter({ hasText: 'In the queue' }).filter({ hasText: 'Claimed' }).last();
    const parts = [closed.locator('.exit-paid .eth'), rest.locator('.timeline-step.is-done .eth').last()];
    const amounts = await Promise.all(parts.map(weiOf));
    expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(paid);
    await expect(rest.locator('.timeline-step.is-done')).toHaveCount(2);
    // The one that was left out can be claimed still, alone.
    await expect(button).toHaveCount(1);
    expect(exactEth(await weiOf(page.getByTestId('claimable').locator('.eth')))).toMatch(/^(1|0\.99)/u);
  });
  await page.goto('about:blank');
  await devnet.rpc('evm_revert', [clean]);
});
