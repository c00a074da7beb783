import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';

const HELP = 'Chromium is needed: set CHROMIUM_BIN to its path, or run `npx playwright install chromium`.';

/** `CHROMIUM_BIN`, else a Chromium on the PATH, else the one that Playwright installed. */
function findChromium(): string {
  const configured = process.env['CHROMIUM_BIN'];
  if (configured) {
    return configured;
  }
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) =>
      ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)),
    );
  const found = [...onPath, chromium.executablePath()].find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(HELP);
  }
  return found;
}

/** Starts a browser without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
}
