import { describe, expect, it } from '@jest/globals';
import type { Request } from '../src/chain/request';
import { readAccountView } from '../src/protocols/stakewise/ledger/account';
import type { Address } from '../src/units';
import { keeping, memoryStore, type MemoryStore } from './memory-store';
import { TraceNode } from './replay-node';
import { loadTrace } from './trace';

type RawLog = { readonly blockNumber: string };

/** A node that has the logs of some blocks only. */
function having(request: Request, isKept: (block: number) => boolean): Request {
  return async (args) => {
    const answer = await request(args);
    return args.method === 'eth_getLogs'
      ? (answer as RawLog[]).filter(({ blockNumber }) => isKept(Number(blockNumber)))
      : answer;
  };
}

const logsOf = ({ values }: MemoryStore): Map<string, string> =>
  new Map([...values].filter(([key]) => key.endsWith(':logs')));

/** The record does not say what the vault answers of exits that were closed meanwhile. */
function forgetExits({ values }: MemoryStore): void {
  for (const key of [...values.keys()].filter((each) => each.endsWith(':exits'))) {
    values.delete(key);
  }
}

describe('logs that a good node gave and that were proven', () => {
  const trace = loadTrace('fox-v2-a');
  const node = new TraceNode(trace);
  const states = trace.steps.flatMap(({ state }, index) => (state ? [index] : []));
  const [middle, last] = [states[Math.floor(states.length * 0.8)] ?? 0, states.at(-1) ?? 0];
  const store = memoryStore();
  const context = keeping(node, store);
  const users = Object.keys(trace.steps[middle]?.state?.users ?? {}) as Address[];

  it('survive a worse node: what it lacks is said of the new blocks alone, and a good one goes on from them', async () => {
    let next = 0;
    const goTo = (end: number): void => {
      for (; next <= end; next += 1) {
        node.advance(trace.steps[next] as (typeof trace.steps)[number]);
      }
    };
    goTo(middle);
    const before = trace.steps[middle]?.state?.block ?? 0;
    for (const user of users) {
      expect((await readAccountView(context, user)).gap).toBeNull();
    }
    const kept = logsOf(store);
    // It has none of the old logs, which are kept up to where no reorg reaches.
    const pruned = {
      ...context,
      request: having(context.request, (block) => block > before - context.network.reorgDepth),
    };
    const empty = { ...context, request: having(context.request, () => false) };
    for (const user of users) {
      expect((await readAccountView(pruned, user)).gap).toBeNull();
    }
    goTo(last);
    forgetExits(store);
    let said = 0;
    for (const user of users) {
      const whole = await readAccountView(node.context, user);
      const view = await readAccountView(empty, user);
      expect([view.shares, view.assets]).toEqual([whole.shares, whole.assets]);
      if (view.gap) {
        // Blocks that no reorg reaches are kept.
        expect(view.gap.fromBlock).toBeGreaterThan(before - context.network.reorgDepth - 1);
        said += 1;
      }
    }
    expect(said).toBeGreaterThan(1);
    expect(logsOf(store)).toEqual(kept);
    forgetExits(store);
    for (const user of users) {
      const view = await readAccountView(context, user);
      const whole = await readAccountView(node.context, user);
      expect([view.gap, view.lifetimeRewards]).toEqual([null, whole.lifetimeRewards]);
    }
  });
});
