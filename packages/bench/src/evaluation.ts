/** How long a wallet waits for the bundle itself each time that it wakes the Snap. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { median, roundMs, type Measurement } from './figures';

type Evaluation = { readonly compileMs: number; readonly runMs: number };

/** Evaluations of each bundle, of which the median counts. */
export const evaluations = 15;

/** One evaluation in a process of its own. */
function evaluateOnce(bundle: string): Evaluation {
  const output = execFileSync(process.execPath, [join(import.meta.dirname, 'evaluate-once.mjs'), bundle]);
  return JSON.parse(output.toString()) as Evaluation;
}

/** Median times of each bundle; several are evaluated in turns, so that a slow moment of the machine meets all. */
export function evaluateInTurns(bundles: readonly string[]): Evaluation[] {
  const found = bundles.map((): Evaluation[] => []);
  for (let run = 0; run <= evaluations; run += 1) {
    bundles.forEach((bundle, index) => {
      const evaluation = evaluateOnce(bundle);
      // The first reads the file from the disk.
      if (run > 0) {
        found[index]?.push(evaluation);
      }
    });
  }
  return found.map((all) => ({
    compileMs: median(all.map(({ compileMs }) => compileMs)),
    runMs: median(all.map(({ runMs }) => runMs)),
  }));
}

/** What running the bundle's top level takes, and apart from it what compiling takes, also for each kB. */
export function measureEvaluation(bundle: string): Measurement[] {
  const [evaluation = { compileMs: Number.NaN, runMs: Number.NaN }] = evaluateInTurns([bundle]);
  const { compileMs, runMs } = evaluation;
  return [
    { name: 'snap.eval.ms', value: roundMs(runMs), unit: 'ms' },
    { name: 'snap.compile.ms', value: roundMs(compileMs), unit: 'ms' },
    { name: 'snap.compile.perKb.ms', value: roundMs(compileMs / (statSync(bundle).size / 1000)), unit: 'ms' },
  ];
}
