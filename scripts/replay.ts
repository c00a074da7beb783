/**
 * Replays traces and says what was compared. Exit code 0: every figure as recorded; 1: some differ, or there was nothing
 * to compare; 2: a file is missing or no trace, or the arguments are not understood. Behind a faulty node (`--node KIND`)
 * a figure may be missing with a reason, but none may be wrong, and what the fault leaves provable has to be shown.
 */
import { resolve } from 'node:path';
import { replayBehind } from '../packages/core/test/replay-behind';
import { FaultKindError, faultUsage, parseFault, type NodeFault } from '../packages/core/test/replay-faults';
import type { ReplayDifference, ReplayReport } from '../packages/core/test/comparison';
import { lockingSchema, toLockingTrace, type LockingTrace } from '../packages/core/test/metis/locking-trace';
import { replayLocking } from '../packages/core/test/metis/replay-locking';
import { replayTrace } from '../packages/core/test/replay-trace';
import { toTrace, type Trace } from '../packages/core/test/trace';
import { readRecord, TraceFormatError } from '../packages/core/test/trace-checks';

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** Ends with words on what cannot be replayed. */
function refuse(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(2);
}

const usage = `Usage: npm run --silent replay -- FILE... [--node KIND]
FILE: a recorded life (fox-trace-1 or ${lockingSchema}, .json or .json.gz). KIND, for fox-trace-1: ${faultUsage}.`;

/** The files and the kind of node that were asked for. */
function readArguments(given: readonly string[]): { files: string[]; kind: string | undefined } {
  if (given.includes('--help') || given.includes('-h')) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  const files: string[] = [];
  let kind: string | undefined;
  for (let index = 0; index < given.length; index += 1) {
    const each = given[index] as string;
    const isNode = each === '--node' || each.startsWith('--node=');
    if (isNode && kind !== undefined) {
      refuse(`Say --node once: one kind of node at a time.\n${usage}`);
    }
    if (isNode) {
      kind = each === '--node' ? given[(index += 1)] : each.slice('--node='.length);
      if (kind === undefined || kind === '' || kind.startsWith('--')) {
        refuse(`Say which kind of node: --node KIND.\n${usage}`);
      }
    } else if (each.startsWith('-')) {
      refuse(`There is no option ${each}.\n${usage}`);
    } else {
      files.push(each);
    }
  }
  if (files.length === 0) {
    refuse(`Say which trace to replay.\n${usage}`);
  }
  return { files, kind };
}

/** A life of either kind. */
type Life = { readonly fox: Trace } | { readonly locking: LockingTrace };

function read(file: string): Life {
  try {
    const record = readRecord(file);
    return record['schema'] === lockingSchema ? { locking: toLockingTrace(record) } : { fox: toTrace(record) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      refuse(`There is no file ${file}.`);
    }
    if (error instanceof TraceFormatError || code !== undefined) {
      refuse(`${file} is not a trace that can be replayed: ${(error as Error).message}.`);
    }
    throw error;
  }
}

function readKind(kind: string, trace: Trace): NodeFault {
  try {
    return parseFault(kind, trace);
  } catch (error) {
    if (error instanceof FaultKindError) {
      refuse(error.message);
    }
    throw error;
  }
}

const describe = ({ step, user, field, expected, got }: ReplayDifference): string =>
  `step ${step}, ${user}, ${field}: expected ${expected}, got ${got}`;

async function replayHonest(file: string, report: Promise<ReplayReport>): Promise<boolean> {
  const { states, figures, differences } = await report;
  differences.forEach((each) => say(describe(each)));
  say(`${file}: ${figures} figures compared at ${states} states, ${differences.length} differences`);
  return figures > 0 && differences.length === 0;
}

async function replayFaulty(file: string, trace: Trace, fault: NodeFault): Promise<boolean> {
  const { views, equal, said, wrong, hidden } = await replayBehind(trace, fault);
  wrong.forEach((each) => say(`wrong: ${describe(each)}`));
  hidden.forEach((each) => say(`not shown: ${describe(each)}`));
  say(
    `${file} behind a node of kind ${fault.kind}: ${equal} figures equal, ${said} of ${views} views said what is missing, ` +
      `${wrong.length} wrong figures, ${hidden.length} provable figures not shown`,
  );
  return equal > 0 && wrong.length === 0 && hidden.length === 0;
}

const [from = '.', ...given] = process.argv.slice(2);
const { files, kind } = readArguments(given);
const work = files.map((file) => {
  const path = resolve(from, file);
  const life = read(path);
  if (kind !== undefined && !('fox' in life)) {
    refuse(`${path} cannot be replayed behind a faulty node: only lives of the format fox-trace-1 can.`);
  }
  return { path, life, fault: kind !== undefined && 'fox' in life ? readKind(kind, life.fox) : undefined };
});
for (const { path, life, fault } of work) {
  const isRight =
    'locking' in life
      ? await replayHonest(path, replayLocking(life.locking))
      : fault
        ? await replayFaulty(path, life.fox, fault)
        : await replayHonest(path, replayTrace(life.fox));
  if (!isRight) {
    process.exitCode = 1;
  }
}
