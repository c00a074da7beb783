import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formHash } from '@pooled-staking/api';
import { siteLanguages } from '@pooled-staking/texts/site';
import { expect, test as base, type Page } from '@playwright/test';
import sirv from 'sirv';
import { placeSite } from '../place.mjs';
import { fakeChain, serveChain } from './fake-chain';
import { account, announceWallets, block, emptyWallet, poolId } from './fake-wallet';
import { violationsIn } from './violations';

const built = join(dirname(fileURLToPath(import.meta.url)), '../public');

type Placed = {
  /** Where the site is, without a slash at the end. */
  readonly url: string;
  /** What was asked for beside its path. */
  readonly strays: readonly string[];
};

/** Serves a copy of the built site under a path, and nothing beside it, as a plain host does. */
async function servePlaced(path: string, prefix: string | null): Promise<Placed & { readonly stop: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'placed-site-'));
  placeSite(built, folder, prefix);
  const files = sirv(folder, { dev: true });
  const strays: string[] = [];
  const server = createServer((request, response) => {
    const { url = '' } = request;
    const nothing = (): void => {
      strays.push(url);
      response.writeHead(404).end();
    };
    if (url.startsWith(`${path}/`)) {
      request.url = url.slice(path.length);
      files(request, response, nothing);
    } else {
      nothing();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    strays,
    stop: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const cid = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi';
const test = base.extend<{ path: string; prefix: string | null; placed: Placed }>({
  path: [`/ipfs/${cid}`, { option: true }],
  prefix: [null, { option: true }],
  placed: async ({ path, prefix }, use) => {
    const placed = await servePlaced(path, prefix);
    await use(placed);
    placed.stop();
  },
});

async function connect(page: Page): Promise<void> {
  const head = { number: block.number, time: Date.parse(block.timestamp) / 1000 };
  await serveChain(page, fakeChain({ account, days: 3, head, stake: 20n * 10n ** 18n }));
  await announceWallets(page, [{ ...emptyWallet, snaps: 'missing' }]);
}

async function walkThrough(page: Page, { url, strays }: Placed): Promise<void> {
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  const violations = await violationsIn(page);
  await connect(page);
  await page.goto(`${url}/`);
  const icon = await page.locator('link[rel="icon"]').evaluate((link) => (link as HTMLLinkElement).href);
  expect(icon).toBe(`${url}/icon.svg`);
  expect((await page.request.get(icon)).status()).toBe(200);

  await page.getByRole('button', { name: 'Connect a wallet' }).click();
  await page.getByRole('link', { name: 'Local Pool' }).click();
  await expect(page).toHaveURL(new RegExp(`^${url}/pool/\\?pool=`, 'u'));
  await expect(page.getByTestId('staked')).toHaveText(/^20\.\d+ ETH$/u);
  await page.reload();
  await expect(page.getByTestId('staked')).toHaveText(/^20\.\d+ ETH$/u);
  await page.goBack();
  await expect(page.getByTestId('overview')).toBeVisible();
  await page.goForward();
  await page.getByRole('link', { name: 'Pooled Staking' }).click();
  await expect(page).toHaveURL(`${url}/`);
  await expect(page.getByTestId('overview')).toBeVisible();
  // Loaded anew, since its policy is another.
  await page.getByRole('link', { name: 'All networks, read-only' }).click();
  await expect(page).toHaveURL(`${url}/account/#${account}`);
  await expect(page.getByRole('heading', { name: account })).toBeVisible();

  // As the Snap writes its links.
  await page.goto(`${url}/${formHash({ kind: 'stake', pool: poolId, amount: '1.5' })}`);
  await expect(page).toHaveURL(new RegExp(`^${url}/pool/stake/\\?pool=`, 'u'));
  await expect(page.getByLabel('Amount to stake')).toHaveValue('1.5');

  const other = siteLanguages.find((language) => language !== 'en');
  if (other !== undefined) {
    await page.getByLabel('Language').selectOption(other);
    await expect(page.locator('html')).toHaveAttribute('lang', other);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('lang', other);
  }
  expect(strays).toEqual([]);
  expect(violations).toEqual([]);
  expect(failures).toEqual([]);
}

test('a build for any path works at an IPFS gateway', async ({ page, placed }) => {
  await walkThrough(page, placed);
});

test.describe('with a prefix', () => {
  test.use({ path: '/staking/eth', prefix: '/staking/eth' });

  test('a build for a path works there', async ({ page, placed }) => {
    await walkThrough(page, placed);
  });

  test('a page that is not there leads to the first page', async ({ page, placed }) => {
    await page.goto(`${placed.url}/404.html`);
    await page.getByRole('link', { name: 'Go to the first page' }).click();
    await expect(page).toHaveURL(`${placed.url}/`);
    expect(placed.strays).toEqual([]);
  });
});
