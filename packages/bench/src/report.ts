import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluations } from './evaluation';
import { toRows, type Figure } from './figures';
import { ledgerSizes } from './ledger';
import { accountEvents, crowdEvents } from './long-life';
import { requestMs } from './position';
import type { Surroundings } from './surroundings';

/** Writes docs/performance.md: every number in it comes from this run. */
export function writeReport(
  root: string,
  figures: readonly Figure[],
  { machine, load, chain, browser }: Surroundings,
): string {
  const git = (...parameters: string[]): string =>
    spawnSync('git', parameters, { cwd: root, encoding: 'utf8' }).stdout.trim();
  const rows = toRows(figures).map((row) => `| ${row.map((cell) => cell || ' ').join(' | ')} |`);
  rows.splice(1, 0, '|---|--:|--:|---|---|');
  const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
  const text = `# Performance

\`npm run bench\` measures the budgets and prints this table; \`npm run --silent bench -- --json\` prints an array of
\`{name, value, unit, budget, ok}\`; \`npm run bench -- --write\` also writes this page, \`--books\` measures the pool's books too. It builds what is missing and starts
a chain of its own. \`npm run bench -- --against FOLDER\` measures another checkout in turns with this one and prints the
ratios.

${rows.join('\n')}

Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC at commit ${git('rev-parse', '--short', 'HEAD')}${
    isChanged ? ' with changes that were not committed' : ''
  }, on ${machine}, load
${load} before the run; Node.js ${process.versions.node}, ${chain}, ${browser}.

## What the figures mean

- **Round trips**: steps that wait for the one before. The provider answers all requests that are under way together and
  counts that as one, so the figure does not depend on how fast each answer is. HTTP fetches, requests for the wallet's
  network (\`chainRequests\`) and to the wallet (\`snapRequests\`) are counted apart.
- **Insights and position** go through the built Snap in one process with its provider on anvil. The account has
  ${accountEvents} events (80 stakes, 11 exits, 9 claims; one exit can be claimed, one waits) in a pool with ${crowdEvents.toLocaleString('en-US')}
  deposits of 1,000 others; the node allows any range. \`first\`: nothing is stored. \`second\`: the same again, no new block.
  \`openReport\`: a report waits for its harvest, whose part for the account is simulated with the fetched proof.
- **Home page**: \`firstPaint\`: opening it, which asks no chain. \`refresh\`: the Update button on the pool's page of the same
  account. \`first\`: nothing is stored; the page shows stake, exits, rewards so far and price after these round trips, and rate and
  rewards by month, which are read from all reports of the pool, after those of \`all\`. Both are read again only when a report
  came in.
- **Beside viem**: \`position.first.ms\` and \`position.second.ms\` are the same looks by the clock, each request to the node
  taking ${requestMs} ms. \`peer.viem.position.ms\` is a plain script in viem on the same node (\`packages/bench/src/peers\`), which
  reads stake, exits and lifetime rewards and checks nothing; its answer is held against ours. In turns, medians. Ours runs
  in an engine that has just loaded the Snap, the script's code is warm. What a second look takes beyond its one request is,
  by a profile, HTTP of this process (4 ms) and the check of what was kept (3 ms).
- **Evaluation**: the bundle compiled and its top level run in a fresh process, as a wallet does each time that it wakes the
  Snap; median of ${evaluations}. Compiling is apart (\`snap.compile.ms\`): it goes by the size alone.
- **Ledger**: from raw logs as a node gives them to the entries of the ledger, lifetime rewards and rewards by day of one
  account whose own events and the pool's harvests are all the logs, on a node without old state. One core, every result
  checked; before each run everything is collected and the engine warmed up. \`ms\` is the median (of
  ${ledgerSizes.map(({ runs, label }) => `${runs} runs with ${label} logs`).join(', ')}), \`fastest.ms\` the fastest of the
  same runs: on a machine shared with others they lie apart.
  \`bytesPerEvent\`: memory that the result keeps.
- **Site**: the first page on loopback, browser cache empty, median of 5. JavaScript: each file that the page loads,
  compressed with gzip at level 9. \`layoutShift\`: all that moves without a person's doing, the worst run. \`visit\`: the page of
  an account about a pool, read at a node without a wallet; steps until the stake is there, all that is asked together
  counted as one, on a first visit and on one with nothing new, \`requests\`: all that was asked in it.
- **Books** (with \`--books\`): from the start of the process until all logs of the pool above are in a new embedded database,
  beside Ponder with the same logs and empty handlers (\`peer.ponder\`); memory is the most that the process had. The books must
  add up with the chain before anything is told. \`books.position.ms\` is a member's position over HTTP,
  \`books.position.chain.ms\` the same from the vault's getters on a node of this machine, which are two calls; medians of 20.

Why the bundle is larger than its budget, what is in it and what was tried: [bundle-size.md](bundle-size.md).

How long \`npm test\` takes beside its own past, which no benchmark of a minute can tell, is in
[test-time.md](test-time.md).
`;
  const file = join(root, 'docs', 'performance.md');
  writeFileSync(file, text);
  execFileSync('npx', ['oxfmt', file], { cwd: root, shell: process.platform === 'win32' });
  return file;
}
