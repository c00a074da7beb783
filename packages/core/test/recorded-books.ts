import type { PoolContext } from '../src/networks/context';
import type { Address } from '../src/units';
import { TraceNode } from './replay-node';
import { loadTrace } from './trace';

/** The end of a recorded life, with the accounts that took part. */
export type RecordedEnd = { readonly context: PoolContext; readonly accounts: readonly Address[] };

/**
 * A recorded life's node that also has the header of the block before a recorded one: the block before an account's first
 * log is where its rewards begin.
 */
function contextOf(node: TraceNode): PoolContext {
  const { request } = node.context;
  return {
    ...node.context,
    request: async (args) =>
      request(args).catch(async (error: unknown) => {
        const [tag] = args.params as [string];
        if (args.method !== 'eth_getBlockByNumber') {
          throw error;
        }
        const next = (await request({ ...args, params: [`0x${(Number(tag) + 1).toString(16)}`, false] })) as {
          timestamp: string;
        };
        return { ...next, number: tag, timestamp: `0x${(Number(next.timestamp) - 12).toString(16)}` };
      }),
  };
}

/** Plays a recorded life to its end, ready for an account's books. */
export function recordedEnd(name: Parameters<typeof loadTrace>[0]): RecordedEnd {
  const trace = loadTrace(name);
  const node = new TraceNode(trace);
  trace.steps.forEach((step) => {
    node.advance(step);
  });
  const last = trace.steps.findLast(({ state }) => state !== null)?.state;
  return { context: contextOf(node), accounts: Object.keys(last?.users ?? {}) as Address[] };
}
