import type { Request } from '../src/chain/request';

/** Counts the steps that wait for each other: requests that are under way together are answered together. */
export function countingSteps(request: Request): { request: Request; steps: () => number } {
  let steps = 0;
  let held: (() => void)[] = [];
  return {
    steps: () => steps,
    request: async (args) => {
      await new Promise<void>((resolve) => {
        held.push(resolve);
        if (held.length === 1) {
          setTimeout(() => {
            steps += 1;
            const waiting = held;
            held = [];
            for (const each of waiting) {
              each();
            }
          });
        }
      });
      return request(args);
    },
  };
}
