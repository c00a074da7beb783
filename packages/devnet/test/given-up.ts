import { expect } from '@jest/globals';
import type { PoolContext, Request } from '@pooled-staking/core';

/**
 * Gives a read up after no answer, after one, and so on until it comes to its end, as a page does that nobody looks at any
 * more.
 * @throws where the whole read fails.
 * @returns the failures that nobody waited for: they would end a program in Node.js.
 */
export async function failuresLeftBy(
  context: PoolContext,
  read: (context: PoolContext) => Promise<unknown>,
): Promise<unknown[]> {
  const left: unknown[] = [];
  const note = (error: unknown): number => left.push(error);
  const givenUp = Object.assign(new Error('nobody waits for it any more'), { code: 4001 });
  process.on('unhandledRejection', note);
  try {
    let isOver = false;
    for (let answers = 0; !isOver; answers += 1) {
      let asked = 0;
      const request: Request = async (args) => {
        asked += 1;
        if (asked > answers) {
          throw givenUp;
        }
        return context.request(args);
      };
      const outcome = await Promise.allSettled([read({ ...context, request })]);
      isOver = asked <= answers;
      if (isOver) {
        expect(outcome).toMatchObject([{ status: 'fulfilled' }]);
      }
      // Node.js tells of them once it has nothing else to do at once.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    process.off('unhandledRejection', note);
  }
  return left;
}
