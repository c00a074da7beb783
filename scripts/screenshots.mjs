/**
 * `npm run screenshots [-- --site URL]`: the three pictures that the Snap directory asks for, 960 by 540, of the site and the Snap in the
 * development wallet beside each other. The devnet of `npm start` must run, freshly started: what it shows is real, and
 * nothing is staged but the clicks. Written to `docs/directory`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, expect as expectSoon } from '@playwright/test';
import { ensureChromium } from './chromium.mjs';
import { answerHelp } from './help.mjs';
import { fail, root } from './setup.mjs';

answerHelp(import.meta.filename);

function readSite() {
  try {
    return parseArgs({ options: { site: { type: 'string', default: 'http://127.0.0.1:8546/' } } }).values.site;
  } catch (error) {
    return fail(error);
  }
}

const site = readSite();
/** A cold Snap reads for a while. */
const expect = expectSoon.configure({ timeout: 60_000 });
const folder = join(root, 'docs', 'directory');
const size = { width: 960, height: 540 };
/** A window in which site and wallet have room, made smaller for the picture. */
const scale = 0.75;

async function takePictures(page) {
  const approve = (kind) =>
    page.locator(`[data-testid="dev-wallet-approval"][data-kind="${kind}"]`).getByTestId('dev-wallet-approve').click();
  const take = async (name) => {
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(`docs/directory/${name}.png`);
  };

  await page.goto(site);
  await page.getByTestId('dev-wallet-open').or(page.getByTestId('dev-wallet-install')).first().waitFor();
  if (await page.getByTestId('dev-wallet-open').isVisible()) {
    await page.getByTestId('dev-wallet-open').click();
  }
  await page.getByTestId('dev-wallet-install').click();
  await approve('install');
  await approve('dialog');
  await page.getByTestId('dev-wallet-home').click();
  const home = page.getByTestId('dev-wallet-home-page');
  const open = async (index) => {
    await home.getByRole('combobox').selectOption({ index });
    await home.getByRole('button', { name: 'Show' }).click();
    await home.getByRole('button', { name: 'Open Local Pool' }).click();
    await expect(home).toContainText('Staked');
    await expect(home).not.toContainText('Reading the network');
  };

  // The second account has lived through the devnet's weeks.
  await open(1);
  await take('home');

  // The first is the one that the wallet has chosen: the Snap proposes transactions for it.
  await home.getByRole('button', { name: 'Choose an account' }).click();
  await open(0);
  await home.getByRole('button', { name: 'Stake', exact: true }).click();
  await home.getByLabel('Amount to stake').fill('1.5');
  await expect(home).toContainText('Stake 1.5 ETH');
  await take('stake');

  await home.getByRole('button', { name: 'Continue' }).click();
  await approve('session');
  await expect(page.getByTestId('dev-wallet-insight')).toContainText('1.5 ETH');
  await page.getByTestId('dev-wallet-insight').scrollIntoViewIfNeeded();
  await take('insight');
}

async function run() {
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: ensureChromium() });
  try {
    const viewport = { width: size.width / scale, height: size.height / scale };
    const page = await browser.newPage({ viewport, deviceScaleFactor: scale });
    page.setDefaultTimeout(60_000);
    await takePictures(page);
  } finally {
    await browser.close();
  }
}

run().catch((error) =>
  fail(new Error(`${error.message}\nIs the devnet running at ${site}? Start it anew with npm start.`)),
);
