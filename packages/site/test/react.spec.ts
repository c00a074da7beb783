import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { parseEther } from 'ethers';
import { test, type Devnet } from './devnet';
import { announcePlainWallet } from './plain-wallet';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const origin = 'http://localhost:4999';

/** A seeded account with a stake and rewards. */
const account = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

/** Opens a page of others that is made of the hooks, as their bundler makes it; `/node` there is the devnet's node. */
async function open(page: Page, { rpc, pool }: Devnet, file: string, query = ''): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: { page: join(root, file) },
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    write: false,
    logLevel: 'error',
  });
  const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/node') {
      const { id, method, params } = route.request().postDataJSON() as {
        id: number;
        method: string;
        params: unknown[];
      };
      await route.fulfill({ json: { jsonrpc: '2.0', id, result: await rpc(method, params) } });
      return;
    }
    const text = files.get(pathname);
    await route.fulfill(
      text === undefined
        ? { contentType: 'text/html', body: '<!doctype html><script type="module" src="/page.js"></script>' }
        : { contentType: 'text/javascript', body: text },
    );
  });
  await page.goto(`${origin}/?pool=eip155:31337:${pool.address}${query}`);
}

test('a page of others, made of the hooks, shows a position and stakes to the wei', async ({ page, devnet }) => {
  const clean = await devnet.rpc('evm_snapshot');
  await announcePlainWallet(page, devnet, account);
  await open(page, devnet, 'examples/react/page.tsx');
  await page.getByRole('button', { name: 'Connect Plain wallet' }).click();
  const staked = page.getByText(/^Staked: [\d.]+ ETH$/u);
  const read = async (): Promise<bigint> => parseEther(/[\d.]+/u.exec(await staked.innerText())?.[0] ?? '');
  await expect(staked).toBeVisible();
  const before = await read();
  expect(before).toBeGreaterThan(0n);

  const status = page.getByRole('status');
  await expect(status).toHaveText('idle');
  const amount = page.getByLabel('Amount in ETH');
  await amount.fill('2.5');
  await page.getByRole('button', { name: 'Stake' }).click();
  await expect(status).toHaveText(/^confirmed 0x[\da-f]{64}$/u);
  // The stake becomes whole shares, so it may be worth a wei less.
  await expect.poll(async () => parseEther('2.5') - ((await read()) - before)).toBeLessThanOrEqual(1n);
  expect((await read()) - before).toBeLessThanOrEqual(parseEther('2.5'));

  // More than there is never reaches the wallet.
  await amount.fill('100000000');
  await page.getByRole('button', { name: 'Stake' }).click();
  await expect(status).toHaveText('failed INSUFFICIENT_BALANCE');
  await page.goto('about:blank');
  await devnet.rpc('evm_revert', [clean]);
});

test('hooks that are told pool and account read them at a node, without a wallet', async ({ page, devnet }) => {
  await open(page, devnet, 'packages/react/test/look.tsx', `&account=${account}`);
  await expect(page.getByTestId('pool')).toHaveText(devnet.pool.name);
  const lifetime = page.getByTestId('lifetime');
  await expect(lifetime).toHaveText(/^\d+$/u);
  // What the harvests brought one by one, from the ledger, is what the position says in one sum.
  await expect(page.getByTestId('rewards')).toHaveText(await lifetime.innerText());
  await expect(page.getByTestId('movements')).toHaveText(/^[1-9]\d*$/u);
  await expect(page.getByTestId('staked')).toHaveText(/^\d{18,}$/u);
  // No session, so no chain is followed for the page as a whole.
  await expect(page.getByTestId('head')).toHaveText('idle');
});
