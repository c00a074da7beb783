import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { replayBehind, type FaultReport } from './replay-behind';
import { FaultKindError, faultUsage, parseFault } from './replay-faults';
import { loadTrace, traceNames, type Trace, type TraceStep } from './trace';

/** The first steps of a trace, up to and including the first one from which somebody's exit is open. */
function untilExit(trace: Trace): Trace {
  const hasExit = ({ state }: TraceStep): boolean =>
    Object.values(state?.users ?? {}).some(({ positions }) => positions.length > 0);
  return { ...trace, steps: trace.steps.slice(0, trace.steps.findIndex(hasExit) + 1) };
}

const behind = async (kind: string, trace: Trace): Promise<FaultReport> => replayBehind(trace, parseFault(kind, trace));

describe('a replay behind a node with a fault', () => {
  it.each(traceNames)('finds nothing wrong and nothing hidden where the fault touches nothing: %s', async (name) => {
    const trace = untilExit(loadTrace(name));
    const { equal, said, wrong, hidden } = await behind('hole:0-1', trace);
    expect({ wrong, hidden }).toEqual({ wrong: [], hidden: [] });
    expect(equal).toBeGreaterThan(1_000);
    expect(said).toBeLessThan(10);
  });

  it('finds a reward that was recorded otherwise', async () => {
    const trace = untilExit(loadTrace('fox-v2-a'));
    const [address, user] = Object.entries(trace.steps.at(-1)?.state?.users ?? {})[0] ?? [];
    Object.assign(user ?? {}, { trueRewards: '123' });
    const { wrong } = await behind('hole:0-1', trace);
    expect(wrong.map(({ user: whose, field }) => [whose, field])).toContainEqual([address, 'rewards']);
  });
});

describe('a kind of node', () => {
  const trace = untilExit(loadTrace('fox-v2-a'));

  it.each(['pruned:5', 'hole:1-1', 'lossy:1', 'cut:3', 'no-keeper-before:0', 'removed', 'zero-times', 'stale-state'])(
    'is understood: %s',
    (kind) => {
      expect(parseFault(kind, trace).kind).toBe(kind);
    },
  );

  it.each([
    'pruned',
    'pruned:',
    'pruned:-1',
    'pruned:0x10',
    'pruned:1:2',
    'hole:5',
    'hole:5-4',
    'lossy:0',
    'lossy:1.5',
    'cut:0',
    'removed:1',
    'removed:',
    'constructor',
    'stale',
    '',
  ])('is refused in words: "%s"', (kind) => {
    expect(() => parseFault(kind, trace)).toThrow(FaultKindError);
    expect(() => parseFault(kind, trace)).toThrow(/^(There is no kind|The kind) of node ".*".*\.$/u);
  });
});

describe('the command', () => {
  const root = join(__dirname, '..', '..', '..');
  const fixture = join(__dirname, 'fixtures', 'fox-v2-a.json.gz');
  const run = (...given: string[]): { status: number | null; stderr: string } =>
    spawnSync(process.execPath, ['--import', 'tsx', join('scripts', 'replay.ts'), root, ...given], {
      cwd: root,
      encoding: 'utf8',
    });

  it.each<[string, string[], string]>([
    ['no kind', [fixture, '--node'], 'Say which kind of node'],
    [
      'a kind that there is not',
      [fixture, '--node', 'sleepy'],
      `There is no kind of node "sleepy". Kinds: ${faultUsage}.`,
    ],
    ['two kinds', [fixture, '--node', 'removed', '--node', 'cut:5'], 'Say --node once'],
  ])('refuses %s in words, and ends with 2', (_, given, words) => {
    const { status, stderr } = run(...given);
    expect(stderr).toContain(words);
    expect(status).toBe(2);
  });
});
