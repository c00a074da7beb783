import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, type Route } from '@playwright/test';
import type { ViewRewardsParams, ViewRewardsResult } from '@pooled-staking/api';
import { formatEther, Interface, parseEther } from 'ethers';
import { shownEth } from '../src/amounts/eth';
import { test } from './devnet';
import { chooseAccount, enter, goTo, openPanel } from './wallet-panel';

/** Seeded accounts: one with a gift to another and plenty of stakes, one with exits and claims. */
const staker = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const claiming = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';

/** Where pictures for looking at go; none are made without it. */
const pictures = process.env['SITE_PICTURES'];

const getShares = new Interface(['function getShares(address account) view returns (uint256)']);

const rewardsOf = (page: Page) => page.getByRole('region', { name: 'Rewards', exact: true });
const table = (page: Page) => page.getByTestId('periods');

async function enterAs(page: Page, siteUrl: string, account: string): Promise<void> {
  await enter(page, siteUrl);
  await chooseAccount(page, account);
  await goTo(page, 'Rewards');
}

/** The exact amount that is in the tooltip of an amount of ETH, in wei. */
function weiOf(title: string | null): bigint {
  return parseEther((title ?? '').replace(' ETH', ''));
}

/** Chooses with the keyboard: on a phone the development wallet's panel may lie over the page. */
async function choose(page: Page, group: string, name: string): Promise<void> {
  const option = rewardsOf(page).getByRole('group', { name: group }).getByRole('radio', { name, exact: true });
  await option.focus();
  await page.keyboard.press('Space');
  await expect(option).toBeChecked();
  await expect(rewardsOf(page).locator('.is-late')).toHaveCount(0);
}

type PeriodRow = { readonly name: string; readonly wei: bigint; readonly worth: string };

/** All rows of the table of periods, newest first, over all of its pages. */
async function readPeriods(page: Page): Promise<PeriodRow[]> {
  const pager = page.getByRole('navigation', { name: 'Pages of the rewards' });
  const older = pager.getByRole('button', { name: 'Older' });
  const rows: PeriodRow[] = [];
  for (;;) {
    const shown = await table(page)
      .locator('tbody tr')
      .evaluateAll((elements) =>
        elements.map((row) => ({
          name: row.querySelector('th')?.textContent ?? '',
          title: row.querySelector('td .eth')?.getAttribute('title') ?? '',
          worth: row.querySelector('td:nth-of-type(2)')?.textContent ?? '',
        })),
      );
    rows.push(...shown.map(({ name, title, worth }) => ({ name, worth, wei: weiOf(title) })));
    if ((await pager.count()) === 0 || (await older.isDisabled())) {
      return rows;
    }
    await older.click();
  }
}

/** Asks the Snap for the same rewards, as any dapp would. */
async function askSnap(page: Page, params: ViewRewardsParams): Promise<ViewRewardsResult> {
  return page.evaluate(async (asked) => {
    type Provider = { request: (args: { method: string; params?: unknown }) => Promise<unknown> };
    const provider = await new Promise<Provider>((resolve) => {
      window.addEventListener('eip6963:announceProvider', (event) => {
        resolve((event as CustomEvent<{ provider: Provider }>).detail.provider);
      });
      window.dispatchEvent(new Event('eip6963:requestProvider'));
    });
    const { snapId } = (window as unknown as { stakingConfig: { snapId: string } }).stakingConfig;
    const request = { method: 'viewRewards', params: asked };
    return (await provider.request({
      method: 'wallet_invokeSnap',
      params: { snapId, request },
    })) as ViewRewardsResult;
  }, params);
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

test('the periods add up to the rewards so far, to the wei, as the Snap counts them', async ({ page, devnet }) => {
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await enterAs(page, devnet.siteUrl, staker);
  await expect(page.getByTestId('reward-plot').locator('canvas')).toBeVisible();
  await choose(page, 'Span', 'All');
  const total = weiOf(await rewardsOf(page).locator('.line-total .eth').first().getAttribute('title'));
  expect(total).toBeGreaterThan(0n);
  await expect(page.getByTestId('lifetime-rewards').locator('.eth')).toHaveAttribute(
    'title',
    (await rewardsOf(page).locator('.line-total .eth').first().getAttribute('title')) ?? '',
  );
  for (const [name, interval] of [
    ['Day', 'day'],
    ['Week', 'week'],
    ['Month', 'month'],
    ['Year', 'year'],
  ] as const) {
    await choose(page, 'By', name);
    const rows = await readPeriods(page);
    expect(sum(rows.map(({ wei }) => wei))).toBe(total);
    expect(weiOf(await page.getByTestId('periods-sum').locator('.eth').getAttribute('title'))).toBe(total);
    const { periods, lifetimeRewards } = await askSnap(page, {
      account: staker,
      pool: `eip155:31337:${devnet.pool.address}`,
      interval,
    });
    expect(lifetimeRewards).toBe(total.toString());
    expect(rows.map(({ wei }) => wei.toString()).reverse()).toEqual(periods?.map(({ rewards }) => rewards));
    const worth = periods?.map(({ fiatValue }) => fiatValue ?? 'no price');
    expect(rows.map(({ worth: text }) => text.replaceAll(',', '').replace('−', '-')).reverse()).toEqual(worth);
  }
  // The penalty of the seeded history is a day below zero.
  await choose(page, 'By', 'Day');
  expect((await readPeriods(page)).some(({ wei }) => wei < 0n)).toBe(true);
  expect(failures).toEqual([]);
});

test('a span is a part of the whole, and the plot says what the table says', async ({ page, devnet }) => {
  await enterAs(page, devnet.siteUrl, staker);
  await expect(page.getByTestId('own-apr')).toHaveText(/^\d\.\d\d%$/u);
  await choose(page, 'Span', '30 days');
  await choose(page, 'By', 'Day');
  const rows = await readPeriods(page);
  expect(rows.length).toBeGreaterThanOrEqual(28);
  expect(rows.length).toBeLessThanOrEqual(32);
  const plot = page.getByTestId('reward-plot');
  await expect(plot).toHaveAccessibleName(new RegExp(`ETH in ${rows.length} days\\. The best day, `, 'u'));
  const words = rewardsOf(page).locator('figcaption');
  await expect(words).toContainText(`in ${rows.length} days`);
  /** Points at the right end of the plot, where the newest period is. */
  const pointAtNewest = async (): Promise<void> => {
    const over = plot.locator('.u-over');
    await over.evaluate((element) => {
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
    });
    const box = await over.boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) - 30, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) - 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  };
  await pointAtNewest();
  await expect(words.locator('strong')).toHaveText(rows[0]?.name ?? '');
  expect(weiOf(await words.locator('.eth').first().getAttribute('title'))).toBe(rows[0]?.wei);
  await choose(page, 'Show', 'Added up');
  await pointAtNewest();
  await expect(words).toContainText('by then');
  const byThen = await words.locator('.muted .eth').getAttribute('title');
  expect(weiOf(byThen)).toBe(sum(rows.map(({ wei }) => wei)));
});

test('the choices work by keyboard, and the currency is remembered', async ({ page, devnet }) => {
  await enterAs(page, devnet.siteUrl, staker);
  await expect(table(page).getByRole('columnheader')).toHaveText([
    'Week, in UTC',
    'Rewards, ETH',
    'Worth on arrival, USD',
  ]);
  await rewardsOf(page).getByRole('radio', { name: 'Week', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(table(page).getByRole('columnheader').first()).toHaveText('Month, in UTC');
  await page.getByLabel('Values in').selectOption('ETH only');
  await expect(table(page).getByRole('columnheader')).toHaveText(['Month, in UTC', 'Rewards, ETH']);
  await expect(rewardsOf(page)).not.toContainText(/\d USD/u);
  await page.reload();
  await expect(table(page).getByRole('columnheader')).toHaveText(['Month, in UTC', 'Rewards, ETH']);
  await page.getByLabel('Values in').selectOption('USD');
  await expect(table(page).getByRole('columnheader')).toHaveCount(3);
});

test('a penalty stands in plain sight, the address keeps the choice, and the page says how it knows', async ({
  page,
  devnet,
}) => {
  await enterAs(page, devnet.siteUrl, staker);
  await choose(page, 'Span', 'All');
  await choose(page, 'By', 'Day');
  const address = page.url();
  expect(address).toContain('span=all&by=day');
  const total = weiOf(await rewardsOf(page).locator('.line-total .eth').first().getAttribute('title'));

  await test.step('the note, the table and the plot name the day of the loss', async () => {
    const named = page.getByTestId('penalties').getByRole('listitem');
    await expect(named).toHaveCount(1);
    const lost = weiOf(await named.locator('.eth').getAttribute('title'));
    expect(lost).toBeLessThan(0n);
    const loss = (await readPeriods(page)).filter(({ wei }) => wei < 0n);
    // Less what another report of the same day brought.
    expect(loss).toHaveLength(1);
    expect(loss[0]?.wei).toBeGreaterThanOrEqual(lost);
    expect(loss[0]?.name).toContain(`Penalty ${shownEth(lost)}`);
    await expect(named).toContainText(loss[0]?.name.split('▼')[0]?.trim() ?? '');
    await expect(page.getByTestId('reward-plot')).toHaveAccessibleName(/A penalty in 1 day\.$/u);
    // In a week that others made good again it is still marked.
    await choose(page, 'By', 'Month');
    await expect(table(page).locator('.period-penalty')).toHaveCount(1);
    await choose(page, 'By', 'Day');
  });

  await test.step('the choice is there after a visit to another page, and after a reload', async () => {
    await goTo(page, 'Overview');
    await page.goBack();
    await expect(page).toHaveURL(address);
    await expect(rewardsOf(page).getByRole('radio', { name: 'Day', exact: true })).toBeChecked();
    await choose(page, 'Span', 'Custom');
    const days = rewardsOf(page).getByRole('group', { name: 'Span' });
    await expect(days.getByRole('radio', { name: 'Custom' })).toBeChecked();
    const newest = (await readPeriods(page)).find(({ wei }) => wei !== 0n);
    const day = new Date(`${newest?.name} UTC`).toISOString().slice(0, 10);
    await rewardsOf(page).getByLabel('From', { exact: true }).fill(day);
    await rewardsOf(page).getByLabel('To', { exact: true }).fill(day);
    await expect(table(page).locator('tbody tr')).toHaveCount(1);
    await page.reload();
    await expect(table(page).locator('tbody tr')).toHaveCount(1);
    expect(weiOf(await page.getByTestId('periods-sum').locator('.eth').getAttribute('title'))).toBe(newest?.wei);
    await choose(page, 'Span', 'All');
    await expect(page).not.toHaveURL(/from=|to=/u);
  });

  await test.step('how we know: the shares of the logs are those of the contract, and all reports add up', async () => {
    const [byLogs, byContract] = await page.getByTestId('proof-shares').locator('code').allTextContents();
    const call = { to: devnet.pool.address, data: getShares.encodeFunctionData('getShares', [staker]) };
    expect(BigInt(String(await devnet.rpc('eth_call', [call, 'latest'])))).toBe(BigInt(byContract ?? ''));
    expect(byLogs).toBe(byContract);
    await rewardsOf(page).getByText('Check it report by report').press('Enter');
    const sums = page.getByTestId('proof-reports').locator('.eth');
    await expect(sums).toHaveCount(3);
    const [rewards = 0n, penalties = 0n, all = 0n] = (
      await sums.evaluateAll((elements) => elements.map((element) => element.getAttribute('title')))
    ).map(weiOf);
    expect(penalties).toBeLessThan(0n);
    expect(rewards + penalties).toBe(total);
    expect(all).toBe(total);
  });
});

const openExport = async (page: Page): Promise<void> => {
  await rewardsOf(page).getByText('Export and statement').press('Enter');
  await expect(page.getByTestId('export-words')).toContainText('Rewards less penalties');
};

type File = { readonly name: string; readonly rows: readonly Readonly<Record<string, string>>[] };

/** Saves the file of a format, and reads it. */
async function download(page: Page, format: string): Promise<File> {
  await rewardsOf(page).getByLabel('File for').selectOption({ label: format });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    rewardsOf(page).getByRole('button', { name: 'Download' }).press('Enter'),
  ]);
  const [header = [], ...lines] = readFileSync(await file.path(), 'utf8')
    .split('\r\n')
    .map((line) => line.split(','));
  const rows = lines.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
  return { name: file.suggestedFilename(), rows };
}

test('the own CSV holds the books: it adds up, and no cell starts a formula', async ({ page, devnet }) => {
  await enterAs(page, devnet.siteUrl, claiming);
  await openExport(page);
  await choose(page, 'Days', 'All');
  const total = weiOf(await page.getByTestId('lifetime-rewards').locator('.eth').getAttribute('title'));
  const { name, rows } = await download(page, 'Own CSV, all columns');
  expect(name).toMatch(/^staking-local-pool-0x90f7-b906-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/u);
  const weiBy = (type: string): bigint =>
    sum(rows.filter((row) => row['type'] === type).map((row) => BigInt(row['amount_wei'] ?? '')));
  expect(weiBy('reward') - weiBy('penalty')).toBe(total);
  expect(weiBy('stake')).toBe(parseEther('16'));
  expect(rows.flatMap((row) => Object.values(row)).filter((cell) => /^[=+\-@\t\r]/u.test(cell))).toEqual([]);
  // The same lines as the Snap's.
  const { entries } = await askSnap(page, {
    account: claiming,
    pool: `eip155:31337:${devnet.pool.address}`,
    interval: 'year',
    limit: 200,
  });
  expect(rows.map((row) => [row['date_utc'], row['type'], row['amount_wei'], row['transaction']])).toEqual(
    entries.map(({ time, type, assets, transactionHash }) => [time, type, assets ?? '', transactionHash ?? '']),
  );
});

test('each tax program has a file that comes to the rewards on the page, and says what became of penalties', async ({
  page,
  devnet,
}) => {
  await enterAs(page, devnet.siteUrl, staker);
  await openExport(page);
  await choose(page, 'Days', 'All');
  const words = page.getByTestId('export-words');
  const total = weiOf(await page.getByTestId('lifetime-rewards').locator('.eth').getAttribute('title'));
  const eth = (text = ''): bigint => parseEther(text === '' ? '0' : text);
  const programs = [
    ['Koinly', 'koinly', 'cost', 'with the label “cost”', (row) => eth(row['Amount'])],
    [
      ...['CoinTracker', 'cointracker', 'lost', 'with the tag “lost”'],
      (row) => eth(row['Received Quantity']) - eth(row['Sent Quantity']),
    ],
    [
      ...['Summ', 'summ', 'lost', 'the type “lost”'],
      (row) => eth(row['Base Amount']) * (row['Type'] === 'lost' ? -1n : 1n),
    ],
    [
      ...['rotki', 'rotki', 'loss', 'the type “Loss”'],
      (row) => eth(row['Amount']) * (row['Type'] === 'Loss' ? -1n : 1n),
    ],
  ] as [string, string, string, string, (row: File['rows'][number]) => bigint][];
  for (const grain of ['Each reward', 'Each day']) {
    await choose(page, 'A row for', grain);
    for (const [label, program, as, told, amountOf] of programs) {
      const { name, rows } = await download(page, label);
      expect(name).toMatch(new RegExp(`^${program}-local-pool-0x7099-79c8-.*-penalties-as-${as}\\.csv$`, 'u'));
      expect(name.includes('-by-day-')).toBe(grain === 'Each day');
      expect(sum(rows.map(amountOf))).toBe(total);
      await expect(words).toContainText(`${rows.length} rows from`);
      await expect(words).toContainText(told);
      await expect(words.locator('.eth')).toHaveAttribute('title', new RegExp(`^${formatEther(total)} ETH`, 'u'));
    }
  }
  // A file of some days alone has the rewards of those days.
  await choose(page, 'By', 'Day');
  // A day that has just begun has none.
  const newest = (await readPeriods(page)).find(({ wei }) => wei !== 0n);
  const day = new Date(`${newest?.name} UTC`).toISOString().slice(0, 10);
  await choose(page, 'Days', 'Custom');
  await rewardsOf(page).getByLabel('From', { exact: true }).fill(day);
  await rewardsOf(page).getByLabel('To', { exact: true }).fill(day);
  const { name, rows } = await download(page, 'Koinly');
  expect(name).toContain(`-${day}-${day}-by-day`);
  expect(sum(rows.map((row) => eth(row['Amount'])))).toBe(newest?.wei);
  await rewardsOf(page).getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(rewardsOf(page)).toContainText('The first day is later than the last one. Exchange them.');
  await expect(rewardsOf(page).getByRole('button', { name: 'Download' })).toBeDisabled();
});

test('a statement is printed instead of the page, and is gone when the person is back', async ({ page, devnet }) => {
  await page.addInitScript(() => {
    window.print = () => undefined;
  });
  await enterAs(page, devnet.siteUrl, claiming);
  await openExport(page);
  await choose(page, 'Days', 'All');
  await rewardsOf(page).getByRole('button', { name: 'Print a statement' }).press('Enter');
  const statement = page.locator('.statement');
  await expect(statement).toBeAttached();
  await expect(statement).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(statement).toBeVisible();
  await expect(page.getByRole('main')).toBeHidden();
  const amountOf = async (label: string): Promise<bigint> => {
    const line = statement.locator('.line', { hasText: label }).first();
    return weiOf(await line.locator('.eth').getAttribute('title'));
  };
  const of = { after: await amountOf('Balance after'), in: await amountOf('Put in'), out: await amountOf('Paid out') };
  const rewards = (await amountOf('Rewards')) + (await amountOf('Penalties'));
  expect((await amountOf('Balance before')) + of.in + rewards + of.out).toBe(of.after);
  expect(rewards).toBe(await amountOf('Rewards so far'));
  await expect(statement).toContainText(claiming);
  await expect(statement).toContainText(devnet.pool.address);
  await expect(statement).toContainText(
    /at block [\d,]+, of \d{4}-\d\d-\d\d [\d:]{8} UTC, with the hash 0x[\da-f]{64}/u,
  );
  const paper = await page.pdf({ preferCSSPageSize: true });
  if (pictures) {
    writeFileSync(join(pictures, 'statement.pdf'), paper);
  }
  // Something stands on every page.
  expect(paper.toString('latin1')).not.toContain('<</Length 0>> stream');
  // A4, in points.
  expect(paper.toString('latin1')).toMatch(/\/MediaBox \[0 0 594\.\d+ 841\.\d+\]/u);
  await page.keyboard.press('Shift');
  await expect(statement).toHaveCount(0);
  await expect(page.getByRole('main')).toBeVisible();
});

type RpcBody = { readonly method: string; readonly params?: readonly unknown[] };
type LogQuery = { readonly fromBlock: string; readonly toBlock: string; readonly topics: readonly unknown[] };

/** Stands between the page and its wallet: what `answer` gives is answered instead; `undefined` goes through. */
async function between(
  page: Page,
  answer: (query: LogQuery, route: Route) => Promise<object | undefined>,
): Promise<void> {
  await page.route('**/dev-wallet/rpc', async (route) => {
    const { method, params } = route.request().postDataJSON() as RpcBody;
    const instead = method === 'eth_getLogs' ? await answer(params?.[0] as LogQuery, route) : undefined;
    await (instead ? route.fulfill({ json: instead }) : route.continue());
  });
}

const failed = (code: number, message: string) => ({ error: { code, message } });

test('a long read shows how far it is, can be stopped, and goes on from there', async ({ page, devnet }) => {
  let isHeld = false;
  let release: () => void = () => undefined;
  let passed = 0;
  let asked: LogQuery[] = [];
  await between(page, async (query) => {
    const blocks = Number(query.toBlock) - Number(query.fromBlock) + 1;
    // Also up to the newest block, whose number isn't told.
    if (!(blocks <= 4)) {
      return failed(-32005, 'query exceeds max block range 4');
    }
    // Without those of the account that was there first.
    if (!JSON.stringify(query.topics).toLowerCase().includes(staker.slice(2).toLowerCase())) {
      return undefined;
    }
    asked.push(query);
    if (isHeld && passed >= 80) {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    }
    passed += 1;
    return undefined;
  });
  isHeld = true;
  await enterAs(page, devnet.siteUrl, staker);
  const bar = rewardsOf(page).getByRole('progressbar', { name: 'Reading the history' });
  await expect(bar).toBeVisible();
  await expect.poll(() => passed).toBeGreaterThanOrEqual(80);
  await expect(rewardsOf(page).locator('.reading-count')).toHaveText(/^[\d,]+ of [\d,]+ blocks$/u);
  expect(await bar.evaluate((element: HTMLProgressElement) => element.position)).toBeGreaterThan(0.2);
  const furthest = Math.max(...asked.map(({ fromBlock }) => Number(fromBlock)));

  await rewardsOf(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(rewardsOf(page)).toContainText('Reading was cancelled.');
  isHeld = false;
  release();
  asked = [];
  // The rest of the page is as it was, and nothing goes on behind it.
  await expect(page.getByTestId('staked')).toHaveText(/^24\.\d+ ETH$/u);

  await rewardsOf(page).getByRole('button', { name: 'Read again' }).click();
  await expect(rewardsOf(page).locator('.line-total .eth').first()).toBeVisible();
  const lowest = Math.min(...asked.map(({ fromBlock }) => Number(fromBlock)));
  expect(lowest).toBeGreaterThan(10);
  expect(lowest).toBeLessThanOrEqual(furthest);
  const title = await page.getByTestId('lifetime-rewards').locator('.eth').getAttribute('title');
  await expect(rewardsOf(page).locator('.line-total .eth').first()).toHaveAttribute('title', title ?? '');
});

test('a second visit reads new blocks only, and another account stops the first', async ({ page, devnet }) => {
  const asked: LogQuery[] = [];
  const releases: (() => void)[] = [];
  let held: string | null = null;
  await between(page, async (query) => {
    asked.push(query);
    if (held !== null && JSON.stringify(query.topics).toLowerCase().includes(held)) {
      await new Promise<void>((resolve) => releases.push(resolve));
    }
    return undefined;
  });
  const ownQueries = (account: string): LogQuery[] =>
    asked.filter(({ topics }) => JSON.stringify(topics).toLowerCase().includes(account.slice(2).toLowerCase()));
  await enterAs(page, devnet.siteUrl, staker);
  await expect(table(page)).toBeVisible();
  expect(ownQueries(staker).some(({ fromBlock }) => Number(fromBlock) === 0)).toBe(true);
  asked.length = 0;
  await page.reload();
  await expect(table(page)).toBeVisible();
  expect(ownQueries(staker).length).toBeGreaterThan(0);
  expect(ownQueries(staker).every(({ fromBlock }) => Number(fromBlock) > 50)).toBe(true);

  held = claiming.slice(2).toLowerCase();
  await openPanel(page);
  await page.getByTestId('dev-wallet-account').selectOption(claiming);
  await expect(rewardsOf(page).getByRole('progressbar')).toBeVisible();
  await page.getByTestId('dev-wallet-account').selectOption(staker);
  await expect(table(page)).toBeVisible();
  await expect(page.getByTestId('staked')).toHaveText(/^24\.\d+ ETH$/u);
  releases.forEach((release) => {
    release();
  });
});

test('a node without logs leaves the rest of the page, and the rewards come back with it', async ({ page, devnet }) => {
  let isBroken = true;
  await between(page, async () => Promise.resolve(isBroken ? failed(-32601, 'no logs here') : undefined));
  await enterAs(page, devnet.siteUrl, staker);
  await expect(rewardsOf(page).getByRole('alert')).toContainText('no logs here', { timeout: 40_000 });
  await expect(page.getByTestId('staked')).toHaveText(/^24\.\d+ ETH$/u);
  isBroken = false;
  // The page reads again by itself as soon as the chain answers; the button is for the impatient.
  await expect(table(page)).toBeVisible();
});

const looks = [
  [1280, 'light'],
  [360, 'light'],
  [1280, 'dark'],
  [360, 'dark'],
] as const;

// Both colours only for pictures.
for (const [width, colorScheme] of pictures ? looks : looks.slice(0, 2)) {
  test.describe(`${width} px, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme });

    test('rewards of eight weeks', async ({ page, devnet }) => {
      await enterAs(page, devnet.siteUrl, staker);
      await expect(page.getByTestId('reward-plot').locator('canvas')).toBeVisible();
      await openExport(page);
      await choose(page, 'Days', 'Custom');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      if (pictures) {
        // The page's policy lets no style sheet in; styles that a script sets are no matter of it.
        await page.evaluate(() => {
          document.querySelector<HTMLElement>('.header')?.style.setProperty('position', 'static', 'important');
          document.querySelector<HTMLElement>('dev-wallet')?.style.setProperty('display', 'none');
        });
        const shoot = async (name: string): Promise<void> => {
          await rewardsOf(page).screenshot({ path: join(pictures, `rewards-${name}-${width}-${colorScheme}.png`) });
        };
        await rewardsOf(page)
          .locator('.export')
          .screenshot({ path: join(pictures, `export-${width}-${colorScheme}.png`) });
        await shoot('week');
        await choose(page, 'By', 'Day');
        await shoot('day');
        await choose(page, 'Show', 'Added up');
        await shoot('sum');
        await choose(page, 'By', 'Month');
        await choose(page, 'Show', 'Each month');
        await shoot('month');
      }
    });
  });
}
