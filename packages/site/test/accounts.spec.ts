import { expect } from '@playwright/test';
import { person, test } from './devnet';

test('an account is found by its name, read on the chain alone', async ({ page, devnet }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(devnet.siteUrl)) {
      elsewhere.push(request.url());
    }
  });
  const field = page.getByLabel('Address or name of the account');
  const look = async (text: string): Promise<void> => {
    await field.fill(text);
    await page.getByRole('button', { name: 'Look' }).click();
  };
  const head = page.locator('.account-head');

  await page.goto(`${devnet.siteUrl}/account/`);
  await look('alice');
  await expect(page.getByRole('alert')).toContainText('neither an address nor a name');
  await look('nobody.eth');
  await expect(page.getByRole('alert')).toContainText("nobody.eth isn't registered");
  await look('elsewhere.eth');
  await expect(page.getByRole('alert')).toContainText('A server answers for elsewhere.eth');
  await look('al\u0456ce.eth');
  await expect(page.getByRole('alert')).toContainText('has characters that no name may have together');

  await look(' Alice.eth ');
  await expect(head.getByRole('heading', { name: 'alice.eth' })).toBeVisible();
  await expect(head).toContainText(person);
  // In the pool, and back: the name stays in the address.
  await page.getByRole('link', { name: devnet.pool.name }).click();
  await expect(page).toHaveURL(/\?pool=.*#alice\.eth$/u);
  await expect(head).toContainText('alice.eth');
  await expect(page.getByTestId('staked')).toBeVisible();
  await page.getByRole('link', { name: 'All pools of this account' }).click();
  await expect(head.getByRole('heading', { name: 'alice.eth' })).toBeVisible();

  // The other way round: an address with the name that it calls itself by.
  await page.getByRole('link', { name: 'Look at another account' }).click();
  await look(person.toLowerCase());
  await expect(page).toHaveURL(`${devnet.siteUrl}/account/#${person}`);
  await expect(head.getByRole('heading', { name: person })).toBeVisible();
  await expect(head).toContainText('alice.eth');
  expect(elsewhere).toEqual([]);
});
