/**
 * The built site in Chromium: how much JavaScript its first page loads, when it shows its largest part, how much of it moves, and how
 * long a visit waits for a position.
 */
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContext, type Page, type Route } from '@playwright/test';
import { median, type Measurement } from './figures';

const runs = 5;
const viewport = { width: 1280, height: 900 };

/** Adds up what moves without a person's doing, from before the page begins (https://web.dev/articles/cls, all of it). */
const noteShifts = `window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: 'layout-shift', buffered: true });`;

/** Largest contentful paint in milliseconds since the navigation began; runs in the page. */
const readLcp = `new Promise((resolve) => {
  let last = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) last = entry.startTime;
  });
  observer.observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => { observer.disconnect(); resolve(last); }, 500);
})`;

const shiftOf = async (page: Page): Promise<number> => Number(Number(await page.evaluate('window.shifted')).toFixed(4));

/** The first page in fresh contexts, cache empty. */
async function measureFirstPage(browser: Browser, url: string): Promise<Measurement[]> {
  const paints: number[] = [];
  const sizes: number[] = [];
  const shifts: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.addInitScript(noteShifts);
    const scripts: Promise<number>[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.endsWith('.js')) {
        scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
      }
    });
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForLoadState('networkidle');
    const paint = Number(await page.evaluate(readLcp));
    if (!(paint > 0)) {
      throw new Error('The browser reported no paint of the page.');
    }
    const size = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
    // The first run warms the browser itself up.
    if (run > 0) {
      paints.push(paint);
      sizes.push(size);
      shifts.push(await shiftOf(page));
    }
    await context.close();
  }
  return [
    { name: 'site.js.gzip.bytes', value: median(sizes), unit: 'B' },
    { name: 'site.lcp.ms', value: Math.round(median(paints)), unit: 'ms' },
    { name: 'site.layoutShift', value: Math.max(...shifts), unit: 'CLS' },
  ];
}

/**
 * How long nothing new may be asked before all that is asked is answered together, in milliseconds: the page needs some to work
 * out what it shows, and what others of its parts ask meanwhile is no step of that.
 */
const quiet = 1_000;

/**
 * Looks at an account's stake, and counts the steps of waiting until the amount is there: all that is asked of the node
 * together is answered together.
 */
async function visit(
  context: BrowserContext,
  address: string,
): Promise<{ roundTrips: number; requests: number; shift: number }> {
  const page = await context.newPage();
  await page.addInitScript(noteShifts);
  let roundTrips = 0;
  let requests = 0;
  let isThere = false;
  let waiting: Route[] = [];
  let timer: NodeJS.Timeout | undefined;
  const answerTogether = async (): Promise<void> => {
    const together = waiting;
    waiting = [];
    roundTrips += 1;
    requests += together.length;
    // A node takes longer for some: what the page asks upon a quick answer is not let through before the slow one is there.
    const answers = await Promise.all(together.map(async (route) => [route, await route.fetch()] as const));
    await Promise.all(answers.map(async ([route, response]) => route.fulfill({ response })));
  };
  await page.route('**/*', async (route) => {
    if (isThere || route.request().method() !== 'POST') {
      await route.continue();
      return;
    }
    waiting.push(route);
    clearTimeout(timer);
    timer = setTimeout(() => void answerTogether().catch(() => undefined), quiet);
  });
  await page.goto(address);
  await page.getByTestId('staked').getByText(/\d/u).first().waitFor({ timeout: 60_000 });
  isThere = true;
  const waited = { roundTrips, requests };
  // What comes behind it may move what is there as well.
  await page.waitForLoadState('networkidle');
  const shift = await shiftOf(page);
  await page.close();
  return { ...waited, shift };
}

/** The first visit to an account's page in a browser, and one with nothing new after it. */
async function measureVisits(browser: Browser, address: string): Promise<Measurement[]> {
  const context = await browser.newContext({ viewport });
  try {
    const first = await visit(context, address);
    const second = await visit(context, address);
    return [
      { name: 'site.visit.first.roundTrips', value: first.roundTrips, unit: 'round trips' },
      { name: 'site.visit.roundTrips', value: second.roundTrips, unit: 'round trips' },
      { name: 'site.visit.requests', value: second.requests, unit: 'requests' },
      { name: 'site.visit.layoutShift', value: Math.max(first.shift, second.shift), unit: 'CLS' },
    ];
  } finally {
    await context.close();
  }
}

/**
 * Measures the site that a server serves.
 * @param visited the path of an account's page about a pool in which it has staked.
 */
export async function measureSite(
  url: string,
  visited: string,
): Promise<{ measurements: Measurement[]; browser: string }> {
  const executablePath = process.env['CHROMIUM_BIN'];
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    return {
      measurements: [
        ...(await measureFirstPage(browser, url)),
        ...(await measureVisits(browser, new URL(visited, url).href)),
      ],
      browser: `Chromium ${browser.version()}`,
    };
  } finally {
    await browser.close();
  }
}
