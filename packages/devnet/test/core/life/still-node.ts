import type { Request } from '@pooled-staking/core';

import { AnvilRpcError } from '../../../src/anvil';

type Answer = { readonly id: number; readonly result?: unknown; readonly error?: AnvilRpcError };
type Waiting = {
  readonly method: string;
  readonly params: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: AnvilRpcError) => void;
};

/**
 * A node whose chain stands still while it is read: what was asked before is answered from memory, and questions that are
 * asked side by side travel together. Many accounts are read quickly that way.
 */
export function stillNode(url: string): Request {
  const known = new Map<string, Promise<unknown>>();
  let waiting: Waiting[] = [];

  const send = async (): Promise<void> => {
    const sent = waiting;
    waiting = [];
    const body = JSON.stringify(sent.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params })));
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    for (const { id, result, error } of (await response.json()) as Answer[]) {
      if (error) {
        sent[id]?.reject(new AnvilRpcError(error.code, error.message, error.data));
      } else {
        sent[id]?.resolve(result);
      }
    }
  };

  return async ({ method, params = [] }) => {
    const key = JSON.stringify([method, params]);
    let answer = known.get(key);
    if (!answer) {
      answer = new Promise((resolve, reject) => {
        if (waiting.length === 0) {
          setImmediate(() => {
            const failed = waiting;
            send().catch((error: unknown) => {
              failed.forEach((each) => {
                each.reject(error as AnvilRpcError);
              });
            });
          });
        }
        waiting.push({ method, params, resolve, reject });
      });
      known.set(key, answer);
    }
    return answer;
  };
}
