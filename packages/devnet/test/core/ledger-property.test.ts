import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { reportRuns, runsOf } from '../../../core/test/long';
import { happenings, type Tally } from './life/books';
import { Life, LifeError } from './life/life';
import { PoolChain } from './life/pool-chain';
import { countSteps, lifePlan, type LifePlan } from './life/scenes';
import { shrink } from './life/shrink';

/**
 * Lives of the pool that nobody thought up: see `life/` for what happens in them and what is compared. Two variables of the
 * environment make another set of them: `LEDGER_RUNS` (lives of each version, 8 by default and 200 in `npm run test:long`, a second each) and
 * `LEDGER_SEED`. A failure is cut down to the shortest story that still fails, and printed with what tells it again:
 * `LEDGER_SEED=… LEDGER_PATH=… npx jest --selectProjects devnet -t 'version 1' -- ledger-property`.
 */
const usualRuns = runsOf(200, 8);
const runs = Number(process.env['LEDGER_RUNS'] ?? usualRuns);
/** Whose first lives have all that happens in them, in either version. */
const seed = Number(process.env['LEDGER_SEED'] ?? 20_269);
const path = process.env['LEDGER_PATH'];
const isUsual = runs === usualRuns && path === undefined;

const scenes = 40;
/** Milliseconds to look for a shorter story once one was found in which something is wrong. */
const shrinkFor = 120_000;
/** Milliseconds that a life may take. */
const longestLife = 5_000;

/** A failure in words: what was done, what came of it, and how to see it again. */
function tell(error: unknown, details: fc.RunDetails<[LifePlan]>, version: number): string {
  const { story, steps } = error instanceof LifeError ? error : { story: [], steps: 0 };
  return [
    `Product and contract do not agree after ${steps} steps:`,
    '',
    ...story,
    '',
    error instanceof Error ? error.message : String(error),
    '',
    `To see it again: LEDGER_SEED=${details.seed} LEDGER_PATH=${details.counterexamplePath} ` +
      `npx jest --selectProjects devnet -t 'version ${version}' -- ledger-property`,
  ].join('\n');
}

describe.each([1, 2] as const)('whatever happens in a pool of version %i', (version) => {
  let chain: PoolChain;
  beforeAll(async () => {
    chain = await PoolChain.start(version);
  });
  afterAll(() => chain.stop());

  test(
    'product, contract and independent books agree to the wei',
    async () => {
      const tally: Tally = new Map();
      let steps = 0;
      const property = fc.asyncProperty(lifePlan(scenes), async (plan) => {
        steps += countSteps(plan);
        await Life.live(chain, plan, tally);
      });
      const details = await fc.check(property, {
        numRuns: runs,
        seed,
        endOnFailure: true,
        ...(path === undefined ? {} : { path }),
      });
      if (details.counterexample) {
        const live = async (plan: LifePlan): Promise<unknown> =>
          Life.live(chain, plan, new Map()).then(
            () => null,
            (error: unknown) => error,
          );
        const { failure } = await shrink(details.counterexample[0], live, Date.now() + shrinkFor);
        throw new Error(tell(failure ?? details.errorInstance, details, version));
      }
      reportRuns(
        `Lives of a pool of version ${version}`,
        { lives: runs, actions: steps, 'kinds of events': tally.size },
        `LEDGER_SEED=${details.seed}`,
      );
      if (isUsual) {
        expect(steps).toBeGreaterThan(30 * runs);
        expect(happenings.filter((what) => !tally.get(what))).toEqual([]);
      }
    },
    runs * longestLife + 2 * shrinkFor,
  );
});
