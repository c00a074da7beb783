import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { expectAccessible } from '../accessible';
import { test } from '../devnet';
import { announcePlainWallet } from '../plain-wallet';
import { layoutFaults } from './layout-faults';
import { scenes } from './scenes';

const folder = process.env['PICTURES_FOLDER'] ?? '';
/** Only the pictures of the docs: small files of what a window shows. */
const isForDocs = process.env['PICTURES_FOR_DOCS'] === '1';
const languages = (isForDocs ? 'en' : (process.env['PICTURES_LANGUAGES'] ?? 'en,de')).split(',');
const locales: Readonly<Record<string, string>> = { en: 'en-GB' };

/** Waits until nothing is on its way any more, and all of it has been drawn. */
async function settle(page: Page): Promise<void> {
  await expect(
    page.locator('.skeleton, .reading, [aria-busy="true"], [data-testid="pool-row"] [role="status"]'),
  ).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    scrollTo(0, 0);
    for (let frame = 0; frame < 3; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}

mkdirSync(folder, { recursive: true });

for (const language of languages) {
  test.describe(language, () => {
    test.use({ locale: locales[language] ?? language, contextOptions: { reducedMotion: 'reduce' } });
    for (const { name, path, account, isStranger, chain, act, ready, heightInDocs } of scenes) {
      if (isForDocs && heightInDocs === undefined) {
        continue;
      }
      test(name, async ({ page, devnet }) => {
        const rpc = chain === 'metis' ? devnet.metisRpc : devnet.rpc;
        const clean = await devnet.rpc('evm_snapshot');
        if (account !== undefined) {
          await announcePlainWallet(page, { ...devnet, rpc }, account);
          if (!isStranger) {
            await page.goto(devnet.siteUrl);
            await page.locator('main .button').first().click();
            await expect(page.locator('.account')).toBeVisible();
          }
        } else {
          await page.route('**/dev-wallet/**', async (route) => route.abort());
        }
        await page.goto(`${devnet.siteUrl}${path(devnet)}`);
        if (account !== undefined && !isStranger) {
          await expect(page.locator('.account')).toBeVisible();
        }
        await act?.(page, devnet);
        await expect(page.locator(ready).first()).toBeVisible();
        if (isForDocs) {
          await page.setViewportSize({ width: 1280, height: heightInDocs ?? 0 });
          await settle(page);
          await sharp(await page.screenshot())
            .png({ palette: true, colours: 160, effort: 10 })
            .toFile(join(folder, `${name}.png`));
        } else {
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            for (const width of [1280, 360]) {
              await page.setViewportSize({ width, height: 900 });
              await settle(page);
              const file = `${name}-${language}-${width}-${colorScheme}.png`;
              await page.screenshot({ path: join(folder, file), fullPage: true });
              expect.soft(await layoutFaults(page), file).toEqual([]);
            }
            if (language === 'en') {
              await expectAccessible(page, `${name} ${colorScheme}`);
            }
          }
        }
        await page.goto('about:blank');
        // What waits for a block would be mined beside the return, and leave its logs without its stake.
        await devnet.rpc('anvil_dropAllTransactions');
        await devnet.rpc('evm_setAutomine', [true]);
        await devnet.rpc('evm_revert', [clean]);
      });
    }
  });
}
