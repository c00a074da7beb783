import { expect } from '@playwright/test';
import { test } from './devnet';
import { installFromWallet } from './wallet-panel';

test('a penalty on the chain becomes one notification in the wallet, which opens', async ({ page, devnet }) => {
  const home = page.getByTestId('dev-wallet-home-page');
  const back = page.getByRole('button', { name: 'Back to the wallet' });
  const control = async (name: string) => {
    await page.getByTestId(`dev-wallet-control-${name}`).click();
    await expect(page.getByTestId('dev-wallet-control-outcome')).not.toHaveText(/^$|Working/u);
  };

  await test.step('look at an account that has staked', async () => {
    await page.goto(devnet.siteUrl);
    await installFromWallet(page);
    await page.getByTestId('dev-wallet-account').selectOption({ index: 1 });
    await page.getByTestId('dev-wallet-home').click();
    // A test before may have left the page at another account.
    const show = home.getByRole('button', { name: 'Show' });
    const another = home.getByRole('button', { name: 'Choose an account' });
    await expect(show.or(another)).toBeVisible();
    if (await another.isVisible()) {
      await another.click();
    }
    await show.click();
    await expect(home).toContainText('Local Pool');
    await back.click();
  });

  const work = page.getByTestId('dev-wallet-work');
  const run = async () => {
    const done = page.waitForResponse((response) => response.request().postData()?.includes('run-work') === true);
    await work.getByTestId('dev-wallet-work-item').filter({ hasText: 'notify' }).getByRole('button').click();
    await done;
  };

  await test.step('the Snap sees how things stand, and has nothing to tell', async () => {
    await work.locator('summary').click();
    await run();
    await expect(page.getByTestId('dev-wallet-toast')).toHaveCount(0);
  });

  await test.step('a penalty falls, and lies far enough back', async () => {
    await page.getByText('Chain controls').click();
    await control('penalty');
    await control('mine');
  });

  await test.step('the Snap tells of it once', async () => {
    await run();
    await expect(page.getByTestId('dev-wallet-toast').filter({ hasText: 'A penalty took' })).toBeVisible();
    await run();
    await page.getByTestId('dev-wallet-notifications').click();
    await expect(page.getByTestId('dev-wallet-notification').filter({ hasText: 'A penalty took' })).toHaveCount(1);
  });

  await test.step('it opens, and says which account and pool it is about', async () => {
    const told = page.getByTestId('dev-wallet-notification').filter({ hasText: 'A penalty took' });
    await told.getByRole('button', { name: 'Show more' }).click();
    const opened = page.getByTestId('dev-wallet-notification-page');
    await expect(opened).toContainText('Local Pool');
    await expect(opened.locator('.address').first()).toHaveAttribute('title', /^0x70997970/iu);
  });
});
