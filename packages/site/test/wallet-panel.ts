import { expect, type Locator, type Page } from '@playwright/test';
import type { WalletOptions } from './devnet';

export type ApprovalKind = 'connect' | 'install' | 'dialog' | 'session' | 'transaction' | 'signature' | 'switch-chain';

/** The question of a kind in the development wallet's panel. */
export function approval(page: Page, kind: ApprovalKind): Locator {
  return page.locator(`[data-testid="dev-wallet-approval"][data-kind="${kind}"]`);
}

/** Waits for a question and says yes. */
export async function approve(page: Page, kind: ApprovalKind): Promise<void> {
  await approval(page, kind).getByTestId('dev-wallet-approve').click();
}

/** Waits for a question and says no. */
export async function refuse(page: Page, kind: ApprovalKind): Promise<void> {
  await approval(page, kind).getByTestId('dev-wallet-refuse').click();
}

/** Opens the panel where it is folded away. */
export async function openPanel(page: Page): Promise<void> {
  const button = page.getByTestId('dev-wallet-open');
  if (await button.isVisible()) {
    await button.click();
  }
}

/** Waits for the words with which the Snap greets after its installation, and closes them. */
export async function closeWelcome(page: Page): Promise<void> {
  const greeting = approval(page, 'dialog');
  await expect(greeting).toContainText('is installed');
  await approve(page, 'dialog');
  await expect(greeting).toBeHidden();
}

/** Installs the Snap from the wallet itself, where no test before has, and closes its welcome. */
export async function installFromWallet(page: Page): Promise<void> {
  await openPanel(page);
  const install = page.getByTestId('dev-wallet-install');
  const installed = page.getByTestId('dev-wallet-snap');
  // The wallet keeps a page of the Snap open that a test before has opened.
  const back = page.getByRole('button', { name: 'Back to the wallet' });
  await expect(install.or(installed).or(back)).toBeVisible();
  if (await back.isVisible()) {
    await back.click();
  }
  await expect(install.or(installed)).toBeVisible();
  if (await install.isVisible()) {
    await install.click();
    await approve(page, 'install');
    await closeWelcome(page);
  }
}

type Preferences = { readonly offersSessions: boolean; readonly offersSmartAccounts: boolean };

/**
 * Makes the wallet one with or without sessions in which a Snap proposes transactions (without, the site sends them), and with
 * or without accounts that send several calls at once.
 */
async function prefer(page: Page, preferences: Preferences): Promise<void> {
  await page.evaluate(async (given) => {
    const body = JSON.stringify({ command: 'prefer', preferences: given });
    await fetch('/dev-wallet/panel', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }, preferences);
}

type EnterOptions = Partial<WalletOptions> & { readonly hasSessions?: boolean };

/**
 * Opens the site, connects the wallet's chosen account, goes to the first pool of its network, and installs the Snap where it
 * is not there yet, unless the wallet is to be without it.
 *
 * @param options.hasSessions whether the wallet lets the Snap send what a person confirmed; otherwise the site does.
 */
export async function enter(
  page: Page,
  siteUrl: string,
  { hasSessions = false, hasSnap = true, isSmart = true }: EnterOptions = {},
): Promise<void> {
  await page.goto(siteUrl);
  await prefer(page, { offersSessions: hasSessions, offersSmartAccounts: isSmart });
  const connect = page.getByRole('button', { name: 'Connect a wallet' });
  const disconnect = page.getByRole('button', { name: 'Disconnect' });
  await expect(connect.or(disconnect)).toBeVisible();
  if (await connect.isVisible()) {
    await connect.click();
    // The wallet asks the first time; later pages of the same origin are connected already.
    const question = approval(page, 'connect');
    await expect(question.or(disconnect)).toBeVisible();
    if (await question.isVisible()) {
      await approve(page, 'connect');
    }
  }
  await page.getByTestId('pool-row').first().getByRole('link').click();
  const staked = page.getByTestId('staked');
  await expect(staked).toBeVisible();
  // Whether the Snap is there is known before the stake is.
  const install = page.getByRole('button', { name: 'Install the Snap' });
  if (hasSnap && (await install.isVisible())) {
    await install.click();
    await approve(page, 'install');
    await closeWelcome(page);
    await expect(install).toBeHidden();
    await expect(staked).toBeVisible();
  }
}

/** Has the wallet go on with one of its accounts, and waits for the page to follow. */
export async function chooseAccount(page: Page, account: string): Promise<void> {
  await openPanel(page);
  await page.getByTestId('dev-wallet-account').selectOption(account);
  await expect(page.locator('.account .address')).toHaveAttribute('title', account);
}

type PoolPageName = 'Overview' | 'Stake' | 'Unstake' | 'Rewards' | 'The pool';

/** Goes to another page about the pool by its link. With the keyboard: on a phone the wallet's panel may lie over it. */
export async function goTo(page: Page, name: PoolPageName): Promise<void> {
  const link = page.getByRole('navigation', { name: 'Pages of this pool' }).getByRole('link', { name, exact: true });
  await link.press('Enter');
  await expect(link).toHaveAttribute('aria-current', 'page');
}

/** The line that tells how the latest transaction stands. */
export function transactionStatus(page: Page): Locator {
  return page.getByTestId('transaction-status');
}

/** Says yes to what is about to be sent, before the wallet asks: in the Snap's dialog, or on the page where there is no Snap. */
export async function confirmTerms(page: Page, hasSnap: boolean): Promise<void> {
  await (hasSnap
    ? approve(page, 'dialog')
    : page.getByTestId('review').getByRole('button', { name: 'Continue in the wallet' }).click());
}

/** Says yes to a transaction, once the Snap has looked at it where there is one. */
export async function approveTransaction(page: Page, hasSnap: boolean): Promise<void> {
  await expect(approval(page, 'transaction')).toBeVisible();
  const insight = page.getByTestId('dev-wallet-insight');
  if (hasSnap) {
    await expect(insight).not.toHaveAttribute('aria-busy', 'true');
    await expect(insight).not.toContainText('Unknown call');
  } else {
    await expect(insight).toHaveCount(0);
  }
  await approve(page, 'transaction');
}
