import { expect, type Page } from '@playwright/test';
import { Interface, parseEther, verifyTypedData } from 'ethers';
import { person, test, type Devnet } from './devnet';
import { approval, approve, chooseAccount, enter, goTo, openPanel, refuse, transactionStatus } from './wallet-panel';

/** A spare account of the wallet, for what changes an account for good. */
const spare = '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc';
/** A seeded account: 24.25 ETH put in, with rewards. */
const staker = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

async function chooseNetwork(page: Page, chainId: number): Promise<void> {
  await openPanel(page);
  await page.getByTestId('dev-wallet-network').selectOption(String(chainId));
}

/** What an account has done and owns: the same before and after, when nothing was sent. */
async function stateOf({ rpc }: Devnet, account: string): Promise<unknown> {
  return Promise.all([
    rpc('eth_getTransactionCount', [account, 'pending']),
    rpc('eth_getBalance', [account, 'latest']),
  ]);
}

/** Comes in, to the page that stakes. */
async function enterToStake(page: Page, { siteUrl }: Devnet): Promise<void> {
  await enter(page, siteUrl);
  await goTo(page, 'Stake');
}

async function fillStake(page: Page, amount: string): Promise<void> {
  await page.getByLabel('Amount to stake').fill(amount);
  await page.getByRole('button', { name: 'Stake', exact: true }).click();
}

test.describe.configure({ mode: 'serial' });

test('a refused connection and a refused installation', async ({ page, devnet }) => {
  await page.goto(devnet.poolUrl);
  await page.getByRole('button', { name: 'Connect a wallet' }).click();
  await refuse(page, 'connect');
  await expect(page.getByText('You rejected the request')).toBeVisible();
  await page.getByRole('button', { name: 'Connect a wallet' }).click();
  await approve(page, 'connect');
  // The position is there before the Snap is.
  await expect(page.getByTestId('staked')).toHaveText('0 ETH');
  await page.getByRole('button', { name: 'Install the Snap' }).click();
  await refuse(page, 'install');
  await expect(page.getByText('You rejected the request')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Install the Snap' })).toBeEnabled();
});

test('a Snap that the wallet cannot reach', async ({ page, devnet }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'stakingConfig', { value: { snapId: 'local:http://localhost:1' }, writable: false });
  });
  await page.goto(devnet.poolUrl);
  await page.getByRole('button', { name: 'Connect a wallet' }).click();
  await page.getByRole('button', { name: 'Install the Snap' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'local:http://localhost:1' })).toBeVisible();
  await expect(page.getByTestId('staked')).toHaveText('0 ETH');
});

test('a refused dialog sends nothing and keeps what was entered', async ({ page, devnet }) => {
  await enterToStake(page, devnet);
  const before = await stateOf(devnet, person);
  await fillStake(page, '1.5');
  await refuse(page, 'dialog');
  await expect(transactionStatus(page)).toContainText('You rejected the request');
  await expect(page.getByRole('region', { name: 'Activity' })).toContainText('Nothing was sent.');
  await expect(page.getByLabel('Amount to stake')).toHaveValue('1.5');
  await expect(approval(page, 'transaction')).toHaveCount(0);
  expect(await stateOf(devnet, person)).toEqual(before);
});

test('a refused transaction sends nothing', async ({ page, devnet }) => {
  await enterToStake(page, devnet);
  const before = await stateOf(devnet, person);
  await fillStake(page, '1.5');
  await approve(page, 'dialog');
  await expect(transactionStatus(page)).toContainText('Check your wallet');
  await refuse(page, 'transaction');
  await expect(transactionStatus(page)).toContainText('You rejected the request');
  await expect(page.getByRole('button', { name: 'Stake', exact: true })).toBeEnabled();
  expect(await stateOf(devnet, person)).toEqual(before);
});

type TypedData = { domain: object; types: object; primaryType: string; message: object };

/** Has the page ask the wallet for a signature; gives it, or the number of the error. */
async function sign(page: Page, typedData: TypedData): Promise<string | number> {
  return page.evaluate(
    ([account, json]) =>
      new Promise((resolve) => {
        const onAnnounced = ({ detail }: CustomEventInit) => {
          const { provider } = detail as { provider: { request(asked: object): Promise<string> } };
          provider
            .request({ method: 'eth_signTypedData_v4', params: [account, json] })
            .then(resolve, (error: unknown) => {
              resolve((error as { code: number }).code);
            });
        };
        window.addEventListener('eip6963:announceProvider', onAnnounced, { once: true });
        window.dispatchEvent(new Event('eip6963:requestProvider'));
      }),
    [person, JSON.stringify(typedData)],
  );
}

/** What an owner of a Safe signs, so that it calls the pool. */
function safeTransaction(safe: string, to: string, data: string): TypedData {
  const numbers = ['safeTxGas', 'baseGas', 'gasPrice', 'nonce'];
  const addresses = ['gasToken', 'refundReceiver'];
  const types = [
    ...[
      ['to', 'address'],
      ['value', 'uint256'],
      ['data', 'bytes'],
      ['operation', 'uint8'],
    ],
    ...numbers.map((name) => [name, 'uint256']),
    ...addresses.map((name) => [name, 'address']),
  ].map(([name, type]) => ({ name, type }));
  const EIP712Domain = [
    { name: 'chainId', type: 'uint256' },
    { name: 'verifyingContract', type: 'address' },
  ];
  const rest = Object.fromEntries([
    ...numbers.map((name) => [name, '0']),
    ...addresses.map((name) => [name, `0x${'00'.repeat(20)}`]),
  ]) as object;
  return {
    types: { EIP712Domain, SafeTx: types },
    primaryType: 'SafeTx',
    domain: { chainId: 31337, verifyingContract: safe },
    message: { to, value: '0', data, operation: 0, ...rest },
  };
}

test('a signature that sends a stake to a stranger is called critical before it is given', async ({ page, devnet }) => {
  await enter(page, devnet.siteUrl);
  const vault = new Interface(['function enterExitQueue(uint256 shares, address receiver) returns (uint256)']);
  const theft = vault.encodeFunctionData('enterExitQueue', [parseEther('1'), spare]);
  const asked = sign(page, safeTransaction(staker, devnet.pool.address, theft));
  const question = approval(page, 'signature');
  await expect(question.locator('.insight-critical')).toContainText('other account');
  await expect(question.getByTestId('dev-wallet-message')).toContainText('"operation": 0');
  await approve(page, 'signature');
  await expect(question).toContainText('Stop and read this');
  await refuse(page, 'signature');
  expect(await asked).toBe(4001);
});

test('a message that concerns no pool is signed without a word of the Snap', async ({ page, devnet }) => {
  await enter(page, devnet.siteUrl);
  const types = { Login: [{ name: 'statement', type: 'string' }] };
  const domain = { name: 'Forum', chainId: 31337 };
  const message = { statement: 'Sign in to the forum' };
  const EIP712Domain = [
    { name: 'name', type: 'string' },
    { name: 'chainId', type: 'uint256' },
  ];
  const asked = sign(page, { types: { EIP712Domain, ...types }, primaryType: 'Login', domain, message });
  const question = approval(page, 'signature');
  await expect(question.getByRole('button', { name: 'Sign', exact: true })).toBeEnabled();
  await expect(question.getByTestId('dev-wallet-insight')).toHaveCount(0);
  await expect(question).toContainText('Sign in to the forum');
  await approve(page, 'signature');
  expect(verifyTypedData(domain, types, message, String(await asked))).toBe(person);
});

test('amounts that cannot be staked are said so before anything is asked', async ({ page, devnet }) => {
  await enterToStake(page, devnet);
  const before = await stateOf(devnet, person);
  const field = page.getByLabel('Amount to stake');
  for (const [amount, words] of [
    ['', 'Enter an amount.'],
    ['one', "That's not a number. Write ETH like 1.5."],
    ['1,234', '1,234 can mean 1.234 or 1234 ETH. Write the one that you mean without a comma.'],
    ['0', 'The amount must be above 0.'],
    ['-1', 'The amount must be above 0.'],
    ['0.0000000000000000001', 'ETH has at most 18 decimals.'],
    ['10001', /This account has [\d,.]+ ETH\./u],
  ] as const) {
    await fillStake(page, amount);
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(words);
  }
  await expect(transactionStatus(page)).toBeEmpty();
  await expect(approval(page, 'dialog')).toHaveCount(0);
  expect(await stateOf(devnet, person)).toEqual(before);
});

test('a network fee that eats the stake is said so, and quick amounts are parts of the most', async ({
  page,
  devnet,
}) => {
  await enterToStake(page, devnet);
  const field = page.getByLabel('Amount to stake');
  await field.fill('0.00001');
  await expect(page.getByRole('note')).toContainText(/The network fee is [\d.,]+% of what you stake\./u);
  await field.fill('2');
  await expect(page.getByTestId('stake-terms')).toContainText('2 ETH');
  await expect(page.getByText('of what you stake')).toHaveCount(0);
  const amountOf = async (name: string): Promise<bigint> => {
    await page.getByRole('button', { name, exact: true }).click();
    return parseEther(await field.inputValue());
  };
  const most = await amountOf('Max');
  expect(most / 2n - (await amountOf('50%'))).toBeLessThan(10n ** 12n);
});

test('Max keeps network fees back and can be staked', async ({ page, devnet }) => {
  await enterToStake(page, devnet);
  await expect(page.getByRole('button', { name: 'Max' })).toBeEnabled();
  await page.getByRole('button', { name: 'Max' }).click();
  const amount = await page.getByLabel('Amount to stake').inputValue();
  const [, balance] = (await stateOf(devnet, person)) as [string, string];
  expect(parseEther(amount)).toBeLessThan(BigInt(balance));
  expect(parseEther(amount)).toBeGreaterThan(BigInt(balance) - parseEther('0.01'));
  await page.getByRole('button', { name: 'Stake', exact: true }).click();
  await approve(page, 'dialog');
  await expect(approval(page, 'transaction')).not.toContainText('not be enough ETH');
  await refuse(page, 'transaction');
  // The wallet would go on asking in the next test.
  await expect(transactionStatus(page)).toContainText('You rejected the request');
});

/** How far the button of the form moves while one amount after the other is worked out, in pixels. */
async function movesOfButton(page: Page, name: 'stake' | 'unstake'): Promise<number[]> {
  const field = page.getByLabel(`Amount to ${name}`);
  await expect(page.getByRole('button', { name: 'Max' })).toBeEnabled();
  const places = await page.evaluateHandle(() => {
    const seen = new Map<string, number[]>();
    const look = (): void => {
      const { value } = document.querySelector<HTMLInputElement>('.form input[inputmode]') ?? { value: '' };
      const top = document.querySelector('.form button[type=submit]')?.getBoundingClientRect().top ?? 0;
      seen.set(value, [...(seen.get(value) ?? []), top + window.scrollY]);
      requestAnimationFrame(look);
    };
    look();
    return seen;
  });
  const amounts = ['1.5', '0.2'];
  for (const amount of amounts) {
    await field.fill(amount);
    await expect(page.getByTestId(`${name}-terms`)).toContainText(`${amount} ETH`);
  }
  return places.evaluate(
    (seen, all) => all.map((each) => seen.get(each) ?? []).map((tops) => Math.max(...tops) - Math.min(...tops)),
    amounts,
  );
}

test('the button stays under the finger while terms are worked out', async ({ page, devnet }) => {
  await enter(page, devnet.siteUrl);
  await chooseAccount(page, staker);
  for (const [name, width, link] of [
    ['stake', 1280, 'Stake'],
    ['stake', 360, 'Stake'],
    ['unstake', 360, 'Unstake'],
    ['unstake', 1280, 'Unstake'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.reload();
    await goTo(page, link);
    await expect(page.getByTestId('staked')).toHaveText(/^24\.\d+ ETH$/u);
    const [first = Infinity, ...others] = await movesOfButton(page, name);
    // Less than half of the button at first; nothing once the height is known.
    expect(first).toBeLessThan(20);
    expect(Math.max(...others)).toBeLessThanOrEqual(1);
  }
});

test('another account never shows the numbers of the one before', async ({ page, devnet }) => {
  await enter(page, devnet.siteUrl);
  await chooseAccount(page, staker);
  await expect(page.getByTestId('staked')).toHaveText(/^24\.\d+ ETH$/u);
  const seen: string[] = [];
  await page.exposeFunction('noteStaked', (text: string) => seen.push(text));
  await page.evaluate(() => {
    const note = (globalThis as unknown as { noteStaked: (text: string) => void }).noteStaked;
    new MutationObserver(() => {
      const account = document.querySelector('.account .address')?.getAttribute('title') ?? '';
      note(`${account} ${document.querySelector('[data-testid="staked"]')?.textContent ?? ''}`);
    }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  await chooseAccount(page, person);
  await expect(page.getByTestId('staked')).toHaveText('0 ETH');
  expect(seen.filter((text) => text.startsWith(person) && text.includes('24.'))).toEqual([]);
});

test('more than is staked cannot be unstaked', async ({ page, devnet }) => {
  await enter(page, devnet.siteUrl);
  await chooseAccount(page, staker);
  await expect(page.getByTestId('staked')).toHaveText(/^24\.\d+ ETH$/u);
  await goTo(page, 'Unstake');
  await page.getByLabel('Amount to unstake').fill('25');
  await page.getByRole('button', { name: 'Unstake', exact: true }).click();
  await expect(page.getByLabel('Amount to unstake')).toHaveAccessibleDescription(/You have 24\.\d+ ETH staked\./u);
  await expect(approval(page, 'dialog')).toHaveCount(0);
  await chooseAccount(page, person);
});

test('a blocked account reads why it cannot stake', async ({ page, devnet }) => {
  await devnet.operate('block', { account: spare, blocked: true });
  await enterToStake(page, devnet);
  await chooseAccount(page, spare);
  const before = await stateOf(devnet, spare);
  await fillStake(page, '1');
  await expect(transactionStatus(page)).toContainText("This account can't stake here");
  await expect(page.getByRole('region', { name: 'Activity' })).toContainText('blocklist');
  expect(await stateOf(devnet, spare)).toEqual(before);
  await devnet.operate('block', { account: spare, blocked: false });
  await chooseAccount(page, person);
});

test('a network without a pool, one that the wallet does not know, and the way back', async ({ page, devnet }) => {
  await enter(page, devnet.siteUrl);
  await chooseNetwork(page, 424242);
  await expect(page.getByRole('heading', { name: 'This pool is on Local chain' })).toBeVisible();
  await page.goto(devnet.siteUrl);
  await expect(page.getByRole('heading', { name: 'No pool on this network' })).toBeVisible();
  await page.getByRole('button', { name: 'Switch to Hoodi' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Hoodi (chain 560048)' })).toBeVisible();
  const back = page.getByRole('button', { name: 'Switch to Local chain' });
  await back.click();
  await refuse(page, 'switch-chain');
  await expect(page.getByText('You rejected the request')).toBeVisible();
  await back.click();
  await approve(page, 'switch-chain');
  await expect(page.getByRole('table', { name: 'What the account has in the pools on Local chain' })).toBeVisible();
});

test('by keyboard alone: connect, fill in, stake, refuse', async ({ page, devnet }) => {
  await enter(page, devnet.siteUrl);
  await page.reload();
  // The wallet is remembered: no second connection.
  await expect(page.getByTestId('staked')).toBeVisible();
  const pages = page.getByRole('navigation', { name: 'Pages of this pool' });
  await pages.getByRole('link', { name: 'Overview' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(devnet.stakeUrl);
  await expect(page).toHaveTitle('Stake - Local Pool');
  // Another page begins at its top: past what is on all pages, it is the pools, the pages and then the form.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  for (const name of ['Your pools', 'Overview', 'Stake', 'Unstake', 'Rewards', 'The pool']) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name, exact: true })).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Amount to stake')).toBeFocused();
  await page.keyboard.type('0.5');
  await page.keyboard.press('Enter');
  await expect(approval(page, 'dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(transactionStatus(page)).toContainText('You rejected the request');
});

test('a sent transaction is still watched after a reload', async ({ page, devnet }) => {
  await enterToStake(page, devnet);
  await devnet.rpc('evm_setAutomine', [false]);
  await fillStake(page, '0.25');
  await approve(page, 'dialog');
  await expect(page.getByTestId('dev-wallet-insight')).not.toHaveAttribute('aria-busy', 'true');
  await approve(page, 'transaction');
  await expect(transactionStatus(page)).toContainText('Sent');
  await page.reload();
  await expect(transactionStatus(page)).toContainText('Stake 0.25 ETH');
  await expect(transactionStatus(page)).toContainText('Sent');
  await devnet.rpc('evm_setAutomine', [true]);
  await devnet.rpc('evm_mine');
  await expect(transactionStatus(page)).toContainText('Confirmed');
  await expect(page.getByTestId('staked')).toHaveText(/^0\.2(5|49999) ETH$/u);
  // Data about it is asked for at its block or later, also after the reload.
  await goTo(page, 'Rewards');
  const movements = page.getByRole('table', { name: 'Every movement of the stake' });
  await expect(movements.getByRole('rowheader')).toHaveText([/Staked/u]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the page and the wallet fit side by side and nothing scrolls sideways', async ({ page, devnet }) => {
    const overflow = async (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await enterToStake(page, devnet);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await fillStake(page, '1.5');
    await expect(approval(page, 'dialog')).toBeVisible();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await refuse(page, 'dialog');
    await expect(transactionStatus(page)).toContainText('You rejected the request');
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});

// Last, since the chain does not come back.
test('a chain that falls silent leaves the numbers and says so', async ({ page, devnet }) => {
  await enterToStake(page, devnet);
  await expect(page.getByTestId('staked')).toHaveText(/^0\.2/u);
  await devnet.stopChain();
  await expect(page.getByText("The network doesn't answer").first()).toBeVisible();
  await expect(page.getByTestId('staked')).toHaveText(/^0\.2/u);
  await fillStake(page, '1');
  await expect(transactionStatus(page)).toContainText("The network doesn't answer");
  await page.reload();
  await goTo(page, 'Overview');
  await expect(page.getByRole('region', { name: 'Your position' })).toContainText("The network doesn't answer");
  await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
});
