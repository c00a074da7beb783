import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import sirv from 'sirv';
import { expectAccessible } from './accessible';
import { fakeChain, serveChain } from './fake-chain';
import { account, announceWallets, block, emptyWallet, poolId } from './fake-wallet';
import { violationsIn } from './violations';

const here = dirname(fileURLToPath(import.meta.url));

/** What a message without arguments says in a language. */
function said(language: string, key: string): string {
  const file = join(here, '../../texts/messages', language, 'site.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)[key] ?? '';
}

test.use({ locale: 'de-AT' });

let server: Server;
let site: string;
test.beforeAll(async () => {
  server = createServer(sirv(join(here, '../public'), { dev: true }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a page speaks the language of the browser at once, or the one that is chosen', async ({ page }) => {
  const violations = await violationsIn(page);
  const head = { number: block.number, time: Date.parse(block.timestamp) / 1000 };
  await serveChain(page, fakeChain({ account, days: 3, head, stake: 2_000n * 10n ** 18n }));
  await announceWallets(page, [{ ...emptyWallet, snaps: 'missing' }]);
  // What a person sees of the page before its texts are there.
  await page.addInitScript(() => {
    const seen: string[] = ((globalThis as unknown as { seen: string[] }).seen = []);
    const look = (): void => {
      const heading = document.querySelector('h1');
      if (
        heading &&
        getComputedStyle(heading).visibility === 'visible' &&
        getComputedStyle(document.body).display !== 'none'
      ) {
        seen.push(heading.textContent);
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(site);
  const german = said('de', 'wallet.connectWallet');
  await expect(page.getByRole('button', { name: german })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle(said('de', 'frame.siteName'));
  await expect(page.locator('meta[name="description"]')).toHaveAttribute(
    'content',
    said('de', 'frame.siteDescription'),
  );
  const seen = await page.evaluate(() => [...new Set((globalThis as unknown as { seen: string[] }).seen)]);
  expect(seen).toEqual([said('de', 'hero.title').replaceAll(/<\/?em>/gu, '')]);

  await page.goto(`${site}/pool/?pool=${poolId}`);
  await page.getByRole('button', { name: german }).click();
  // As Austria writes numbers.
  await expect(page.getByTestId('staked')).toHaveText(/^2[\s\u00a0.]\d{3},\d+ ETH$/u);
  await page.getByLabel(said('de', 'frame.language')).selectOption('English');
  await expect(page.getByTestId('staked')).toHaveText(/^2,\d{3}\.\d+ ETH$/u);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveTitle('Overview - Local Pool');
  await page.reload();
  await expect(page.getByRole('contentinfo')).toContainText(said('en', 'frame.footer'));
  await page.getByLabel('Language').selectOption('Deutsch');
  await expect(page.getByRole('contentinfo')).toContainText(said('de', 'frame.footer'));
  await page.goto(`${site}/help/`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('main')).toBeVisible();
  await expectAccessible(page, 'the help in German');
  expect(violations).toEqual([]);
});

test('a page whose texts are missing speaks English, and says so when they are asked for', async ({ page }) => {
  await page.route(/\/texts-de/u, async (route) => route.abort());
  await page.goto(site);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByLabel('Language').selectOption('Deutsch');
  await expect(page.getByText("This language didn't load.")).toBeVisible();
  await expect(page.getByLabel('Language')).toHaveValue('en');
  // Nothing of the failure stays.
  await page.unroute(/\/texts-de/u);
  await page.getByLabel('Language').selectOption('Deutsch');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});
