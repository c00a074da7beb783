import { defineConfig, type Project } from '@playwright/test';
import type { DevnetOptions, WalletOptions } from './test/devnet';

type Options = WalletOptions & DevnetOptions;

/** Pools whose whole journeys `npm run test:long` walks, with each kind of wallet. */
const pools: readonly (readonly [string, string, Partial<DevnetOptions>])[] = [
  ['version 1', 'journey.spec.ts', { poolVersion: 1 }],
  ['version 2', 'journey.spec.ts', { poolVersion: 2 }],
  ['Metis', 'metis.spec.ts', { poolVersion: 2, metis: true }],
  ['sequencers', 'top-up.spec.ts', { poolVersion: 2, metis: true }],
];

/** Every pool with and without the Snap, in wallets with and without EIP-5792. */
const matrix: Project<object, Options>[] = pools.flatMap(([name, testMatch, use]) =>
  [true, false].flatMap((hasSnap) =>
    [true, false].map((isSmart) => ({
      name: `${name}, ${hasSnap ? 'with' : 'without'} the Snap, ${isSmart ? 'calls together' : 'one by one'}`,
      testMatch,
      use: { ...use, hasSnap, isSmart },
    })),
  ),
);

/** One devnet for the whole project: a file that goes to a second process starts one of its own. */
const oneDevnet = { workers: 1 };

/** In both looks under `npm run test:long`. */
const states: Project<object, Options> = {
  name: 'states',
  testMatch: ['states.spec.ts', 'place.spec.ts', 'languages.spec.ts'],
};

/** What `npm run test:long` walks: the matrix, the pages over every kind of faulty node, and their states. */
const long: Project<object, Options>[] = [
  ...matrix,
  { name: 'faulty nodes', testMatch: 'faulty-node.spec.ts', use: { poolVersion: 2 } },
  states,
];

/** What `npm test` walks. Those that take longest come first, so that none runs alone at the end. */
const everyDay: Project<object, Options>[] = [
  {
    name: 'rewards',
    testMatch: ['rewards.spec.ts', 'transactions.spec.ts', 'other-wallet.spec.ts', 'react.spec.ts'],
    use: { poolVersion: 2 },
    ...oneDevnet,
  },
  {
    name: 'metis',
    testMatch: [
      'metis.spec.ts',
      'bundles.spec.ts',
      'facts.spec.ts',
      'books.spec.ts',
      'sequencers.spec.ts',
      'governance.spec.ts',
    ],
    use: { poolVersion: 2, metis: true },
    ...oneDevnet,
  },
  states,
  {
    name: 'home',
    testMatch: ['home.spec.ts', 'notices.spec.ts', 'settings.spec.ts', 'accounts.spec.ts'],
    use: { poolVersion: 2 },
    ...oneDevnet,
  },
  { name: 'refusals', testMatch: 'refusals.spec.ts', use: { poolVersion: 2 } },
  // The whole journey in a pool of version 1 as well; on a chain of its own under `npm run test:long`.
  { name: 'fork', testMatch: 'journey.spec.ts', use: { poolVersion: 1, fork: true } },
  {
    name: 'pool-2',
    testMatch: ['journey.spec.ts', 'report-claims.spec.ts', 'exits.spec.ts'],
    use: { poolVersion: 2 },
    ...oneDevnet,
  },
];

/**
 * Each project has a devnet of its own: the journey runs once for each version of the pool's contract, version 1 on a fork
 * of a chain that carries the pool at Ethereum's addresses; rewards and transactions share one, refusals have one, and pictures
 * of states need none.
 */
export default defineConfig<object, Options>({
  testDir: './test',
  testMatch: '*.spec.ts',
  outputDir: './test-results',
  // More than cores: the tests wait for blocks and timers about half of their time.
  workers: 3,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 900 },
    trace: 'off',
    // What moves while a page waits is drawn by the processor here.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  projects: process.env['TEST_LONG'] === '1' ? long : everyDay,
});
