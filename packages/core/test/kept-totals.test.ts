import type { RewardHistory } from '../src/staking/rewards';
import { describe, expect, it } from '@jest/globals';
import type { Request } from '../src/chain/request';
import type { PoolContext } from '../src/networks/context';
import { readAccountView } from '../src/protocols/stakewise/ledger/account';
import { readRewardHistory } from '../src/protocols/stakewise/ledger/reward-history';
import type { Address } from '../src/units';
import { keeping, memoryStore } from './memory-store';
import { TraceNode } from './replay-node';
import { loadTrace } from './trace';

const store = memoryStore();
const text = store.values;

/** The recorded chain at its end, without old state; counts the reads of the pool's totals. */
function endOfLife(): { node: TraceNode; context: PoolContext; reads: () => number } {
  const node = new TraceNode(loadTrace('fox-v2-a'));
  node.trace.steps.forEach((step) => {
    node.advance(step);
  });
  const kept = keeping(node, store);
  let reads = 0;
  const request: Request = async (args) => {
    if (
      args.method === 'eth_getLogs' &&
      JSON.stringify(args.params).toLowerCase().includes(node.trace.mevEscrow.toLowerCase())
    ) {
      reads += 1;
    }
    return kept.request(args);
  };
  return { node, context: { ...kept, request }, reads: () => reads };
}

const key = (context: PoolContext): string => `${context.network.chainId}:${context.pool.address}:totals`.toLowerCase();

describe("the pool's totals at old blocks", () => {
  it('are asked for once where there is a store, and come out the same', async () => {
    text.clear();
    const { node, context, reads } = endOfLife();
    const user = Object.keys(node.trace.steps.at(-1)?.state?.users ?? {})[0] as Address;
    const history = async (through: PoolContext): Promise<RewardHistory> =>
      readRewardHistory(through, await readAccountView(through, user));
    const plain = await history(node.context);
    expect(plain.points.length).toBeGreaterThan(10);
    const first = await history(context);
    expect(first).toEqual(plain);
    const [before, kept] = [reads(), text.get(key(context)) ?? ''];
    expect(before).toBeGreaterThan(0);
    const { number } = (JSON.parse(kept) as { mark: { number: number } }).mark;
    const { block } = (await readAccountView(context, user)).state;
    expect(number).toBe(block.number - 64);

    // The blocks above the mark are asked for again, those below it are not.
    const again = endOfLife();
    expect(await history(again.context)).toEqual(plain);
    const rows = (JSON.parse(kept) as { totals: [number, string, string][] }).totals;
    expect(rows.every(([each]) => each <= number)).toBe(true);
    expect(rows.length).toBeGreaterThan(10);

    const spoil: readonly (readonly [string, (value: Record<string, unknown>) => unknown])[] = [
      ['of another chain', (value) => ({ ...value, mark: { number, hash: `0x${'ab'.repeat(32)}` } })],
      ['that are a week old', (value) => ({ ...value, since: block.timestamp - 8 * 86_400 })],
      ['of a chain that was longer', (value) => ({ ...value, mark: { number: block.number + 1, hash: '0x00' } })],
      ['that are damaged', (value) => ({ ...value, totals: [[1, 'many', '5']] })],
      ['of a later version', (value) => ({ ...value, version: 2 })],
    ];
    for (const [what, change] of spoil) {
      const wrong = { ...(JSON.parse(kept) as object), totals: rows.map(([each]) => [each, '1', '1']) };
      text.set(key(context), JSON.stringify(change(wrong)));
      expect([what, await history(endOfLife().context)]).toEqual([what, plain]);
    }
    // Without any of that they are believed.
    const wrong = { ...(JSON.parse(kept) as object), totals: rows.map(([each]) => [each, '1', '1']) };
    text.set(key(context), JSON.stringify(wrong));
    expect(await history(endOfLife().context)).not.toEqual(plain);
  }, 60_000);

  it('are not kept for blocks that a reorg may still reach', async () => {
    text.clear();
    const { context, node } = endOfLife();
    const user = Object.keys(node.trace.steps.at(-1)?.state?.users ?? {})[0] as Address;
    const view = await readAccountView(context, user);
    await readRewardHistory(context, view, { from: view.state.block.timestamp - 60 });
    const kept = JSON.parse(text.get(key(context)) ?? '{"totals":[]}') as { totals: [number][] };
    expect(kept.totals.every(([block]) => block <= view.state.block.number - 64)).toBe(true);
  });
});
