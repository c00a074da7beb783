import type { Block, Request } from '@pooled-staking/core';

/** Blocks below the newest one that no reorg reaches: two epochs of 32 slots. */
const settledDepth = 64;

/** Answers that are kept; beyond that all are dropped, and reading begins anew. */
const mostAnswers = 4_000;

type Kept = { newest: number; readonly answers: Map<string, Promise<unknown>> };

const kept = new Map<string, Kept>();

/** The block that a request is about, where its answer never changes again once that block is settled. */
function blockOf({ method, params }: { readonly method: string; readonly params?: unknown }): number | undefined {
  const at = method === 'eth_call' ? 1 : method === 'eth_getBlockByNumber' ? 0 : undefined;
  const tag: unknown = at === undefined || !Array.isArray(params) ? undefined : (params as unknown[])[at];
  return typeof tag === 'string' && /^0x[0-9a-f]+$/u.test(tag) ? Number(tag) : undefined;
}

/**
 * Remembers, until the page is left, what a node answered about settled blocks: the pool's totals at old harvests and the
 * times of old blocks, which are asked for again with each new block and each other span. A chain that has gone back
 * (a local one that was started anew) is forgotten.
 * @param key names wallet and chain.
 * @param newest the block of the view that the requests are for.
 */
export function rememberSettled(request: Request, key: string, newest: Pick<Block, 'number'>): Request {
  const known = kept.get(key);
  const memory: Kept = known && known.newest <= newest.number ? known : { newest: newest.number, answers: new Map() };
  memory.newest = newest.number;
  kept.set(key, memory);
  return async (args) => {
    const block = blockOf(args);
    if (block === undefined || block > newest.number - settledDepth) {
      return request(args);
    }
    const question = JSON.stringify([args.method, args.params]);
    const answer = memory.answers.get(question);
    if (answer) {
      return answer;
    }
    const asked = request(args);
    if (memory.answers.size >= mostAnswers) {
      memory.answers.clear();
    }
    memory.answers.set(question, asked);
    asked.catch(() => {
      memory.answers.delete(question);
    });
    return asked;
  };
}
