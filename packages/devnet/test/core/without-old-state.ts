import type { PoolContext } from '@pooled-staking/core';

/** A node that keeps no state but that of its newest block, as most do. */
export function withoutOldState(context: PoolContext, newest: number): PoolContext {
  return {
    ...context,
    request: async (args) => {
      const [, block] = (args.params ?? []) as unknown[];
      if (args.method === 'eth_call' && typeof block === 'string' && Number(block) < newest) {
        throw Object.assign(new Error('missing trie node'), { code: -32000 });
      }
      return context.request(args);
    },
  };
}
