import { defineConfig } from '@playwright/test';
import tests from '../../playwright.config';

/** Pictures of every page, taken on a devnet with Metis beside it; `scripts/pictures.mjs` says where to. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: 'pictures.ts',
  outputDir: '../../test-results/pictures',
  workers: 1,
  projects: [{ name: 'pictures', use: { poolVersion: 2, metis: true } as object }],
});
