import { expect } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';

import { startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';
import { launchChromium } from './chromium';
import { serveTestSnap } from './test-snap';
import type { TestSnap } from './test-snap';
import { serveWallet, testAccounts, walletOptions } from './wallet-server';
import type { TestClient } from './wallet-server';

const [first] = testAccounts as [string];

/** A page without a site: it finds the wallet as sites do, and hands requests of the test through. */
const page = `<!doctype html>
<html lang="en">
  <head>
    <script src="/dev-wallet/page.js"></script>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>A page</title>
    <style>
      body { margin: 0; font: 16px system-ui; background: Canvas; color: CanvasText; color-scheme: light dark; }
      main { max-width: 700px; margin: 0 auto; padding: 24px; }
      .end { text-align: right; }
    </style>
    <script>
      window.seen = [];
      window.announced = [];
      window.addEventListener('eip6963:announceProvider', ({ detail }) => {
        window.announced.push(detail.info);
        if (!window.wallet) {
          window.wallet = detail.provider;
          for (const name of ['accountsChanged', 'chainChanged', 'connect', 'disconnect']) {
            detail.provider.on(name, (value) => window.seen.push([name, value]));
          }
        }
      });
      window.dispatchEvent(new Event('eip6963:requestProvider'));
      window.ask = async (method, params) => {
        try {
          return { result: await window.wallet.request({ method, params }) };
        } catch ({ code, message, data }) {
          return { error: { code, message, data } };
        }
      };
    </script>
  </head>
  <body>
    <main>
      <h1>A page that uses the wallet</h1>
      <p>${'Some words of the page, so that there is something to cover. '.repeat(30)}</p>
      <p class="end"><button id="own" type="button" onclick="this.textContent = 'Pressed'">Press me</button></p>
    </main>
  </body>
</html>`;

export let anvil: Anvil;
export let snap: TestSnap;
/** The tab with the page. */
export let tab: Page;
let server: TestClient | undefined;
let browser: Browser;
let context: BrowserContext | undefined;
/** What the panel told the operator. */
export const posted: unknown[] = [];

/** Starts what all tests of a file share. */
export async function startBrowser(): Promise<void> {
  [anvil, snap, browser] = await Promise.all([startAnvil({ chainId: 31337 }), serveTestSnap(), launchChromium()]);
}

export async function stopBrowser(): Promise<void> {
  await browser.close();
  await stopServer();
  await Promise.all([anvil.stop(), snap.stop()]);
}

type Answer = { result?: unknown; error?: { code: number; message: string; data?: unknown } };
export type Asking = { ask(method: string, params?: unknown): Promise<Answer>; seen: unknown[]; announced: unknown[] };

export const ask = (method: string, params?: unknown): Promise<Answer> =>
  tab.evaluate(([name, given]) => (window as unknown as Asking).ask(name, given), [method, params] as const);
export const invoke = (method: string, params?: unknown) =>
  ask('wallet_invokeSnap', { snapId: snap.id, request: { method, params } });
export const panel = () => tab.getByTestId('dev-wallet');
export const approve = () => tab.getByTestId('dev-wallet-approve').click();
export const refuse = () => tab.getByTestId('dev-wallet-refuse').click();
export const approval = (kind: string): Locator =>
  tab.locator(`[data-testid="dev-wallet-approval"][data-kind="${kind}"]`);

/** Ends the devnet that serves the page. */
export async function stopServer(): Promise<void> {
  await server?.stop();
}

/** Opens the page in a window of this size, with a wallet of its own. */
export async function open(options: { width?: number; isDark?: boolean } = {}): Promise<void> {
  await context?.close();
  await stopServer();
  posted.length = 0;
  server = await serveWallet(
    { ...walletOptions(anvil.url, snap.url), operatorUrl: '/operator' },
    { '/': page },
    (path, body) => {
      if (path !== '/operator') {
        return null;
      }
      const command = JSON.parse(body) as { command: string };
      posted.push(command);
      return command.command === 'harvest'
        ? { status: 409, body: { ok: false, error: { message: 'The oracles of this chain are not ours.' } } }
        : { status: 200, body: { ok: true, result: { returned: '2500000000000000000' } } };
    },
  );
  context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 800 },
    colorScheme: options.isDark === true ? 'dark' : 'light',
  });
  context.setDefaultTimeout(15_000);
  tab = await context.newPage();
  await tab.goto(server.url);
  await tab.getByTestId('dev-wallet-open').waitFor();
}

export async function connect(): Promise<void> {
  const asked = ask('eth_requestAccounts');
  await approve();
  expect(await asked).toEqual({ result: [first] });
}

export async function install(): Promise<void> {
  const asked = ask('wallet_requestSnaps', { [snap.id]: {} });
  await approval('install').waitFor();
  await approve();
  expect((await asked).result).toHaveProperty([snap.id]);
}
