import type { AprWindow } from '../src/staking/rate';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Request } from '../src/chain/request';
import { eventTopics } from '../src/protocols/stakewise/vault/events';
import type { VaultState } from '../src/protocols/stakewise/vault/state';
import { readAccountView } from '../src/protocols/stakewise/ledger/account';
import { readKnownAprWindows } from '../src/protocols/stakewise/ledger/apr-windows';
import type { Address } from '../src/units';
import { TraceNode } from './replay-node';
import { loadTrace } from './trace';

type RawLog = { readonly topics: readonly string[]; readonly blockNumber: string };

/** A node that leaves out the Keeper's logs of some of the pool's harvests, in some blocks. */
function losingHarvests(request: Request, isLost: (block: number) => boolean): Request {
  return async (args) => {
    const answer = await request(args);
    return args.method === 'eth_getLogs'
      ? (answer as RawLog[]).filter(
          ({ topics, blockNumber }) => topics[0] !== eventTopics.KeeperHarvested || !isLost(Number(blockNumber)),
        )
      : answer;
  };
}

describe.each(['fox-v1-a', 'fox-v2-a'] as const)(
  "the pool's rates of %s, from a node that lost logs of the Keeper",
  (name) => {
    const windows = [2, 7, 30];
    const node = new TraceNode(loadTrace(name), undefined, { keepsOldState: true });
    const last = node.trace.steps.findLastIndex(({ state }) => state);
    for (const step of node.trace.steps.slice(0, last + 1)) {
      node.advance(step);
    }
    const harvests = node.trace.steps
      .slice(0, last + 1)
      .flatMap(({ logs }) => logs)
      .filter(({ topics }) => topics[0] === eventTopics.KeeperHarvested)
      .map(({ blockNumber }) => blockNumber);
    const newest = harvests.at(-1) ?? 0;
    let state: VaultState;
    let honest: AprWindow[];
    const readBehind = async (isLost: (block: number) => boolean): Promise<AprWindow[]> =>
      readKnownAprWindows({ ...node.context, request: losingHarvests(node.context.request, isLost) }, state, windows);

    beforeAll(async () => {
      const [user] = Object.keys(node.trace.steps[last]?.state?.users ?? {}) as [Address];
      ({ state } = await readAccountView(node.context, user));
      honest = await readKnownAprWindows(node.context, state, windows);
    });

    it('are shown by an honest node', () => {
      expect(honest.filter(({ apr }) => apr !== null).length).toBeGreaterThan(1);
    });

    it('are not known where the newest harvest is missing: today’s price would count for an older report', async () => {
      const rates = await readBehind((block) => block === newest);
      expect(rates.map(({ apr, to }) => [apr, to])).toEqual(windows.map(() => [null, null]));
    });

    it('are not known where the node has none since some days', async () => {
      const some = harvests.at(-6) ?? 0;
      const rates = await readBehind((block) => block >= some);
      expect(rates.map(({ apr, to }) => [apr, to])).toEqual(windows.map(() => [null, null]));
    });

    it('are not known over long spans where an older one is missing, and never another over the short one', async () => {
      for (const lost of harvests.slice(0, -1).filter((_, index) => index % 5 === 0)) {
        const rates = await readBehind((block) => block === lost);
        expect([null, honest[0]?.apr]).toContain(rates[0]?.apr);
        expect(rates.slice(1).map(({ apr }) => apr)).toEqual([null, null]);
      }
    });
  },
);
