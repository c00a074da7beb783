import { expect, type Page } from '@playwright/test';
import { local } from '@pooled-staking/core';
import { test, type Devnet } from './devnet';
import { giveBooks, type Lie } from './pool-books';
import { violationsIn } from './violations';

/** A seeded account, with exits. */
const account = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';

const open = async (page: Page, { siteUrl }: Devnet): Promise<unknown> =>
  page.goto(`${siteUrl}/account/?pool=${local.pools[0]?.id ?? ''}#${account}`);

/** What the page says of the account: its stake, and its rewards. */
async function figures(page: Page): Promise<(string | null)[]> {
  const cells = page.getByTestId('staked').or(page.getByTestId('lifetime-rewards'));
  await expect(cells.first()).toBeVisible();
  return cells.allTextContents();
}

test("an account and its pool beside the pool's books: found there, checked against the chain", async ({
  page,
  browser,
  devnet,
}) => {
  const violations = await violationsIn(page);
  await open(page, devnet);
  const without = await figures(page);
  await expect(page.getByTestId('books-note')).toHaveCount(0);

  const withBooks = await browser.newPage();
  const asked = await giveBooks(withBooks, devnet);
  await open(withBooks, devnet);
  await expect(withBooks.getByTestId('books-note').first()).toHaveText(
    /^From the pool's books, checked against the chain at block [\d,]+\.$/u,
  );
  expect(await figures(withBooks)).toEqual(without);
  const books = withBooks.getByRole('region', { name: "The pool's books", exact: true });
  await expect(books.getByTestId('members')).toContainText(/^\d+ accounts have or had a stake here/u);
  await expect(books.getByTestId('books-note')).toContainText('checked against the chain');
  expect(asked).toEqual(expect.arrayContaining(['/pool', `/members/${account.toLowerCase()}/events`]));
  await withBooks.close();
  expect(violations).toEqual([]);
});

const left = (name: string): Lie => {
  return (path, body) => {
    const answer = JSON.parse(body) as { items?: { name: string }[] };
    const items = answer.items?.filter((item) => item.name !== name);
    return { body: JSON.stringify(items && path.includes(account.toLowerCase()) ? { ...answer, items } : answer) };
  };
};

test('books that lie, or are of no use, change nothing, and the page says so', async ({ page, browser, devnet }) => {
  await open(page, devnet);
  const without = await figures(page);
  const cases: [Lie, RegExp][] = [
    [left('Deposited'), /don't match the chain at block [\d,]+, so they aren't used here/u],
    [() => ({ body: '<script>document.title = "taken"</script>' }), /can't be used right now/u],
    [() => ({ status: 503, body: '{"error":{"message":"Not yet.","block":1}}' }), /still being written/u],
  ];
  for (const [lie, words] of cases) {
    const other = await browser.newPage();
    await giveBooks(other, devnet, lie);
    await open(other, devnet);
    await expect(other.getByTestId('books-note').first()).toHaveText(words);
    expect(await figures(other)).toEqual(without);
    await expect(other).not.toHaveTitle('taken');
    await other.close();
  }
});
