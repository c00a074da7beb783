/**
 * Lives of the pool that nobody thought up: see `life/` for what happens in them and what is compared. Two variables of the
 * environment make another set of them: `LEDGER_RUNS` (lives of each version, 40 by default, less than a second each) and
 * `LEDGER_SEED`. A failure prints the shortest story that it found with the seed and the path that lead there;
 * `LEDGER_SEED=… LEDGER_PATH=… npx jest --selectProjects devnet -- ledger-property` (with `-t 'version 1'` or 2) tells that
 * story again.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { happenings, type Tally } from './life/books';
import { Life, LifeError } from './life/life';
import { PoolChain } from './life/pool-chain';
import { countSteps, lifePlan, type LifePlan } from './life/scenes';

const usualRuns = 40;
const runs = Number(process.env['LEDGER_RUNS'] ?? usualRuns);
const seed = Number(process.env['LEDGER_SEED'] ?? 20_261);
const path = process.env['LEDGER_PATH'];
const isUsual = runs === usualRuns && path === undefined;

const scenes = 40;
/** Milliseconds to look for a shorter story once one was found in which something is wrong. */
const shrinkFor = 120_000;
/** Milliseconds that a life may take. */
const longestLife = 5_000;

/** A failure in words: what was done, what came of it, and how to see it again. */
function tell({ seed: ofSeed, counterexamplePath, errorInstance, numShrinks }: Details): string {
  const { story, steps } = errorInstance instanceof LifeError ? errorInstance : { story: [], steps: 0 };
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return [
    `Product and contract do not agree after ${steps} steps (shrunk ${numShrinks} times):`,
    '',
    ...story,
    '',
    reason,
    '',
    `To see it again: LEDGER_SEED=${ofSeed} LEDGER_PATH=${counterexamplePath}`,
  ].join('\n');
}

type Details = fc.RunDetails<[LifePlan]>;

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
      let deadline = Infinity;
      const property = fc.asyncProperty(lifePlan(scenes), async (plan) => {
        if (Date.now() > deadline) {
          // The shortest story so far has to do.
          return;
        }
        steps += countSteps(plan);
        try {
          await Life.live(chain, plan, tally);
        } catch (error) {
          deadline = Math.min(deadline, Date.now() + shrinkFor);
          throw error;
        }
      });
      const details = await fc.check(property, { numRuns: runs, seed, ...(path === undefined ? {} : { path }) });
      if (details.failed) {
        throw new Error(tell(details));
      }
      if (isUsual) {
        expect(steps).toBeGreaterThan(1_000);
        expect(happenings.filter((what) => !tally.get(what))).toEqual([]);
      }
    },
    runs * longestLife + 2 * shrinkFor,
  );
});
