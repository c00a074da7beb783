/**
 * `npm run test:long`: the random tests with as many runs as prove something: lives of the pool, honest transactions and
 * senseless ones, and the recorded lives at every state; the pool's books on their indexer; the pages of `examples`; the Snap
 * built by another Node.js; and the site's journeys with every kind of pool, wallet and node. `npm test` makes a share of these
 * runs. What was run is written to `docs/long-tests.md`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWithApt } from './apt.mjs';
import { ensureTestBrowser } from './chromium.mjs';
import { otherNode } from './other-node.mjs';
import { reproduce, saying } from './reproduce.mjs';
import { ensureBooks, fail, refuseOptions, root, runInForeground, setUp } from './setup.mjs';

const page = join(root, 'docs', 'long-tests.md');
const files = [
  ...['core/test/trace-replay', 'devnet/test/honest', 'ledger-property'],
  ...[
    'insight-honest',
    'insight-fuzz',
    'typed-data',
    'snap/test/home',
    'snap/test/insight-attacks',
    'devnet/test/faulty-node/faulty-node',
  ],
  // With Ponder, which takes no part in `npm test`.
  ...[
    'books/test/indexed-lives',
    'books/test/killed-books',
    'books/test/lost-logs',
    'books/test/recorded-lives',
    'devnet/test/books',
  ],
  'devnet/test/installed/pages',
];

/** The lines that the tests reported, and Jest's own figures, as a page. */
function writeSummary(folder, start) {
  const tests = JSON.parse(readFileSync(join(folder, 'jest.json'), 'utf8'));
  const runs = join(folder, 'runs');
  const lines = existsSync(runs) ? readFileSync(runs, 'utf8').trim().split('\n') : [];
  const rows = lines
    .map((line) => JSON.parse(line))
    .sort((one, other) => one.what.localeCompare(other.what))
    .map(({ what, counts, again }) => {
      const numbers = Object.entries(counts).map(([name, count]) => `${count.toLocaleString('en')} ${name}`);
      return `| ${what} | ${numbers.join(', ')} | ${again === '' ? '' : `\`${again}\``} |`;
    });
  const minutes = ((Date.now() - start) / 60_000).toFixed(1);
  const text = [
    '# The long tests',
    '',
    `Written by \`npm run test:long\`, which is run before an issue is resolved and before a release. The last run, on ` +
      `${new Date(start).toISOString().slice(0, 10)}, took ${minutes} min on ${availableParallelism()} cores with Node.js ` +
      `${process.versions.node}: ${tests.numPassedTests} tests passed, ${tests.numFailedTests} failed.`,
    '',
    '| what | how much | the same again with |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
  writeFileSync(page, text);
  execFileSync(npx, ['oxfmt', page], { cwd: root, shell: process.platform === 'win32' });
  rmSync(folder, { recursive: true });
}

/** What Playwright ran, by the first words of its projects: how many passed and failed. */
function countJourneys({ suites }) {
  const counts = new Map();
  const visit = ({ specs = [], suites: inner = [] }) => {
    for (const { projectName, status } of specs.flatMap(({ tests }) => tests)) {
      const what = projectName.split(',')[0];
      const { passed = 0, failed = 0 } = counts.get(what) ?? {};
      const isPassed = status === 'expected';
      counts.set(what, { passed: passed + (isPassed ? 1 : 0), failed: failed + (isPassed ? 0 : 1) });
    }
    inner.forEach(visit);
  };
  suites.forEach(visit);
  return counts;
}

/** The site's journeys with every kind of pool, wallet and node. @throws Error when one failed. */
async function walkMatrix(runs) {
  const report = join(folder, 'journeys.json');
  const args = ['playwright', 'test', '--config', 'packages/site/playwright.config.ts', '--reporter', 'list,json'];
  const child = spawn(npx, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const [status] = await once(child, 'close');
  const again = 'TEST_LONG=1 npx playwright test --config packages/site/playwright.config.ts';
  for (const [what, counts] of countJourneys(JSON.parse(readFileSync(report, 'utf8')))) {
    appendFileSync(runs, `${JSON.stringify({ what: `Journeys of the site: ${what}`, counts, again })}\n`);
  }
  if (status !== 0) {
    throw new Error('Not all journeys of the site arrived; the reasons are above.');
  }
}

/** The Snap, built by another Node.js. */
async function checkOtherNode(runs) {
  const outcome = await reproduce(await otherNode());
  if (outcome.different.length > 0) {
    throw new Error(saying(outcome));
  }
  const what = `The Snap built by Node.js ${outcome.version} in another folder`;
  appendFileSync(
    runs,
    `${JSON.stringify({ what, counts: { 'files that are the same': outcome.compared }, again: '' })}\n`,
  );
}

/** The books run in PostgreSQL too where Debian's package is there; elsewhere that part is named as skipped. */
function ensurePostgres() {
  if (!existsSync('/usr/lib/postgresql') && !installWithApt('postgresql')) {
    console.log('- No PostgreSQL: the books are tested in their embedded database alone.');
    console.log('  Debian and Ubuntu: "sudo apt-get install postgresql".');
  }
}

refuseOptions('npm run test:long', 'It runs everything; for a single file: TEST_LONG=1 npx jest FILE');
try {
  await setUp();
  await ensureBooks();
  ensurePostgres();
  process.env.CHROMIUM_BIN = ensureTestBrowser();
} catch (error) {
  fail(error);
}
const start = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'long-tests-'));
process.env.TEST_LONG = '1';
process.env.TEST_REPORT = join(folder, 'runs');
await checkOtherNode(process.env.TEST_REPORT).catch(fail);
const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const report = ['--json', `--outputFile=${join(folder, 'jest.json')}`];
runInForeground(npx, ['jest', ...files, ...report], async () => {
  try {
    await walkMatrix(process.env.TEST_REPORT);
  } finally {
    writeSummary(folder, start);
  }
});
