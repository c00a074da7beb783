/** The first page of the built site in Chromium: how much JavaScript it loads, and when it shows its largest part. */
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { median, type Measurement } from './figures';

const runs = 5;

/** Largest contentful paint in milliseconds since the navigation began; runs in the page. */
const readLcp = `new Promise((resolve) => {
  let last = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) last = entry.startTime;
  });
  observer.observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => { observer.disconnect(); resolve(last); }, 500);
})`;

/** Loads the page in fresh browser contexts, cache empty. */
export async function measureSite(url: string): Promise<{ measurements: Measurement[]; browser: string }> {
  const executablePath = process.env['CHROMIUM_BIN'];
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    const paints: number[] = [];
    const sizes: number[] = [];
    for (let run = 0; run <= runs; run += 1) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
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
      }
      await context.close();
    }
    return {
      measurements: [
        { name: 'site.js.gzip.bytes', value: median(sizes), unit: 'B' },
        { name: 'site.lcp.ms', value: Math.round(median(paints)), unit: 'ms' },
      ],
      browser: `Chromium ${browser.version()}`,
    };
  } finally {
    await browser.close();
  }
}
