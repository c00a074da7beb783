/**
 * `npm run --silent replay:faults [-- NAME...]`: replays the recorded lives among the tests behind every kind of faulty
 * node with many parameters, as many at a time as there are cores, and prints a line each. It takes about a quarter of an
 * hour on two cores; names of kinds (`pruned lossy`) run those alone. Exit code 0 when no replay shows a wrong figure or
 * hides one that could be proved; 1 otherwise.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { answerHelp } from './help.mjs';
import { checkNode, ensureDependencies, fail, root } from './setup.mjs';

answerHelp(import.meta.filename);
const say = console.log;
// What set-up has to say is no part of the answer.
console.log = console.error;
try {
  checkNode();
  await ensureDependencies();
} catch (error) {
  fail(error);
}

const fixtures = join('packages', 'core', 'test', 'fixtures');
const traces = ['fox-v1-a', 'fox-v2-a', 'fox-v2h-a'];

/** Every kind with parameters all over the life of a pool whose logs lie between two blocks. */
function kindsOf(first, last) {
  const at = (share) => first + Math.round((last - first) * share);
  return [
    'zero-times',
    'stale-state',
    'removed',
    ...[first, first + 1, at(0.02), at(0.1), at(0.3), at(0.5), at(0.8), last, last + 1].map(
      (block) => `pruned:${block}`,
    ),
    ...[
      [at(0), at(0.1)],
      [at(0.1), at(0.1)],
      [at(0.2), at(0.25)],
      [at(0.4), at(0.6)],
      [at(0.7), at(0.71)],
      [at(0.95), last],
    ].map(([from, to]) => `hole:${from}-${to}`),
    ...[1, 2, 3, 5, 7, 11, 31, 101].map((every) => `lossy:${every}`),
    ...[1, 2, 5, 13, 40].map((most) => `cut:${most}`),
    ...[at(0.1), at(0.4), at(0.7), last + 1].map((block) => `no-keeper-before:${block}`),
  ];
}

const names = process.argv.slice(2);
const jobs = traces.flatMap((name) => {
  const file = join(fixtures, `${name}.json.gz`);
  const { steps } = JSON.parse(gunzipSync(readFileSync(join(root, file))).toString());
  const blocks = steps.flatMap(({ logs }) => logs.map(({ blockNumber }) => blockNumber));
  const kinds = kindsOf(Math.min(...blocks), Math.max(...blocks));
  return kinds
    .filter((kind) => names.length === 0 || names.includes(kind.split(':')[0]))
    .map((kind) => ({ file, kind }));
});
if (jobs.length === 0) {
  console.error(`There is no kind of node called ${names.join(' or ')}.`);
  process.exit(2);
}

/** Runs one replay; its last line is the sum of it, those before are what is wrong. */
async function replay({ file, kind }) {
  const given = ['--import', 'tsx', join('scripts', 'replay.ts'), '.', file, '--node', kind];
  const child = spawn(process.execPath, given, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  const lines = output.trimEnd().split('\n');
  say(`${status === 0 ? 'ok   ' : 'WRONG'} ${lines.at(-1)}`);
  lines.slice(0, Math.min(5, lines.length - 1)).forEach((line) => say(`        ${line}`));
  return status === 0;
}

let failures = 0;
const queue = [...jobs];
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      failures += (await replay(job)) ? 0 : 1;
    }
  }),
);
say(`${jobs.length} replays, ${failures} with a wrong or a hidden figure`);
process.exitCode = failures === 0 ? 0 : 1;
