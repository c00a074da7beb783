/** Measures the product against its budgets; see bench.mjs for the options. Progress goes to standard error. */
import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { Interface } from 'ethers';
import { defaultState, stateKey } from '../packages/snap/src/wallet/state';
import { judge, median, roundMs, toRows, type Figure, type Measurement } from './bench-figures';
import { loadBuilt } from './bench-build';
import { ledgerSizes } from './bench-ledger';
import { accountEvents, crowdEvents, makeLongLife, type LongLife } from './bench-pool';
import { measureSite } from './bench-site';
import { callSnap, CountingWallet, loadSnap, type Counts } from './bench-snap';

type LedgerModule = { measureLedger: () => Promise<Measurement[]> };

const root = join(import.meta.dirname, '..');
const bundle = join(root, 'packages', 'snap', 'dist', 'bundle.js');
const args = process.argv.slice(2);

const progress = (line: string): boolean => process.stderr.write(`${line}\n`);

/** What the figures were measured with. */
const surroundings: { load: string; chain: string; browser: string } = {
  load: loadavg()
    .map((load) => load.toFixed(1))
    .join(', '),
  chain: '',
  browser: '',
};

const measurements: Measurement[] = [];
const failures: string[] = [];

/** Carries out one measurement; the others go on when it fails. */
async function measure(title: string, work: () => Promise<readonly Measurement[]>): Promise<void> {
  progress(`- ${title} ...`);
  const start = performance.now();
  try {
    measurements.push(...(await work()));
    progress(`  ${title}: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  } catch (error) {
    failures.push(title);
    progress(`  ${title}: FAILED. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

const vaultInterface = new Interface([
  'function deposit(address receiver, address referrer) payable returns (uint256 shares)',
  'function enterExitQueue(uint256 shares, address receiver) returns (uint256 positionTicket)',
  'function transfer(address to, uint256 amount) returns (bool)',
]);

const person = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const stranger = '0x6B175474E89094C44Da98b954EedeAC495271d0F';
const zeroAddress = `0x${'00'.repeat(20)}`;
const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** Transactions that are none of the Snap's business: a transfer of ETH, one of tokens, a contract's creation. */
const unrelated = [
  { from: person, to: stranger, value: '0xde0b6b3a7640000', data: '0x' },
  { from: person, to: stranger, value: '0x0', data: vaultInterface.encodeFunctionData('transfer', [person, 5n]) },
  { from: person, value: '0x0', data: `0x${'60'.repeat(2_000)}` },
];

async function measureUnrelated(): Promise<Measurement[]> {
  const wallet = new CountingWallet(null, 1);
  const snap = loadSnap(bundle, wallet);
  const [warmUp, runs] = [300, 3_000];
  const times: number[] = [];
  const { requests, fetches, chainRequests, snapRequests } = await wallet.count(async () => {
    for (let run = 0; run < warmUp + runs; run += 1) {
      const transaction = unrelated[run % unrelated.length];
      const start = performance.now();
      const insight = await snap.onTransaction({
        transaction,
        chainId: 'eip155:1',
        transactionOrigin: 'https://a.example',
      });
      times.push(performance.now() - start);
      if (insight !== null) {
        throw new Error('The Snap has something to say of an unrelated transaction.');
      }
    }
  });
  return [
    {
      name: 'insight.unrelated.requests',
      value: requests + fetches + chainRequests + snapRequests,
      unit: 'requests',
    },
    { name: 'insight.unrelated.ms', value: roundMs(median(times.slice(warmUp))), unit: 'ms' },
  ];
}

/** A wallet on the chain of the long life, whose Snap reads rewards files from it. */
function walletOf({ devnet }: LongLife): CountingWallet {
  const wallet = new CountingWallet(devnet.chainUrl, devnet.chainId);
  const rewardsGateways = { [`eip155:${devnet.chainId}`]: [`${devnet.httpUrl}/ipfs/`] };
  const own = { ...defaultState, settings: { ...defaultState.settings, rewardsGateways } };
  wallet.states.set(false, { [stateKey]: own });
  return wallet;
}

const rowsOf = (name: string, counts: Counts, ...fields: (keyof Counts)[]): Measurement[] => {
  const units: Partial<Record<keyof Counts, string>> = { roundTrips: 'round trips', bytes: 'B' };
  return fields.map((field) => ({ name: `${name}.${field}`, value: counts[field], unit: units[field] ?? 'requests' }));
};

async function measureRelated(life: LongLife): Promise<Measurement[]> {
  const wallet = walletOf(life);
  const snap = loadSnap(bundle, wallet);
  const to = life.pool;
  const encode = (method: string, values: unknown[]): string => vaultInterface.encodeFunctionData(method, values);
  const { account } = life;
  const transactions = [
    { from: account, to, value: hex(10n ** 18n), data: encode('deposit', [account, zeroAddress]) },
    { from: account, to, value: '0x0', data: encode('enterExitQueue', [10n ** 15n, account]) },
    { from: account, to, value: '0x0', data: encode('enterExitQueue', [10n ** 30n, account]) },
  ];
  const look = async (): Promise<Counts[]> => {
    const all: Counts[] = [];
    for (const transaction of transactions) {
      const counts = await wallet.count(async () => {
        const chainId = `eip155:${life.devnet.chainId}`;
        const insight = await snap.onTransaction({ transaction, chainId, transactionOrigin: 'https://a.example' });
        if (insight === null || insight === undefined) {
          throw new Error('The Snap has nothing to say of a staking transaction.');
        }
      });
      all.push({ ...counts });
    }
    return all;
  };
  const most = (all: readonly Counts[], field: keyof Counts): number => Math.max(...all.map((each) => each[field]));
  const first = await look();
  const second = await look();
  return [
    { name: 'insight.related.roundTrips', value: most(second, 'roundTrips'), unit: 'round trips' },
    { name: 'insight.related.first.roundTrips', value: most(first, 'roundTrips'), unit: 'round trips' },
    { name: 'insight.related.requests', value: most(second, 'requests'), unit: 'requests' },
    { name: 'insight.related.fetches', value: most(second, 'fetches'), unit: 'requests' },
  ];
}

type Position = {
  readonly reconciled: boolean;
  readonly exits: readonly { status: string }[];
  lifetimeRewards: string;
};

/** A first look by a wallet that stored nothing, and a second one without a new block. */
async function lookTwice(life: LongLife): Promise<{ first: Counts; second: Counts; position: Position }> {
  const wallet = walletOf(life);
  const snap = loadSnap(bundle, wallet);
  const pool = `eip155:${life.devnet.chainId}:${life.pool}`;
  const answers: Position[] = [];
  const look = async (): Promise<Counts> => ({
    ...(await wallet.count(async () => {
      answers.push((await callSnap(snap, 'getPosition', { account: life.account, pool })) as Position);
    })),
  });
  const first = await look();
  const second = await look();
  const [position, again] = answers;
  if (!position?.reconciled || JSON.stringify(position) !== JSON.stringify(again)) {
    throw new Error(`The position does not add up: ${JSON.stringify(answers)}`);
  }
  return { first, second, position };
}

async function measurePosition(life: LongLife): Promise<Measurement[]> {
  const { first, second, position } = await lookTwice(life);
  const statuses = position.exits.map(({ status }) => status).sort();
  if (statuses.join() !== 'claimable,queued') {
    throw new Error(`The account's exits are ${statuses.join()}.`);
  }
  // What the next report brings is part of the position: with a report open its proof is fetched and simulated.
  await life.devnet.operator.report(10n ** 17n, false);
  const open = await lookTwice(life);
  return [
    ...rowsOf('position.first', first, 'roundTrips', 'bytes', 'requests', 'fetches', 'chainRequests', 'snapRequests'),
    ...rowsOf('position.second', second, 'roundTrips', 'bytes', 'requests', 'fetches'),
    ...rowsOf('position.first.openReport', open.first, 'roundTrips', 'requests', 'fetches'),
    ...rowsOf('position.second.openReport', open.second, 'roundTrips', 'requests', 'fetches'),
  ];
}

/** What the product can do on a real chain. */
async function measureOnChain(): Promise<void> {
  let life: LongLife | undefined;
  await measure(`a pool with ${crowdEvents} events of others`, async () => {
    life = await makeLongLife(root);
    surroundings.chain = String(await life.devnet.anvil.request('web3_clientVersion'));
    return [];
  });
  const found = life;
  if (!found) {
    return;
  }
  try {
    await measure('insights on staking transactions', async () => measureRelated(found));
    await measure('the site in a browser', async () => {
      const { measurements: figures, browser } = await measureSite(found.devnet.httpUrl);
      surroundings.browser = browser;
      return figures;
    });
    await measure('the position', async () => measurePosition(found));
  } finally {
    await found.devnet.stop();
  }
}

/** The table for a terminal: columns one below the other. */
function toTable(figures: readonly Figure[]): string {
  const rows = toRows(figures);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number): boolean => column === 1 || column === 2;
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function git(...parameters: string[]): string {
  return spawnSync('git', parameters, { cwd: root, encoding: 'utf8' }).stdout.trim();
}

/** Writes docs/performance.md: every number in it comes from this run. */
async function writeReport(figures: readonly Figure[]): Promise<void> {
  const rows = toRows(figures).map((row) => `| ${row.map((cell) => cell || ' ').join(' | ')} |`);
  rows.splice(1, 0, '|---|--:|--:|---|---|');
  const [processor] = cpus();
  const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
  const text = `# Performance

\`npm run bench\` measures the budgets and prints this table; \`npm run --silent bench -- --json\` prints an array of
\`{name, value, unit, budget, ok}\`; \`npm run bench -- --write\` also writes this page. It builds what is missing and starts
a chain of its own.

${rows.join('\n')}

Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC at commit ${git('rev-parse', '--short', 'HEAD')}${
    isChanged ? ' with changes that were not committed' : ''
  }, on ${cpus().length} x ${processor?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB memory, load
${surroundings.load} before the run; Node.js ${process.versions.node}, ${surroundings.chain}, ${surroundings.browser}.

## What the figures mean

- **Round trips**: steps that wait for the one before. The provider answers all requests that are under way together and
  counts that as one, so the figure does not depend on how fast each answer is. HTTP fetches, requests for the wallet's
  network (\`chainRequests\`) and to the wallet (\`snapRequests\`) are counted apart.
- **Insights and position** go through the built Snap in one process with its provider on anvil. The account has
  ${accountEvents} events (80 stakes, 11 exits, 9 claims; one exit can be claimed, one waits) in a pool with ${crowdEvents.toLocaleString('en-US')}
  deposits of 200 others; the node allows any range. \`first\`: nothing is stored. \`second\`: the same again, no new block.
  \`openReport\`: a report waits for its harvest, whose part for the account is simulated with the fetched proof.
- **Ledger**: from raw logs as a node gives them to the entries of the ledger, lifetime rewards and rewards by day of one
  account whose own events and the pool's harvests are all the logs, on a node without old state. One core, every result
  checked; before each run everything is collected and the engine warmed up. \`ms\` is the median (of
  ${ledgerSizes.map(({ runs, label }) => `${runs} runs with ${label} logs`).join(', ')}), \`fastest.ms\` the fastest of the
  same runs: on a machine shared with others they lie apart.
  \`bytesPerEvent\`: memory that the result keeps.
- **Site**: the first page on loopback, browser cache empty, median of 5. JavaScript: each file that the page loads,
  compressed with gzip at level 9.
`;
  const file = join(root, 'docs', 'performance.md');
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  progress(`Written: ${file}`);
}

await measure('the bundle', async () =>
  Promise.resolve([{ name: 'snap.bundle.bytes', value: statSync(bundle).size, unit: 'B' }]),
);
await measure('insights on unrelated transactions', measureUnrelated);
await measure('the ledger', async () => {
  const { measureLedger } = await loadBuilt<LedgerModule>(join(import.meta.dirname, 'bench-ledger.ts'));
  return measureLedger();
});
await measureOnChain();

const figures = judge(measurements);
process.stdout.write(`${args.includes('--json') ? JSON.stringify(figures, null, 2) : toTable(figures)}\n`);
if (args.includes('--write')) {
  await writeReport(figures);
}
process.exitCode = failures.length > 0 ? 1 : 0;
