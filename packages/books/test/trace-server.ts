import { vaultInterface, type Hex, type Log } from '@pooled-staking/core';
import { toTopic } from '../../core/src/chain/logs';
import { TraceNode } from '../../core/test/replay-node';
import type { Trace } from '../../core/test/trace';
import { isAsked, NodeServer } from './node-server';

const mevEscrowCall = vaultInterface.encodeFunctionData('mevEscrow', []);

/** A node over HTTP that plays a recorded life to its end; old state it has of recorded blocks alone. */
export function traceServer(trace: Trace): { readonly server: NodeServer; readonly newest: number } {
  const node = new TraceNode(trace, undefined, { keepsOldState: true });
  const transactions = new Map<number, Hex[]>();
  const times: { readonly block: number; readonly time: number }[] = [];
  const logs: Log[] = [];
  for (const step of trace.steps) {
    node.advance(step);
    logs.push(...step.logs);
    const { tx, state } = step;
    if (tx) {
      transactions.set(tx.blockNumber, [...(transactions.get(tx.blockNumber) ?? []), tx.hash]);
      times.push({ block: tx.blockNumber, time: tx.timestamp });
    }
    if (state) {
      times.push({ block: state.block, time: state.timestamp });
    }
  }
  const newest = times.at(-1)?.block ?? 0;
  const server = new NodeServer({
    chainId: trace.chainId,
    newest: () => newest,
    timeOf: (number) => times.findLast(({ block }) => block <= number)?.time ?? 0,
    transactionsOf: (block) => transactions.get(block) ?? [],
    logs: async (query) => Promise.resolve(logs.filter((log) => isAsked(log, query))),
    other: async (method, params) =>
      // Alone, the record's own node answers claims only.
      (params[0] as { data?: Hex } | undefined)?.data === mevEscrowCall
        ? Promise.resolve(toTopic(trace.mevEscrow))
        : node.context.request({ method, params: [...params] }),
  });
  return { server, newest };
}
