import type { PoolContext } from '../src/networks/context';
import type { Store } from '../src/chain/store';
import { NotRecordedError, type TraceNode } from './replay-node';

/** A store of texts, as real ones are; a test may spoil its values. */
export type MemoryStore = Store & { readonly values: Map<string, string> };

export function memoryStore(): MemoryStore {
  const values = new Map<string, string>();
  return {
    values,
    read: async (key) => Promise.resolve(JSON.parse(values.get(key) ?? 'null') as unknown),
    write: async (key, value) => {
      values.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

/**
 * The recorded chain with a store. Of blocks without a step the record holds nothing; a look with a store asks for the
 * hash of one, so they get a header here.
 */
export function keeping(node: TraceNode, store: Store, request = node.context.request): PoolContext {
  return {
    ...node.context,
    store,
    request: async (args) => {
      try {
        return await request(args);
      } catch (error) {
        const [number] = args.params as [string];
        if (args.method !== 'eth_getBlockByNumber' || !(error instanceof NotRecordedError)) {
          throw error;
        }
        return { number, hash: `0x${number.slice(2).padStart(64, '0')}`, timestamp: '0x1' };
      }
    },
  };
}
