/** Measures the product against its budgets; see scripts/bench.mjs for the options. Progress goes to standard error. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { networkByChainId } from '@pooled-staking/core';
import { checkoutAt, compareOffChain, compareOnChain, toComparisonRows, type Comparison } from './against';
import { measureBooks } from './books';
import { measureEvaluation } from './evaluation';
import { booksBudgets, budgets, judge, toRows, toTable, type Measurement } from './figures';
import { measureHome } from './home';
import { measureRelated, measureUnrelated } from './insights';
import { loadBuilt } from './load-built';
import { crowdEvents, makeLongLife, type LongLife } from './long-life';
import { countCron } from './notifications';
import { measurePosition } from './position';
import { writeReport } from './report';
import { measureSite } from './site-page';
import { lookAround } from './surroundings';

type LedgerModule = { measureLedger: () => Promise<Measurement[]> };

const root = join(import.meta.dirname, '..', '..', '..');
const bundle = join(root, 'packages', 'snap', 'dist', 'bundle.js');
const args = process.argv.slice(2);
const withBooks = args.includes('--books');
const surroundings = lookAround();
const failures: string[] = [];

const progress = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Carries out one part; the others go on when it fails. */
async function carryOut<Result>(title: string, work: () => Promise<readonly Result[]>): Promise<readonly Result[]> {
  progress(`- ${title} ...`);
  const start = performance.now();
  try {
    const results = await work();
    progress(`  ${title}: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return results;
  } catch (error) {
    failures.push(title);
    progress(`  ${title}: FAILED. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return [];
  }
}

/** What the product can do on a real chain. */
async function onLongLife<Result>(work: (life: LongLife) => Promise<Result[]>): Promise<Result[]> {
  const [life] = await carryOut(`a pool with ${crowdEvents} events of others`, async () => [await makeLongLife(root)]);
  if (!life) {
    return [];
  }
  try {
    surroundings.chain = String(await life.devnet.anvil.request('web3_clientVersion'));
    return await work(life);
  } finally {
    await life.devnet.stop();
  }
}

async function measureAll(): Promise<Measurement[]> {
  return [
    ...(await carryOut('the bundle', async () =>
      Promise.resolve([
        { name: 'snap.bundle.bytes', value: statSync(bundle).size, unit: 'B' },
        ...measureEvaluation(bundle),
      ]),
    )),
    ...(await carryOut('insights on unrelated transactions', async () => measureUnrelated(bundle))),
    ...(await carryOut('the ledger', async () => {
      const { measureLedger } = await loadBuilt<LedgerModule>(join(import.meta.dirname, 'ledger.ts'));
      return measureLedger();
    })),
    ...(await onLongLife(async (life) => [
      ...(withBooks ? await carryOut("the pool's books", async () => measureBooks(root, life)) : []),
      ...(await carryOut('insights on staking transactions', async () => measureRelated(bundle, life))),
      ...(await carryOut('the site in a browser', async () => {
        const { measurements, browser } = await measureSite(
          life.devnet.httpUrl,
          `/account/?pool=${networkByChainId(life.devnet.chainId).pools[0]?.id}#${life.account}`,
        );
        surroundings.browser = browser;
        return measurements;
      })),
      // Before the position, which leaves a report open.
      ...(await carryOut('the home page', async () => measureHome(bundle, life))),
      ...(await carryOut('the position', async () => measurePosition(bundle, life))),
      // Reports a penalty, and comes last.
      ...(await carryOut('a run of the notifications', async () => countCron(bundle, life))),
    ])),
  ];
}

async function compareAll(other: string): Promise<Comparison[]> {
  const folders = [root, other] as const;
  return [
    ...(await carryOut('bundle, insights and ledger of both', async () => compareOffChain(folders))),
    ...(await onLongLife(async (life) => [
      ...(await carryOut('insights and positions of both', async () => compareOnChain(folders, life))),
    ])),
  ];
}

const against = args.indexOf('--against');
if (against >= 0) {
  const comparisons = await compareAll(checkoutAt(args[against + 1] ?? ''));
  const isJson = args.includes('--json');
  process.stdout.write(`${isJson ? JSON.stringify(comparisons, null, 2) : toTable(toComparisonRows(comparisons))}\n`);
} else {
  const figures = judge(await measureAll(), withBooks ? { ...budgets, ...booksBudgets } : budgets);
  process.stdout.write(`${args.includes('--json') ? JSON.stringify(figures, null, 2) : toTable(toRows(figures))}\n`);
  if (args.includes('--write')) {
    progress(`Written: ${writeReport(root, figures, surroundings)}`);
  }
}
process.exitCode = failures.length > 0 ? 1 : 0;
