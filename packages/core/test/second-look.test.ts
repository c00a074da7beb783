import { withoutEstimates } from './without-estimates';
import { describe, expect, it } from '@jest/globals';
import { readAccountView, type AccountView } from '../src/protocols/stakewise/ledger/account';
import { isSameAddress, type Address } from '../src/units';
import { countingSteps } from './counting-steps';
import { keeping, memoryStore } from './memory-store';
import { TraceNode } from './replay-node';
import { loadTrace, traceNames } from './trace';

/** Forgets exits that were open at an earlier step: the record does not say what the vault answers of closed ones. */
function forgetExits(values: Map<string, string>): void {
  for (const key of values.keys()) {
    if (key.endsWith(':exits')) {
      values.delete(key);
    }
  }
}

/**
 * What a person is shown. The events are the same logs, with or without having been kept; the claim delay is remembered for
 * a day on purpose.
 */
/** Without what the claims that were seen so far say of the wait. */
const shown = (view: AccountView): unknown => ({
  ...withoutEstimates(view),
  events: view.events.length,
  claimDelay: null,
});

const usersAt = (node: TraceNode, n: number): Address[] =>
  Object.keys(node.trace.steps[n]?.state?.users ?? {}) as Address[];

describe.each(traceNames)('an account of %s that is looked at again and again', (name) => {
  it('is shown as if it were looked at for the first time, in one step when nothing is new', async () => {
    const node = new TraceNode(loadTrace(name));
    const store = memoryStore();
    const context = keeping(node, store);
    let openExits = 0;
    let inOneStep = 0;
    for (const [index, step] of node.trace.steps.entries()) {
      node.advance(step);
      if (index % 9 !== 3 || !step.state) {
        continue;
      }
      forgetExits(store.values);
      for (const user of usersAt(node, index)) {
        const first = await readAccountView(node.context, user, { withEntryTimes: true });
        expect(shown(await readAccountView(context, user, { withEntryTimes: true }))).toEqual(shown(first));
        const { request, steps } = countingSteps(context.request);
        const again = await readAccountView({ ...context, request }, user, { withEntryTimes: true });
        expect(shown(again)).toEqual(shown(first));
        // Claims that a stranger receives are looked for once the account's own logs are there, and a claim that was refused
        // may pay at any later block: it is simulated once the block is known.
        const hasStrangers = again.events.some(
          (event) => event.name === 'ExitQueueEntered' && !isSameAddress(event.receiver, event.owner),
        );
        const isWaiting = again.exits.some(({ status }) => status === 'exiting');
        // Nothing is kept of a pool that is younger than a reorg may reach.
        const isYoung = node.newestBlock - node.trace.firstBlock <= context.network.reorgDepth;
        expect(steps()).toBeLessThanOrEqual(1 + Number(hasStrangers) + Number(isWaiting || isYoung));
        inOneStep += steps() === 1 ? 1 : 0;
        openExits += again.exits.length;
      }
    }
    expect(openExits).toBeGreaterThan(20);
    expect(inOneStep).toBeGreaterThan(20);
  }, 120_000);
});

describe('what a look keeps', () => {
  it("is the account's own logs alone, not the fees that others get at each harvest", async () => {
    const node = new TraceNode(loadTrace('fox-v2-a'));
    node.trace.steps.forEach((step) => {
      node.advance(step);
    });
    const store = memoryStore();
    const last = node.trace.steps.findLastIndex(({ state }) => state !== null);
    for (const user of usersAt(node, last)) {
      await readAccountView(keeping(node, store), user);
    }
    const kept = [...store.values].filter(([key]) => /0x[0-9a-f]{40}:logs$/u.test(key) && !key.includes('receivers'));
    let ownLogs = 0;
    for (const [key, value] of kept) {
      const word = `000000000000000000000000${key.slice(-45, -5)}`;
      const { logs } = JSON.parse(value) as { logs: { topics: string[]; data: string }[] };
      expect(logs.filter((log) => !`${log.topics.join('')}${log.data.slice(0, 66)}`.includes(word))).toEqual([]);
      ownLogs += logs.length;
    }
    expect(kept).toHaveLength(usersAt(node, last).length);
    expect(ownLogs).toBeGreaterThan(20);
  });
});

describe('what the last look left', () => {
  const spoilt: readonly (readonly [string, (value: { exits: Record<string, unknown>[] }) => unknown])[] = [
    ['an exit that is none', ({ exits }) => ({ version: 1, exits: [...exits, { ticket: '99999' }] })],
    ['a ticket that is no number', ({ exits }) => ({ version: 1, exits: [{ ...exits[0], ticket: '1e5' }] })],
    ['a later version', ({ exits }) => ({ version: 2, exits })],
    ['nonsense', () => 'exits'],
  ];

  it.each(spoilt)('never changes what is shown: %s', async (_, spoil) => {
    const node = new TraceNode(loadTrace('fox-v2-a'));
    const store = memoryStore();
    const context = keeping(node, store);
    let spoiltExits = 0;
    for (const [index, step] of node.trace.steps.entries()) {
      node.advance(step);
      if (index % 60 !== 59 || !step.state) {
        continue;
      }
      forgetExits(store.values);
      for (const user of usersAt(node, index)) {
        const first = await readAccountView(context, user);
        const key = [...store.values.keys()].find((each) => each.endsWith(`${user.toLowerCase()}:exits`));
        if (key && first.exits.length > 0) {
          const kept = JSON.parse(store.values.get(key) ?? '') as { exits: Record<string, unknown>[] };
          store.values.set(key, JSON.stringify(spoil(kept)));
          spoiltExits += kept.exits.length;
          const again = await readAccountView(context, user);
          expect(shown(again)).toEqual(shown(first));
        }
      }
    }
    expect(spoiltExits).toBeGreaterThan(0);
  });
});
