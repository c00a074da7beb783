/** This checkout beside another one, in turns in one run, so that a slow moment of the machine meets both. */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evaluateInTurns } from './evaluation';
import { median, roundMs, type Measurement } from './figures';
import { measureRelated, measureUnrelated } from './insights';
import { loadBuilt } from './load-built';
import type { LongLife } from './long-life';
import { countLooks, timeLooks } from './position';

/** A figure of both, and ours as a share of theirs. */
export type Comparison = {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly other: number;
};

type LedgerModule = { measureLedger: () => Promise<Measurement[]> };

/** Where a checkout keeps the benchmark of its ledger, newest place first. */
const ledgerPlaces = [join('packages', 'bench', 'src', 'ledger.ts'), join('scripts', 'bench-ledger.ts')];

const bundleOf = (folder: string): string => join(folder, 'packages', 'snap', 'dist', 'bundle.js');

const turns = 5;

/**
 * The folder of another checkout that is built.
 * @throws Error in words where there is none.
 */
export function checkoutAt(folder: string): string {
  const path = resolve(folder);
  if (!existsSync(bundleOf(path))) {
    throw new Error(`${path} holds no built checkout: run \`npm run bench\` there once, so that it has its packages.`);
  }
  return path;
}

/** Takes a figure of both several times, in turns and each as often the first of the two, and gives the medians. */
async function inTurns(
  folders: readonly [string, string],
  take: (folder: string) => Promise<readonly Measurement[]>,
  times = turns,
): Promise<Comparison[]> {
  const found = new Map<string, { unit: string; values: [number[], number[]] }>();
  for (let turn = 0; turn < times; turn += 1) {
    for (const index of turn % 2 === 0 ? [0, 1] : [1, 0]) {
      const folder = folders[index as 0 | 1];
      for (const { name, unit, value } of await take(folder)) {
        const row = found.get(name) ?? { unit, values: [[], []] as [number[], number[]] };
        row.values[index === 0 ? 0 : 1].push(value);
        found.set(name, row);
      }
    }
  }
  return [...found].map(([name, { unit, values }]) => ({
    name,
    unit,
    ours: median(values[0]),
    other: median(values[1]),
  }));
}

/** What needs no chain: size, evaluation, unrelated insights, the ledger. */
export async function compareOffChain(folders: readonly [string, string]): Promise<Comparison[]> {
  const [ours, other] = folders.map(bundleOf) as [string, string];
  const [own, others] = evaluateInTurns([ours, other]);
  if (!own || !others) {
    throw new Error('A bundle was not evaluated.');
  }
  const ledger = await Promise.all(
    folders.map(async (folder) => {
      const place = ledgerPlaces.map((each) => join(folder, each)).find((each) => existsSync(each));
      return place === undefined ? undefined : loadBuilt<LedgerModule>(place);
    }),
  );
  // A part that another checkout cannot measure itself is left out of what both are compared by.
  const ledgers = ledger.every((each) => each !== undefined)
    ? await inTurns(folders, async (folder) => (await ledger[folders.indexOf(folder)]?.measureLedger()) ?? [], 3).catch(
        (error: unknown) => {
          process.stderr.write(`  The ledger of one of both could not be measured: ${String(error)}\n`);
          return [];
        },
      )
    : [];
  return [
    { name: 'snap.bundle.bytes', unit: 'B', ours: statSync(ours).size, other: statSync(other).size },
    { name: 'snap.eval.ms', unit: 'ms', ours: roundMs(own.runMs), other: roundMs(others.runMs) },
    { name: 'snap.compile.ms', unit: 'ms', ours: roundMs(own.compileMs), other: roundMs(others.compileMs) },
    ...(await inTurns(folders, async (folder) => measureUnrelated(bundleOf(folder)))),
    ...ledgers.filter(({ name }) => /^ledger\.\w+\.ms$/u.test(name)),
  ];
}

/** What is asked of a chain: insights and positions, these also by the clock. */
export async function compareOnChain(folders: readonly [string, string], life: LongLife): Promise<Comparison[]> {
  const counted = await inTurns(
    folders,
    async (folder) => [
      ...(await measureRelated(bundleOf(folder), life)),
      ...(await countLooks(bundleOf(folder), life)),
    ],
    1,
  );
  const timed = await inTurns(folders, async (folder) => {
    const { first, second } = await timeLooks(bundleOf(folder), life);
    return [
      { name: 'position.first.ms', unit: 'ms', value: roundMs(first) },
      { name: 'position.second.ms', unit: 'ms', value: roundMs(second) },
    ];
  });
  return [...counted.filter(({ unit }) => unit === 'round trips'), ...timed];
}

/** The comparison as lines of columns. */
export function toComparisonRows(comparisons: readonly Comparison[]): string[][] {
  const show = (value: number): string => value.toLocaleString('en-US');
  return [
    ['name', 'this', 'other', 'ratio', 'unit'],
    ...comparisons.map(({ name, unit, ours, other }) => [
      name,
      show(ours),
      show(other),
      other === 0 ? '-' : (ours / other).toFixed(2),
      unit,
    ]),
  ];
}
