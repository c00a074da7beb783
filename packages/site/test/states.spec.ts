import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { formatEther } from 'ethers';
import { fakeChain, serveChain, type FakeChain, type FakeHistory, type NodeError } from './fake-chain';
import {
  account,
  announceWallets,
  askedOfWallets,
  block,
  changeAnswers,
  emptyPosition,
  emitFromWallet,
  emptyWallet,
  fullPosition,
  poolId,
  poolsResult,
  type FakeWallet,
} from './fake-wallet';
import { expectAccessible } from './accessible';
import { violationsIn } from './violations';
import { goTo } from './wallet-panel';

const site = 'http://site.test';
const folder = join(dirname(fileURLToPath(import.meta.url)), '../public');

/** Serves the built site to the page without a server. */
async function serveSite(page: Page): Promise<void> {
  await page.route(`${site}/**`, async (route) => {
    const path = join(folder, new URL(route.request().url()).pathname);
    const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
    await (existsSync(file)
      ? route.fulfill({ path: file })
      : route.fulfill({ status: 404, path: join(folder, '404.html') }));
  });
}

/** A chain on which the account has staked for so many days; with 0 it never did. */
function chainOf(days: number, history: Partial<FakeHistory> = {}): FakeChain {
  const head = { number: block.number, time: Date.parse(block.timestamp) / 1000 };
  return fakeChain({ account, days, head, stake: days === 0 ? 0n : 20n * 10n ** 18n, ...history });
}

/** The address of a page about the pool. */
const at = (part: 'stake/' | 'unstake/' | 'rewards/' | 'facts/' | '' = ''): string => `/pool/${part}?pool=${poolId}`;

async function open(page: Page, wallets: readonly FakeWallet[], address = '/'): Promise<void> {
  await serveSite(page);
  await announceWallets(page, wallets);
  await page.goto(`${site}${address}`);
}

async function connect(
  page: Page,
  wallet: FakeWallet,
  chain: FakeChain | null = chainOf(0),
  instead?: (method: string) => Promise<NodeError | undefined>,
  address = at(),
): Promise<void> {
  if (chain) {
    await serveChain(page, chain, instead);
  }
  await open(page, [wallet], address);
  await page.getByRole('button', { name: 'Connect a wallet' }).click();
  await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
}

const pool = poolsResult.pools[0];
const failed = (code: string, message: string) => ({ error: { code: -32000, message, data: { code } } });

const fullWallet: FakeWallet = {
  ...emptyWallet,
  answers: {
    getPools: { result: poolsResult },
    getPosition: { result: fullPosition },
  },
};

const hoodiPoolId = 'eip155:560048:0xE96aC18cFE5A7AF8FE1FE7Bc37FF110d88bc67fF';
const longAmount = '123456789012345678901234567890';

type State = {
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
};

const states: readonly State[] = [
  {
    name: 'no wallet at all',
    show: async (page) => {
      await open(page, []);
      await expect(page.getByText('No wallet found in this browser')).toBeVisible();
      await expect(page.getByRole('link', { name: 'Get MetaMask Flask' })).toBeVisible();
    },
  },
  {
    name: 'several wallets to choose from',
    show: async (page) => {
      await open(page, [emptyWallet, { ...emptyWallet, name: 'Another wallet' }]);
      await page.getByRole('button', { name: 'Connect a wallet' }).click();
      const dialog = page.getByRole('dialog', { name: 'Choose a wallet' });
      await expect(dialog.getByRole('button', { name: 'Another wallet' })).toBeVisible();
    },
  },
  {
    name: 'two wallets of one name to choose from',
    show: async (page) => {
      const twin = { ...emptyWallet, uuid: 'the-same', rdns: 'test.wallet' };
      await open(page, [{ ...twin, rdns: 'an.extension.that.pretends' }, twin]);
      await expect(page.getByText('2 wallets found')).toBeVisible();
      await page.getByRole('button', { name: 'Connect a wallet' }).click();
      const dialog = page.getByRole('dialog', { name: 'Choose a wallet' });
      await expect(dialog.getByRole('button', { name: 'Test wallet' })).toHaveCount(2);
      await expect(dialog).toContainText('More than one wallet here says that it is Test wallet');
      await dialog.getByRole('button', { name: 'an.extension.that.pretends' }).hover();
    },
  },
  {
    name: 'a wallet that was locked',
    show: async (page) => {
      await connect(page, emptyWallet);
      await expect(page.getByText('Nothing staked yet')).toBeVisible();
      await emitFromWallet(page, 0, 'accountsChanged', []);
      await expect(page.getByText('Test wallet shares no account now')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Connect a wallet' })).toBeEnabled();
    },
  },
  {
    name: 'a wallet without Snaps on a network that does not answer',
    show: async (page) => {
      await connect(page, { ...emptyWallet, snaps: 'unsupported' }, null);
      await expect(page.getByText("Test wallet doesn't run Snaps")).toBeVisible();
      const part = (name: string) => page.getByRole('region', { name, exact: true });
      await expect(part('Your position')).toContainText("The network doesn't answer");
      for (const name of ['Rewards', 'The pool'] as const) {
        await goTo(page, name);
        await expect(part(name)).toContainText("The network doesn't answer");
      }
    },
  },
  {
    name: 'the Snap is not installed',
    show: async (page) => {
      await connect(page, { ...emptyWallet, snaps: 'missing' }, chainOf(10));
      await expect(page.getByText('Add the staking Snap to your wallet')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Install the Snap' })).toBeEnabled();
      // Everything is read all the same.
      await expect(page.getByTestId('staked')).toHaveText(/^20\.\d+ ETH$/u);
    },
  },
  {
    name: 'all that a connected account has',
    show: async (page) => {
      await connect(page, fullWallet, chainOf(3), undefined, '/');
      const table = page.getByRole('table', { name: 'What the account has in the pools on Local chain' });
      await expect(table.getByRole('link', { name: 'Local Pool' })).toHaveAttribute('href', at());
      await expect(table.getByTestId('pool-row').first()).toContainText('ETH');
      await expect(table).not.toContainText('Reading');
    },
  },
  {
    name: 'all that a connected account has, with long amounts',
    show: async (page) => {
      const position = { ...fullPosition, assets: longAmount, lifetimeRewards: `-${longAmount}` };
      await connect(
        page,
        { ...fullWallet, answers: { getPosition: { result: position } } },
        chainOf(3),
        undefined,
        '/',
      );
      await expect(page.getByTestId('pool-row').first()).toContainText('123,456,789,012');
    },
  },
  {
    name: 'pools of a connected account on a network that does not answer',
    show: async (page) => {
      await connect(page, { ...emptyWallet, snaps: 'unsupported' }, null, undefined, '/');
      for (const row of [0, 1]) {
        await expect(page.getByTestId('pool-row').nth(row)).toContainText("The network doesn't answer");
      }
      await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(2);
    },
  },
  {
    name: 'the help, at a topic',
    show: async (page) => {
      await open(page, [], '/help/#claims');
      await expect(page.getByRole('heading', { name: 'Claiming' })).toBeInViewport();
    },
  },
  {
    name: 'the page that asks for an account',
    show: async (page) => {
      await open(page, [], '/account/');
      await page.getByLabel('Address or name of the account').fill('0x12');
      await page.getByRole('button', { name: 'Look' }).click();
      await expect(page.getByRole('alert')).toContainText('This is neither an address nor a name.');
    },
  },
  {
    name: 'an account to be looked at without a node',
    show: async (page) => {
      await open(page, [], `/account/#${account}`);
      const region = page.getByRole('region', { name: 'Ethereum' });
      await region.getByLabel('Address of a node for Ethereum').fill('ftp://node.test');
      await region.getByRole('button', { name: 'Use this node' }).click();
      await expect(region.getByRole('alert')).toContainText('begins with https://');
    },
  },
  {
    name: 'an account to be looked at over a node of its own, which is changed and forgotten',
    show: async (page) => {
      const chain = chainOf(10);
      const answer = (method: string, params: readonly unknown[]): object => {
        try {
          return { result: method === 'eth_chainId' ? '0x7a69' : chain.request(method, params) };
        } catch {
          return { error: { code: -32601, message: 'This node does not know the method.' } };
        }
      };
      await page.route('https://node.test/**', async (route) => {
        const { method, params } = route.request().postDataJSON() as { method: string; params: readonly unknown[] };
        await route.fulfill({ json: { jsonrpc: '2.0', id: 1, ...answer(method, params) } });
      });
      await open(page, [], `/account/#${account}`);
      const region = page.getByRole('region', { name: 'Local chain' });
      const field = region.getByLabel('Address of a node for Local chain');
      await field.fill('https://node.test/key');
      await region.getByRole('button', { name: 'Use this node' }).click();
      await expect(region.getByTestId('pool-row').first()).toContainText(/20\.\d+ ETH/u);
      await region.getByRole('button', { name: 'Use another node for Local chain' }).click();
      await field.fill('');
      await region.getByRole('button', { name: 'Use this node' }).click();
      await expect(region.getByTestId('pool-row')).toHaveCount(0);
      await field.fill('https://node.test/key');
      await region.getByRole('button', { name: 'Use this node' }).click();
      await expect(region).toContainText('Read at node.test.');
    },
  },
  {
    name: 'a pool that nobody knows in the address',
    show: async (page) => {
      await open(page, [emptyWallet], '/pool/?pool=eip155:31337:0x00000000000000000000000000000000000000aa');
      await expect(page.getByRole('heading', { name: 'Not a known pool' })).toBeVisible();
      await expect(page.getByRole('main')).toContainText('0x00000000000000000000000000000000000000aa');
    },
  },
  {
    name: 'a pool on another network than the wallet',
    show: async (page) => {
      await connect(page, emptyWallet, chainOf(0), undefined, `/pool/?pool=${hoodiPoolId}`);
      await expect(page.getByRole('heading', { name: 'This pool is on Hoodi' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Switch to Hoodi' })).toBeEnabled();
    },
  },
  {
    name: 'a network without a pool',
    show: async (page) => {
      await connect(page, { ...emptyWallet, chainId: 424242 }, chainOf(0), undefined, '/');
      await expect(page.getByRole('heading', { name: 'No pool on this network' })).toBeVisible();
    },
  },
  {
    name: 'nothing staked yet',
    show: async (page) => {
      await connect(page, emptyWallet);
      await expect(page.getByText('Nothing staked yet')).toBeVisible();
      await goTo(page, 'Rewards');
      await expect(page.getByRole('region', { name: 'Rewards', exact: true })).toContainText('No entries yet');
      await goTo(page, 'The pool');
      const pool = page.getByRole('region', { name: 'Local Pool' });
      await expect(pool.getByTestId('pool-apr')).toHaveText(/^3\.12%$/u);
      await expect(pool).toContainText('from 14 reports, 24 Apr 2031 to 1 May 2031.');
      await pool.getByRole('radio', { name: '30 days' }).check({ force: true });
      await expect(pool).toContainText('2 reports so far: too few to tell a rate');
      await pool.getByRole('radio', { name: '90 days' }).check({ force: true });
      await expect(pool.getByTestId('pool-apr')).toHaveText(/^−0\.25%$/u);
      await expect(pool).toContainText('all that there are');
      await pool.getByRole('radio', { name: '1 year' }).check({ force: true });
      await expect(pool).toContainText('gave no reports that reach back so far');
    },
  },
  {
    name: 'a position with something ready, something on its way, and more to do',
    show: async (page) => {
      await connect(page, fullWallet, chainOf(3));
      const next = page.getByRole('region', { name: 'What to do next' });
      await expect(next).toContainText('3.5 ETH is ready to claim.');
      await expect(next.getByRole('link', { name: 'Claim' })).toHaveAttribute('href', at('unstake/'));
      await expect(next.getByRole('link', { name: 'Stake', exact: true })).toHaveAttribute('href', at('stake/'));
    },
  },
  {
    name: 'exits of every kind',
    show: async (page) => {
      await connect(page, fullWallet, chainOf(3), undefined, at('unstake/'));
      await expect(page.getByTestId('exit')).toHaveCount(6);
      await expect(page.getByRole('checkbox', { name: 'Claim 1 ETH' })).toBeChecked();
      await expect(page.getByRole('checkbox', { name: 'Claim 2.5 ETH' })).toBeChecked();
      await expect(page.getByRole('button', { name: 'Claim all, 3.5 ETH' })).toBeVisible();
      await expect(page.getByText('only that account can claim it')).toBeVisible();
      // Counted from the chain's time, which is years from the computer's.
      await expect(page.getByText('Within 22 hours')).toBeVisible();
    },
  },
  {
    name: 'a long ledger',
    show: async (page) => {
      await connect(page, fullWallet, chainOf(700, { moveEvery: 60 }), undefined, at('rewards/'));
      const pages = page.getByRole('navigation', { name: 'Pages of the ledger' });
      await expect(pages.getByText('Page 1 of 3')).toBeVisible();
      await pages.getByRole('button', { name: 'Older' }).click();
      await expect(pages.getByText('Page 2 of 3')).toBeVisible();
      await expect(page.getByTestId('reward-plot').locator('canvas')).toBeVisible();
    },
  },
  {
    name: 'a history that does not add up',
    show: async (page) => {
      const reason = 'The node keeps no logs older than block 900.';
      const incomplete = { lifetimeRewards: null, reconciled: false, reason };
      const wallet = {
        ...emptyWallet,
        answers: {
          getPools: { result: poolsResult },
          getPosition: { result: { ...fullPosition, ...incomplete } },
        },
      };
      await connect(page, wallet, chainOf(60, { isIncomplete: true }));
      const position = page.getByRole('region', { name: 'Your position' });
      await expect(position.getByText('History incomplete').first()).toBeVisible();
      await expect(position).toContainText(reason);
      await goTo(page, 'Rewards');
      const rewards = page.getByRole('region', { name: 'Rewards', exact: true });
      await expect(rewards.getByText('History incomplete')).toHaveCount(1);
      await expect(rewards).toContainText(/tell of [\d.]+ ETH less than the account has staked/u);
      await expect(rewards.getByRole('rowheader')).toHaveCount(2);
      await expect(rewards.getByTestId('periods')).toHaveCount(0);
      await expect(rewards.getByText('Export and statement')).toHaveCount(0);
      await expect(page.getByTestId('lifetime-rewards')).toHaveCount(0);
    },
  },
  {
    name: "rewards whose sum is proven although the pool's first logs are missing",
    show: async (page) => {
      await connect(page, fullWallet, chainOf(60, { lacksBirth: true }), undefined, at('rewards/'));
      const rewards = page.getByRole('region', { name: 'Rewards', exact: true });
      await expect(rewards.locator('.line-total')).toContainText('Rewards so far');
      await expect(rewards.getByText("Rewards by day aren't known")).toBeVisible();
      await expect(rewards).toContainText(/has the pool's logs from block [\d]+ on, and lacks those before/u);
      await expect(rewards).toContainText('The rewards so far are right all the same.');
      await expect(rewards.getByText('Reading what each report brought')).toHaveCount(0);
      await expect(rewards.getByTestId('periods')).toHaveCount(0);
    },
  },
  {
    name: 'very long numbers',
    show: async (page) => {
      const wallet = {
        ...emptyWallet,
        answers: {
          getPools: {
            result: {
              ...poolsResult,
              pools: [{ ...pool, totals: { assets: longAmount, shares: longAmount }, capacityLeft: longAmount }],
            },
          },
          getPosition: { result: { ...fullPosition, assets: longAmount, lifetimeRewards: `-${longAmount}` } },
        },
      };
      const chain = chainOf(200, { stake: BigInt(longAmount) });
      await connect(page, wallet, chain);
      await page.getByText('Exact to the last digit').click();
      await expect(page.getByText('123456789012.34567890123456789 ETH', { exact: true })).toBeVisible();
      await goTo(page, 'Rewards');
      const total = page.getByRole('region', { name: 'Rewards', exact: true }).locator('.line-total .eth').first();
      await expect(total).toHaveAttribute('title', `${formatEther(chain.rewards())} ETH`);
      await expect(page.getByTestId('reward-plot').locator('canvas')).toBeVisible();
      await expect(page.getByTestId('staked')).toHaveText('123,456,789,012.345678 ETH');
      // However long its number is, a word stays whole.
      const words = page.locator('.table tbody th').filter({ hasText: /^Stake/u });
      const lines = words.evaluateAll((all) =>
        all.map((word) => {
          const range = document.createRange();
          range.selectNodeContents(word.firstChild ?? word);
          return range.getClientRects().length;
        }),
      );
      expect(new Set(await lines)).toEqual(new Set([1]));
    },
  },
  {
    name: 'every section with an error of its own',
    show: async (page) => {
      const wallet = {
        ...emptyWallet,
        answers: {
          getPools: failed('WOULD_REVERT', 'The pool did not answer as it should.'),
          getPosition: { result: { nonsense: true } },
        },
      };
      const refusal = { error: { code: -32601, message: 'Logs are missing.' } };
      await connect(page, wallet, chainOf(60), async (method) =>
        Promise.resolve(method === 'eth_getLogs' ? refusal : undefined),
      );
      await expect(page.getByRole('region', { name: 'Your position' })).toContainText('Unexpected answer');
      await expect(page.getByRole('region', { name: 'Your position' })).toContainText(
        "In the Snap's answer, “account” is",
      );
      await goTo(page, 'Rewards');
      await expect(page.getByRole('region', { name: 'Rewards', exact: true })).toContainText('Logs are missing.');
      await goTo(page, 'The pool');
      await expect(page.getByRole('region', { name: 'The pool' })).toContainText('The pool would refuse this');
    },
  },
  {
    name: 'answers that are still on their way',
    show: async (page) => {
      await connect(
        page,
        { ...emptyWallet, answers: { getPools: null, getPosition: null } },
        chainOf(60),
        async (method) => (method === 'eth_getLogs' ? new Promise(() => undefined) : Promise.resolve(undefined)),
      );
      await expect(page.getByRole('status', { name: 'Reading the position' }).first()).toBeVisible();
      await goTo(page, 'Rewards');
      const rewards = page.getByRole('region', { name: 'Rewards', exact: true });
      await expect(rewards.getByRole('progressbar', { name: 'Reading the history' })).toBeVisible();
    },
  },
  {
    name: 'a full pool',
    show: async (page) => {
      const pools = [{ ...pool, status: 'full', capacityLeft: '0' }];
      const answers = { getPools: { result: { ...poolsResult, pools } }, getPosition: { result: emptyPosition } };
      await connect(page, { ...emptyWallet, answers }, chainOf(0), undefined, at('stake/'));
      await expect(page.getByText('The pool is full')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Stake', exact: true })).toBeDisabled();
    },
  },
  {
    name: 'a transaction that the Snap refuses',
    show: async (page) => {
      const message = 'The account holds 500 ETH; the network fee comes on top. Choose a smaller amount.';
      const answers = { ...fullWallet.answers, stake: failed('INSUFFICIENT_BALANCE', message) };
      await connect(page, { ...fullWallet, answers }, chainOf(0), undefined, at('stake/'));
      await page.getByLabel('Amount to stake').fill('1');
      await page.getByRole('button', { name: 'Stake', exact: true }).click();
      await expect(page.getByTestId('transaction-status')).toContainText('Not enough in the account');
      await expect(page.getByRole('region', { name: 'Activity' })).toContainText(message);
      // What was closed on one page stays closed on the others; the list keeps it.
      await page.getByRole('button', { name: 'Close this line' }).click();
      await goTo(page, 'Overview');
      await expect(page.getByRole('region', { name: 'Activity' })).toContainText(message);
      await expect(page.getByTestId('transaction-status')).toBeEmpty();
      await goTo(page, 'Stake');
    },
  },
  {
    name: 'every end of a transaction',
    show: async (page) => {
      const ends = ['sent', 'dropped', 'replaced', 'cancelled', 'failed'] as const;
      const hash = (digit: number): string => `0x${String(digit).repeat(64)}`;
      // Read once: a clock that ticks between two of them would give both the same time, and so the same key.
      const now = Date.now();
      const kept = ends.map((stage, index) => ({
        intent: { kind: 'stake', amount: '1', title: `Stake ${index + 1} ETH` },
        sent: {
          hash: hash(index),
          account,
          chainId: 31337,
          call: null,
          nonce: index,
          isNonceSeen: true,
          knownAt: 12_300,
        },
        stage,
        blockNumber: stage === 'failed' ? 12_340 : null,
        replacement: stage === 'replaced' || stage === 'cancelled' ? hash(9) : null,
        sentAt: now - index,
      }));
      const call = { to: account, value: '0x1', data: '0x' };
      const keptAsked = [false, true].map((isPassed, index) => ({
        intent: { kind: 'unstake', amount: '1', title: `Unstake ${index + 1} ETH` },
        asked: {
          account,
          chainId: 31337,
          // The first as it was kept when one call alone could be handed over.
          ...(isPassed ? { calls: [call], bundle: null } : { call }),
          nonce: 7,
          after: 12_299,
          since: 12_302,
          isPassed,
        },
        sentAt: now - 100 - index,
      }));
      await page.addInitScript(
        ({ hashed, asked }) => {
          for (const each of hashed) {
            localStorage.setItem(`pooled-staking.sent.31337.${each.sent.hash}`, JSON.stringify(each));
          }
          for (const each of asked) {
            localStorage.setItem(`pooled-staking.asked.31337.${each.sentAt}`, JSON.stringify(each));
          }
        },
        { hashed: kept, asked: keptAsked },
      );
      await connect(page, fullWallet, chainOf(0), undefined, at('stake/'));
      const list = page.getByRole('region', { name: 'Activity' });
      await expect(list.getByRole('button', { name: 'Dismiss' })).toHaveCount(6);
      await expect(list).toContainText('Handed to the wallet.');
      await expect(list).toContainText('Not sent so far.');
      await expect(list.getByRole('button', { name: 'Stop watching' })).toHaveCount(1);
      await expect(list.getByText('Replaced by')).toHaveCount(2);
      await expect(page.getByRole('button', { name: 'Stake', exact: true })).toBeEnabled();
    },
  },
  {
    name: 'a page that is not there',
    show: async (page) => {
      await serveSite(page);
      await page.goto(`${site}/nowhere/`);
      await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    },
  },
  {
    name: 'a part of the page that does not come',
    show: async (page) => {
      await serveChain(page, chainOf(0));
      await open(page, [fullWallet]);
      await page.route('**/pool-*.js', async (route) => route.abort());
      await page.getByRole('button', { name: 'Connect a wallet' }).click();
      await expect(page.getByRole('heading', { name: "This part of the page didn't load" })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Load the page again' })).toBeVisible();
    },
  },
];

const everyLook = [
  [1280, 'light'],
  [360, 'dark'],
  [360, 'light'],
  [1280, 'dark'],
] as const;

/** A folder for pictures of every state in every look; without it, the first two are checked, by `npm test` in turns. */
const pictures = process.env['SITE_PICTURES'];
const isLong = process.env['TEST_LONG'] === '1';

for (const [index, { name, show }] of states.entries()) {
  test.describe('as they look', () => {
    test.use({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });

    test(name, async ({ page }) => {
      const failures: string[] = [];
      page.on('pageerror', (error) => failures.push(error.message));
      const violations = await violationsIn(page);
      await show(page);
      const looks = pictures ? everyLook : isLong ? everyLook.slice(0, 2) : everyLook.slice(index % 2, (index % 2) + 1);
      for (const [width, colorScheme] of looks) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await expect
          .poll(async () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
          .toBeLessThanOrEqual(0);
        await expect(page.getByRole('banner')).toBeVisible();
        await expect(page.getByRole('main')).toBeVisible();
        await expect(page.getByRole('contentinfo')).toBeVisible();
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        await expectAccessible(page, `${name}, ${width} px, ${colorScheme}`);
        if (pictures) {
          const file = `${name.replaceAll(' ', '-')}-${width}-${colorScheme}.png`;
          await page.screenshot({ path: join(pictures, file), fullPage: true });
        }
      }
      expect(failures).toEqual([]);
      expect(violations).toEqual([]);
    });
  });
}

test.describe('a browser whose database', () => {
  const broken = {
    'never opens': () => {
      indexedDB.open = () => new EventTarget() as IDBOpenDBRequest;
    },
    'refuses to open': () => {
      indexedDB.open = () => {
        throw new DOMException('The quota is used up.', 'QuotaExceededError');
      };
    },
  };

  for (const [name, spoil] of Object.entries(broken)) {
    test(`${name} shows the stake and the rewards all the same`, async ({ page }) => {
      await page.addInitScript(spoil);
      await connect(page, fullWallet, chainOf(10), undefined, at('unstake/'));
      await expect(page.getByTestId('exit')).toHaveCount(6);
      await goTo(page, 'Rewards');
      const rewards = page.getByRole('region', { name: 'Rewards', exact: true });
      await expect(rewards.getByTestId('reward-plot').locator('canvas')).toBeVisible({ timeout: 10_000 });
      await expect(rewards).not.toContainText('Reading');
      await page.getByRole('button', { name: 'Disconnect' }).click();
      await expect(page.getByRole('button', { name: 'Connect a wallet' })).toBeVisible();
    });
  }
});

test.describe('the address', () => {
  test('of before leads to the page about its pool', async ({ page }) => {
    await connect(page, fullWallet, chainOf(0), undefined, `/?pool=${poolId}`);
    await expect(page).toHaveURL(site + at());
    await expect(page.getByTestId('staked')).toBeVisible();
    await page.reload();
    await expect(page.getByTestId('staked')).toBeVisible();
  });

  test('with a form in its hash leads to the pool and fills the form in, and sends nothing', async ({ page }) => {
    await connect(page, fullWallet, chainOf(3), undefined, `/#stake?pool=${encodeURIComponent(poolId)}&amount=1.25`);
    const field = page.getByLabel('Amount to stake');
    await expect(field).toHaveValue('1.25');
    const place = (): string => page.url().split('#')[0] ?? '';
    expect(place()).toBe(site + at('stake/'));
    await page.evaluate((id) => {
      location.hash = `#unstake?pool=${id}&amount=max`;
    }, poolId);
    await expect(page.getByLabel('Amount to unstake')).toHaveValue(/^2\d\.\d{6,}$/u);
    expect(place()).toBe(site + at('unstake/'));
    // Of before, when all forms stood on the pool's one page.
    await page.goto(`${site}${at()}#stake?pool=${encodeURIComponent(poolId)}&amount=0.75`);
    await expect(field).toHaveValue('0.75');
    expect(place()).toBe(site + at('stake/'));
    // What is no amount, and what is about another pool, changes nothing.
    for (const hash of [`#stake?pool=${poolId}&amount=1e99`, `#stake?pool=${hoodiPoolId}&amount=1`]) {
      await page.evaluate((to) => {
        location.hash = to;
      }, hash);
      await expect(field).toHaveValue('');
    }
    await expect(page.getByTestId('transaction-status')).toBeEmpty();
  });

  test('without a pool leads to the first of the network, on the same page', async ({ page }) => {
    await connect(page, fullWallet, chainOf(0), undefined, '/pool/unstake/');
    await expect(page).toHaveURL(site + at('unstake/'));
    await expect(page.getByTestId('exit')).toHaveCount(6);
  });

  test('is that of the page: by links, back, a reload, and for whoever it is given to', async ({ page, context }) => {
    await connect(page, fullWallet, chainOf(3));
    for (const [name, part] of [
      ['Stake', 'stake/'],
      ['Unstake', 'unstake/'],
      ['Rewards', 'rewards/'],
      ['The pool', 'facts/'],
    ] as const) {
      await goTo(page, name);
      await expect(page).toHaveURL(site + at(part));
      await expect(page).toHaveTitle(`${name} - Local Pool`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Local Pool, ${name}`);
      await expect(
        page.getByRole('region', { name: part === 'facts/' ? 'Local Pool' : name, exact: true }),
      ).toBeVisible();
    }
    await page.goBack();
    await page.goBack();
    await expect(page).toHaveURL(site + at('unstake/'));
    // What was read before is there at once.
    await expect(page.getByTestId('exit')).toHaveCount(6, { timeout: 500 });
    await page.reload();
    await expect(page.getByTestId('exit')).toHaveCount(6);
    await page.goBack();
    await page.getByLabel('Amount to stake').fill('2');
    await emitFromWallet(page, 0, 'accountsChanged', ['0x70997970C51812dc3A010C7d01b50e0d17dc79C8']);
    await expect(page.getByLabel('Amount to stake')).toHaveValue('');

    const other = await context.newPage();
    await serveChain(other, chainOf(3));
    await open(other, [fullWallet], at('rewards/'));
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Local Pool, Rewards');
    await expect(
      other.getByRole('region', { name: 'Rewards', exact: true }).locator('.line-total').first(),
    ).toBeVisible();
  });

  test('names the pool in any case of letters', async ({ page }) => {
    await connect(page, fullWallet, chainOf(0), undefined, `/pool/?pool=${poolId.toLowerCase()}`);
    await expect(page.getByTestId('staked')).toBeVisible();
  });

  test('with a pool that nobody knows shows the way back, and runs nothing that it says', async ({ page }) => {
    const id = `<img src=x onerror=alert(1)>${'a'.repeat(5000)}`;
    await connect(page, fullWallet);
    await page.goto(`${site}/pool/?pool=${encodeURIComponent(id)}`);
    const main = page.getByRole('main');
    await expect(main).toContainText('<img src=x onerror=alert(1)>');
    expect((await main.innerText()).length).toBeLessThan(400);
    await expect(main.locator('img')).toHaveCount(0);
    await page.getByRole('link', { name: 'Go to the first page' }).click();
    await expect(page.getByRole('heading', { name: 'Your pools' })).toBeVisible();
  });

  test('stays when the wallet leaves the network of the pool, says so, and shows it again', async ({ page }) => {
    await connect(page, fullWallet);
    await expect(page.getByTestId('staked')).toBeVisible();
    await emitFromWallet(page, 0, 'chainChanged', '0x88bb0');
    await expect(page.getByRole('heading', { name: 'This pool is on Local chain' })).toBeVisible();
    await expect(page.getByTestId('staked')).toHaveCount(0);
    await emitFromWallet(page, 0, 'chainChanged', '0x7a69');
    await expect(page.getByTestId('staked')).toBeVisible();
    await expect(page).toHaveURL(site + at());
  });

  test('of a pool on another network leads to the pools of the wallet for who stays there', async ({ page }) => {
    await connect(page, fullWallet, chainOf(0), undefined, `/pool/?pool=${hoodiPoolId}`);
    await page.getByRole('link', { name: 'Stay on Local chain' }).click();
    await expect(page.getByRole('link', { name: 'Local Pool' })).toBeVisible();
  });
});

for (const [place, address, part] of [
  ['in the list of pools', '/', (page: Page) => page.getByTestId('pool-row').first()],
  ['about the pool', at(), (page: Page) => page.getByRole('region', { name: 'Your position' })],
] as const) {
  test(`a position that could not be read is read when the person tries again, ${place}`, async ({ page }) => {
    const answers = { ...fullWallet.answers, getPosition: failed('HISTORY_INCOMPLETE', 'Logs are missing.') };
    // No chain: a next block would have everything read anew.
    await connect(page, { ...fullWallet, answers }, null, undefined, address);
    const again = part(page).getByRole('button', { name: 'Try again' });
    await expect(again).toBeVisible();
    await changeAnswers(page, 0, fullWallet.answers);
    await again.click();
    await expect(part(page).locator('.eth').first()).toHaveAttribute('title', '24.372785123456789012 ETH');
  });
}

test('a wallet that locks and unlocks keeps its session, here and after a reload', async ({ page }) => {
  await connect(page, fullWallet);
  await page.getByTestId('staked').waitFor();
  await emitFromWallet(page, 0, 'accountsChanged', []);
  await expect(page.getByRole('button', { name: 'Connect a wallet' })).toBeVisible();
  await expect(page.getByTestId('staked')).toHaveCount(0);
  await emitFromWallet(page, 0, 'accountsChanged', [account]);
  await expect(page.getByTestId('staked')).toBeVisible();
  await emitFromWallet(page, 0, 'accountsChanged', []);
  await expect(page.getByTestId('staked')).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('staked')).toBeVisible();
});

test('of two wallets that give themselves the name used last, none is connected without a choice', async ({
  page,
  context,
}) => {
  const honest = { ...fullWallet, uuid: 'of-both', rdns: 'test.wallet' };
  await connect(page, honest);
  await expect(page.getByTestId('staked')).toBeVisible();

  const next = await context.newPage();
  await serveChain(next, chainOf(0));
  await open(next, [{ ...honest, name: 'Test wallet!', snaps: 'unsupported' }, honest], at());
  await expect(next.getByText('2 wallets found')).toBeVisible();
  await expect(next.getByRole('button', { name: 'Connect a wallet' })).toBeEnabled();
  await next.getByRole('button', { name: 'Connect a wallet' }).click();
  const dialog = next.getByRole('dialog', { name: 'Choose a wallet' });
  await expect(dialog.getByRole('button')).toHaveText(['Close', /Test wallet!/u, /Test wallet/u]);
  expect(await askedOfWallets(next)).toEqual([[], []]);
  await dialog.getByRole('button', { name: 'Test wallet', exact: true }).click();
  await expect(next.getByTestId('staked')).toBeVisible();
  expect((await askedOfWallets(next))[0]).toEqual([]);
});

test('a script and an address that a stranger puts into the page do nothing', async ({ page }) => {
  await open(page, []);
  const violations = await violationsIn(page);
  await page.reload();
  await expect(page.getByText('No wallet found in this browser')).toBeVisible();
  const reached: string[] = [];
  await page.route('https://stranger.test/**', async (route) => {
    reached.push(route.request().url());
    await route.fulfill({ body: 'window.wasRun = true' });
  });
  const outcome = await page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'window.wasRun = true';
    const foreign = document.createElement('script');
    foreign.src = 'https://stranger.test/script.js';
    const failed = new Promise((resolve) => {
      foreign.addEventListener('error', () => {
        resolve('refused');
      });
    });
    document.body.append(inline, foreign);
    const button = document.createElement('button');
    button.setAttribute('onclick', 'window.wasRun = true');
    document.body.append(button);
    button.click();
    const sent = fetch('https://stranger.test/', { mode: 'no-cors' }).catch(() => 'refused');
    return { script: await failed, sent: await sent, wasRun: 'wasRun' in window };
  });
  expect(outcome).toEqual({ script: 'refused', sent: 'refused', wasRun: false });
  expect(reached).toEqual([]);
  await expect.poll(() => violations.filter((each) => each.startsWith('script-src'))).toHaveLength(3);
});

for (const sandbox of [null, 'allow-scripts', '']) {
  const kind = sandbox === null ? 'a frame' : sandbox === '' ? 'a frame without scripts' : 'a sandboxed frame';
  test(`in ${kind} of another page there is nothing to click, and no wallet is asked`, async ({ page }) => {
    await serveSite(page);
    await announceWallets(page, [emptyWallet]);
    const attribute = sandbox === null ? '' : ` sandbox="${sandbox}"`;
    await page.route('http://stranger.test/', async (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><iframe src="${site}/"${attribute} width="900" height="700"></iframe>`,
      }),
    );
    await page.goto('http://stranger.test/');
    const frame = page.frameLocator('iframe');
    await expect(frame.locator('html')).toHaveCSS('display', 'block');
    await expect(frame.getByRole('heading', { level: 1, includeHidden: true })).toBeHidden();
    await expect(frame.locator('a:visible, button:visible, input:visible, [tabindex]:visible')).toHaveCount(0);
    const words = await frame.locator('html').evaluate((root) => getComputedStyle(root, '::before').content);
    expect(words).toContain('in a window of its own');
    const found = page.frames()[1];
    if (sandbox !== '' && found) {
      await found.waitForLoadState('load');
      expect(await found.evaluate(() => (window as unknown as { askedOfWallets: string[][] }).askedOfWallets)).toEqual([
        [],
      ]);
    }
  });
}

test('colours that are chosen before the page has its scripts count', async ({ page }) => {
  let release = (): void => undefined;
  const chosen = new Promise<void>((resolve) => {
    release = resolve;
  });
  await serveSite(page);
  await announceWallets(page, [emptyWallet]);
  await page.route('**/*.js', async (route) => {
    await chosen;
    await route.fallback();
  });
  await page.goto(`${site}/`, { waitUntil: 'commit' });
  const background = async (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole('radio', { name: 'Dark' }).check();
  const light = await background();
  release();
  await expect.poll(background).not.toBe(light);
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
});

test('colours are chosen, remembered and there before the first picture', async ({ page }) => {
  await open(page, [emptyWallet]);
  const background = async (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  expect(await background()).toBe(dark);
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await page.getByRole('radio', { name: 'System' }).check();
  await expect.poll(background).toBe(light);
});

test('the first page is light and speaks of no development wallet', async ({ page }) => {
  await open(page, []);
  const scripts = await page.evaluate(async () => {
    const urls = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].map(({ src }) => src);
    const parts = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.js'));
    const texts = await Promise.all(
      [...new Set([...urls, ...parts])].map(async (url) => {
        const body = await (await fetch(url)).blob();
        const packed = await new Response(body.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
        return { text: await body.text(), packed: packed.byteLength };
      }),
    );
    return texts;
  });
  expect(scripts.length).toBeGreaterThan(2);
  expect(scripts.reduce((sum, { packed }) => sum + packed, 0)).toBeLessThan(200_000);
  for (const { text } of scripts) {
    expect(text).not.toContain('dev-wallet');
    expect(text).not.toContain('Development wallet');
  }
});
