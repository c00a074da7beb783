import { expect } from '@playwright/test';
import { person, test } from './devnet';
import { approval, approve, installFromWallet, refuse } from './wallet-panel';

const other = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

test('what the settings claim, they do', async ({ page, devnet }) => {
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  const settings = page.getByTestId('dev-wallet-settings-page');
  const button = (name: string) => settings.getByRole('button', { name, exact: true });
  const penalty = settings.getByRole('switch', { name: 'A penalty falls' });
  const reopen = async () => {
    await page.getByRole('button', { name: 'Back to the wallet' }).click();
    await page.getByTestId('dev-wallet-settings').click();
  };

  await test.step('open the page', async () => {
    await page.goto(devnet.siteUrl);
    await installFromWallet(page);
    await page.getByTestId('dev-wallet-settings').click();
    await expect(settings).toContainText('You watch no other account.');
  });

  await test.step('what is no address is not watched', async () => {
    for (const text of ['1e99', '-0', ' 1,5 ', `${person}0`, '<b>0x</b>']) {
      await settings.getByLabel('Address').fill(text);
      await button('Add').dblclick();
      await expect(settings).toContainText("That isn't an Ethereum address");
    }
    await expect(button('Remove')).toHaveCount(0);
  });

  await test.step('an account is added once for two clicks, and shown in full', async () => {
    await settings.getByLabel('Address').fill(` ${other.toLowerCase()} `);
    await settings.getByLabel('Name').fill('Savings');
    await button('Add').dblclick();
    await expect(settings).toContainText('Saved.');
    await expect(button('Remove')).toHaveCount(1);
    await expect(settings).toContainText(other);
  });

  await test.step('it becomes the own one only by a yes to one question, with the whole address', async () => {
    await button("It's mine").dblclick();
    await expect(approval(page, 'dialog')).toHaveCount(1);
    await expect(approval(page, 'dialog')).toContainText(other);
    await refuse(page, 'dialog');
    await expect(button("It's mine")).toBeVisible();
    await button("It's mine").click();
    await approve(page, 'dialog');
    await expect(settings).toContainText('Yours');
    await expect(approval(page, 'dialog')).toHaveCount(0);
  });

  await test.step('a node is kept only where it answers, and is on the chain', async () => {
    const node = settings.getByLabel('Own node for Ethereum');
    for (const [text, said] of [
      ['garbage', "That isn't a web address."],
      ['http://127.0.0.1:9/', "That node doesn't answer."],
    ] as const) {
      await node.fill(text);
      await button('Save').click();
      await expect(settings).toContainText(said);
    }
    await node.fill('');
  });

  await test.step('kinds of notifications and the language stay', async () => {
    await expect(penalty).toBeChecked();
    await settings.getByText('A penalty falls').click();
    await settings.getByLabel('Language').selectOption('de');
    await button('Save').click();
    await expect(settings).toContainText('Gespeichert.');
    await reopen();
    await expect(settings.getByRole('switch', { name: 'Es gibt eine Strafe' })).not.toBeChecked();
    await settings.getByLabel('Sprache').selectOption('wallet');
    await button('Speichern').click();
    await expect(settings).toContainText('Saved.');
    await expect(penalty).not.toBeChecked();
  });

  await test.step('everything is gone after it was cleared', async () => {
    await button('Clear stored data').dblclick();
    await expect(approval(page, 'dialog')).toHaveCount(1);
    await approve(page, 'dialog');
    await expect(settings).toContainText('Everything was cleared.');
    await expect(settings).toContainText('You watch no other account.');
    await expect(penalty).toBeChecked();
  });
  expect(failures).toEqual([]);
});
