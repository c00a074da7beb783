import { expect, type Page } from '@playwright/test';
import { person, test, type Devnet } from './devnet';
import { approval, approve, chooseAccount, enter, goTo, openPanel, refuse, transactionStatus } from './wallet-panel';

type Transaction = {
  readonly hash: string;
  readonly nonce: string;
  readonly to: string;
  readonly value: string;
  readonly input: string;
  readonly gas: string;
  readonly maxFeePerGas: string;
  readonly maxPriorityFeePerGas: string;
};

const activity = (page: Page) => page.getByRole('region', { name: 'Activity' });

async function enterAsPerson(page: Page, devnet: Devnet): Promise<void> {
  await enter(page, devnet.siteUrl);
  await chooseAccount(page, person);
  await goTo(page, 'Stake');
}

/** Brings a stake to the wallet's question, with the insight there. */
async function askForStake(page: Page, amount: string): Promise<void> {
  await page.getByLabel('Amount to stake').fill(amount);
  await page.getByRole('button', { name: 'Stake', exact: true }).click();
  await approve(page, 'dialog');
  await expect(page.getByTestId('dev-wallet-insight')).not.toHaveAttribute('aria-busy', 'true');
}

/** Sends a stake that no block takes, and gives it as the node has it. */
async function sendStake(page: Page, { rpc }: Devnet, amount: string): Promise<Transaction> {
  await rpc('evm_setAutomine', [false]);
  await askForStake(page, amount);
  await approve(page, 'transaction');
  await expect(transactionStatus(page)).toContainText('Sent');
  const hash = await activity(page).locator('.activity-hash [title]').first().getAttribute('title');
  return (await rpc('eth_getTransactionByHash', [hash])) as Transaction;
}

/** Sends another transaction in the place of one, with twice its fees, as a wallet does. */
async function replace({ rpc }: Devnet, { nonce, ...old }: Transaction, by: object): Promise<string> {
  const twice = (fee: string): string => `0x${(BigInt(fee) * 2n).toString(16)}`;
  const fees = {
    maxFeePerGas: twice(old.maxFeePerGas),
    maxPriorityFeePerGas: twice(old.maxPriorityFeePerGas),
  };
  return String(await rpc('eth_sendTransaction', [{ from: person, nonce, ...fees, ...by }]));
}

async function expectUsable(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Stake', exact: true })).toBeEnabled();
}

test.afterEach(async ({ devnet }) => {
  await devnet.rpc('evm_setAutomine', [true]);
  await devnet.rpc('evm_mine');
});

test('a Snap that answers no page leaves the page to work the transaction out, and still warns beside it', async ({
  page,
  devnet,
}) => {
  await page.addInitScript(() => {
    type Provider = { request: (args: { method: string }) => Promise<unknown> };
    addEventListener('eip6963:announceProvider', (event) => {
      const { provider } = (event as CustomEvent<{ provider: Provider & { isClosed?: boolean } }>).detail;
      const request = provider.request.bind(provider);
      if (provider.isClosed !== true) {
        provider.isClosed = true;
        provider.request = async (args) =>
          args.method === 'wallet_invokeSnap'
            ? Promise.reject(
                Object.assign(new Error('Snap "local:http://localhost" is not permitted to use "endowment:rpc".'), {
                  code: -32603,
                }),
              )
            : request(args);
      }
    });
  });
  const before = await devnet.rpc('evm_snapshot');
  await enterAsPerson(page, devnet);
  await page.getByLabel('Amount to stake').fill('0.25');
  await page.getByRole('button', { name: 'Stake', exact: true }).click();
  // The page shows what the Snap's dialog would.
  await page.getByTestId('review').getByRole('button', { name: 'Continue in the wallet' }).click();
  await expect(page.getByTestId('dev-wallet-insight')).toContainText('Stakes 0.25 ETH');
  await approve(page, 'transaction');
  await expect(transactionStatus(page)).toContainText('Confirmed');
  await page.goto('about:blank');
  await devnet.rpc('evm_revert', [before]);
});

test('a stake that was cancelled in the wallet while the page was closed is said to be, until it is dismissed', async ({
  page,
  devnet,
}) => {
  await enterAsPerson(page, devnet);
  const stake = await sendStake(page, devnet, '0.5');
  await page.goto('about:blank');
  await replace(devnet, stake, { to: person, value: '0x0' });
  await devnet.rpc('anvil_mine', ['0x5']);
  await page.goto(devnet.stakeUrl);
  await expect(transactionStatus(page)).toContainText('Cancelled');
  await expect(activity(page)).toContainText('It was replaced in the wallet by a transaction that moves nothing.');
  await expectUsable(page);
  await page.reload();
  await expect(transactionStatus(page)).toContainText('Cancelled');
  await activity(page).getByRole('button', { name: 'Dismiss: Stake 0.5 ETH' }).click();
  await expect(activity(page)).toHaveCount(0);
  await page.reload();
  await expectUsable(page);
  await expect(activity(page)).toHaveCount(0);
});

test('a stake that was sped up is confirmed by its new hash, in a second tab as well', async ({
  page,
  context,
  devnet,
}) => {
  await enterAsPerson(page, devnet);
  const other = await context.newPage();
  await other.goto(devnet.stakeUrl);
  await expect(other.getByTestId('staked')).toBeVisible();
  const stake = await sendStake(page, devnet, '0.25');
  await expect(transactionStatus(other)).toContainText('Stake 0.25 ETH');
  await expect(transactionStatus(other)).toContainText('Sent');
  const { to, value, input, gas } = stake;
  const hash = await replace(devnet, stake, { to, value, data: input, gas });
  await devnet.rpc('evm_mine');
  for (const tab of [page, other]) {
    await expect(transactionStatus(tab)).toContainText('Confirmed');
    await expect(activity(tab)).toContainText('It was replaced in the wallet by the same one with another fee.');
    await expect(activity(tab).getByTitle(hash)).toBeVisible();
    await expect(tab.getByTestId('staked')).toHaveText(/^0\.2(5|49999) ETH$/u);
  }
  // Dismissed in one, it stays in the other, where it may not have been read.
  await activity(page).getByRole('button', { name: 'Dismiss: Stake 0.25 ETH' }).click();
  await expect(activity(page)).toHaveCount(0);
  await expect(transactionStatus(other)).toContainText('Confirmed');
});

test('a stake that the network dropped blocks nothing, and is found when it is mined after all', async ({
  page,
  devnet,
}) => {
  await enterAsPerson(page, devnet);
  const { hash } = await sendStake(page, devnet, '0.125');
  const raw = await devnet.rpc('eth_getRawTransactionByHash', [hash]);
  await devnet.rpc('anvil_dropTransaction', [hash]);
  await devnet.rpc('anvil_mine', ['0x18']);
  await expect(transactionStatus(page)).toContainText('Dropped by the network');
  await expectUsable(page);
  await page.reload();
  await expect(transactionStatus(page)).toContainText('Dropped by the network');
  await devnet.rpc('eth_sendRawTransaction', [raw]);
  await devnet.rpc('evm_mine');
  await expect(transactionStatus(page)).toContainText('Confirmed');
  await expectUsable(page);
});

test('a node that knows the hash only once it is mined, and its receipt later still', async ({ page, devnet }) => {
  await enterAsPerson(page, devnet);
  const hidden = new Set(['eth_getTransactionByHash', 'eth_getTransactionReceipt']);
  await page.route('**/dev-wallet/rpc', async (route) => {
    const { method } = route.request().postDataJSON() as { method: string };
    await (hidden.has(method) ? route.fulfill({ json: { result: null } }) : route.continue());
  });
  const staked = await page.getByTestId('staked').textContent();
  await sendStake(page, devnet, '0.0625');
  await devnet.rpc('anvil_mine', ['0x2']);
  await expect(page.getByTestId('staked')).not.toHaveText(staked ?? '');
  // It was mined, and the figures show it: the page must not call it replaced.
  await expect(transactionStatus(page)).toContainText('Sent');
  await expect(transactionStatus(page)).not.toContainText('Replaced');
  hidden.clear();
  await expect(transactionStatus(page)).toContainText('Confirmed');
});

test('a question that nobody answers can be left, and what is approved later is not sent', async ({ page, devnet }) => {
  await enterAsPerson(page, devnet);
  const count = await devnet.rpc('eth_getTransactionCount', [person, 'pending']);
  await page.getByLabel('Amount to stake').fill('0.5');
  await page.getByRole('button', { name: 'Stake', exact: true }).click();
  await expect(transactionStatus(page)).toContainText('Review in the Snap');
  await activity(page).getByRole('button', { name: 'Stop waiting: Stake 0.5 ETH' }).click();
  await expect(activity(page)).toHaveCount(0);
  await expectUsable(page);
  await approve(page, 'dialog');
  await expect(page.locator('[data-testid="dev-wallet-approval"]')).toHaveCount(0);
  expect(await devnet.rpc('eth_getTransactionCount', [person, 'pending'])).toBe(count);
});

test('a stake that is approved in the wallet after the page was reloaded is found, and confirmed', async ({
  page,
  devnet,
}) => {
  await enterAsPerson(page, devnet);
  await askForStake(page, '0.375');
  await page.reload();
  await expect(transactionStatus(page)).toContainText('Handed to the wallet');
  await expect(activity(page)).toContainText('Stake 0.375 ETH');
  await expectUsable(page);
  // Something else of the account comes first: with the nonce that the stake was to have.
  await devnet.rpc('eth_sendTransaction', [{ from: person, to: person, value: '0x1' }]);
  await expect(transactionStatus(page)).toContainText('Not sent so far');
  await expectUsable(page);
  await openPanel(page);
  await approve(page, 'transaction');
  await expect(transactionStatus(page)).toContainText('Confirmed');
  await expect(activity(page).locator('.activity-hash [title]')).toHaveCount(1);
  await expect(activity(page)).not.toContainText('replaced');
  await page.reload();
  await expectUsable(page);
  await expect(activity(page)).toHaveCount(0);
});

test('a stake that is refused in the wallet after the page was reloaded is called not sent, until it is dismissed', async ({
  page,
  devnet,
}) => {
  await enterAsPerson(page, devnet);
  await askForStake(page, '0.4375');
  await page.reload();
  await expect(transactionStatus(page)).toContainText('Handed to the wallet');
  await openPanel(page);
  await refuse(page, 'transaction');
  await devnet.rpc('anvil_mine', ['0x18']);
  await expect(transactionStatus(page)).toContainText('Not sent so far');
  await expectUsable(page);
  await page.reload();
  await expect(transactionStatus(page)).toContainText('Not sent so far');
  await activity(page).getByRole('button', { name: 'Dismiss: Stake 0.4375 ETH' }).click();
  await page.reload();
  await expectUsable(page);
  await expect(activity(page)).toHaveCount(0);
});

test('a stake that is refused in the wallet while the page is open leaves nothing behind', async ({ page, devnet }) => {
  await enterAsPerson(page, devnet);
  await askForStake(page, '0.5');
  const other = await page.context().newPage();
  // Tabs are processes of their own: this one writes before it can know that the entry is gone.
  await other.addInitScript(() => {
    window.addEventListener('storage', ({ key, oldValue, newValue }) => {
      if (key && oldValue !== null && newValue === null) {
        localStorage.setItem(key, oldValue);
      }
    });
  });
  await other.goto(devnet.stakeUrl);
  await expect(transactionStatus(other)).toContainText('Handed to the wallet');
  await refuse(page, 'transaction');
  await expect(transactionStatus(page)).toContainText('You rejected the request');
  await expect(activity(other)).toHaveCount(0);
  await expect(approval(page, 'transaction')).toHaveCount(0);
  await page.reload();
  await expectUsable(page);
  await expect(activity(page)).toHaveCount(0);
});
