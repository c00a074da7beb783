import { beforeAll, describe, expect, it } from '@jest/globals';
import { matcherOf } from '../../src/chain/log-filter';
import type { Request } from '../../src/chain/request';
import { wasHandedOver } from '../../src/protocols/metis/sequencers/account-book';
import { lockingFilters } from '../../src/protocols/metis/sequencers/events';
import { metisSequencers } from '../../src/protocols/metis/sequencers/index';
import type { SequencerPosition } from '../../src/protocols/metis/sequencers/position';
import type { PoolView } from '../../src/staking/pool';
import type { Address } from '../../src/units';
import {
  judgePosition,
  judgeView,
  lookBehind,
  losing,
  placeOf,
  refusingBefore,
  refusingRanges,
  rejectingCalls,
  withLogs,
  withStateOf,
  type Outcome,
  type RawLog,
} from './faulty-answers';
import { LockingNode } from './locking-node';
import { loadLockingTrace, logsOf, type LockingState } from './locking-trace';

const trace = loadLockingTrace();
const node = new LockingNode(trace);
const states = trace.steps.flatMap(({ state }, index) => (state && !('unchanged' in state) ? [index] : []));
const end = states.at(-1) ?? 0;
trace.steps.slice(0, end + 1).forEach((step) => {
  node.advance(step);
});
const logs = trace.steps.slice(0, end + 1).flatMap((step) => logsOf(step));
const { lockingPool, lockingInfo, metis } = trace.contracts;
const isRead = matcherOf(lockingFilters(lockingPool, lockingInfo, metis));
const places = logs.filter(isRead).map(({ blockNumber, logIndex }) => `${blockNumber}:${logIndex}`);
const users = Object.keys((trace.steps[end]?.state as LockingState).users) as Address[];

let honest: ReadonlyMap<Address, SequencerPosition>;
let view: PoolView;

const { context } = node;
const read = async (request: Request, user: Address): Promise<SequencerPosition> =>
  metisSequencers.readPosition({ ...context, request }, user);

/** What somebody of whom nothing is said to be missing, or everybody, comes to behind a node; and what the pool does. */
async function lookAtAll(request: Request, those: readonly Address[] = users): Promise<Outcome[]> {
  const positions = await Promise.all(
    those.map(async (user) =>
      lookBehind(
        async () => read(request, user),
        (position) => judgePosition(position, honest.get(user) as SequencerPosition),
      ),
    ),
  );
  const pool = await lookBehind(
    async () => metisSequencers.readPool({ ...context, request }),
    (found) => judgeView(found, view),
  );
  return [...positions, pool];
}

beforeAll(async () => {
  honest = new Map(await Promise.all(users.map(async (user) => [user, await read(context.request, user)] as const)));
  view = await metisSequencers.readPool(context);
});

/** Nothing but what is right, and both right and said where it is told. */
async function outcomesOf(request: Request): Promise<Outcome[]> {
  return [...new Set(await lookAtAll(request))].sort();
}

describe('the sequencer pool behind a faulty node', () => {
  it('tells everybody all behind an honest one', () => {
    expect([...honest.values()].map(({ gap }) => gap)).toEqual(users.map(() => null));
    expect([...honest.values()].filter(({ lifetimeRewards }) => lifetimeRewards !== 0n).length).toBeGreaterThan(4);
    expect(view.apr.some(({ apr }) => apr !== null)).toBe(true);
  });

  it('gives no wrong figure without a log, whichever it is', async () => {
    const movers = users.filter((user) => wasHandedOver((honest.get(user) as SequencerPosition).book.ledger, user));
    expect(movers.length).toBeGreaterThan(2);
    let right = 0;
    for (const place of places) {
      const request = losing(context.request, (each) => placeOf(each) === place);
      // What the pool's logs lack is said to everybody alike: where it is not said to one, others are looked at.
      const [account] = movers as [Address];
      if ((await read(request, account)).gap === null) {
        expect([place, ...(await lookAtAll(request, movers))]).not.toContain('refused');
        right += 1;
      }
    }
    // Recipients of rewards, METIS that comes for a lock or a batch, and claims of nothing move no figure.
    expect(right).toBeLessThan(48);
  });

  it('takes each log once, however often it is given', async () => {
    const twice = withLogs(context.request, (all) => [...all, ...all.slice(0, 7)]);
    expect(await outcomesOf(twice)).toEqual(['right']);
  });

  it('refuses logs of another chain, as far as a reorg reaches', async () => {
    // The newest block itself is known by its header.
    const newest = view.state.block.number;
    const last = Math.max(...places.map((place) => Number(place.split(':')[0])).filter((block) => block < newest));
    expect(newest - last).toBeLessThan(context.network.reorgDepth);
    const other = (hash: string) => (raw: RawLog) =>
      Number(raw.blockNumber) === last ? { ...raw, blockHash: hash } : raw;
    const sibling = `0x${'5'.repeat(64)}`;
    expect(await outcomesOf(withLogs(context.request, (all) => all.map(other(sibling))))).toEqual(['refused']);
  });

  it('says what is missing where old logs are gone, with words or without', async () => {
    const [middle = ''] = places.slice(places.length / 2);
    const block = Number(middle.split(':')[0]);
    const silent = losing(context.request, ({ blockNumber }) => Number(blockNumber) < block);
    for (const request of [silent, refusingBefore(context.request, block), losing(context.request, () => true)]) {
      expect(await outcomesOf(request)).toEqual(['right', 'said']);
      for (const user of users) {
        expect((await read(request, user)).gap).not.toBeNull();
      }
    }
  });

  it('reads in parts what is refused at once, and asks again for what is not', async () => {
    expect(await outcomesOf(refusingRanges(context.request, 100))).toEqual(['right']);
  });

  it('refuses what calls do not tell, and the state of another block', async () => {
    const old = new LockingNode(trace);
    trace.steps.slice(0, (states.at(-9) ?? 0) + 1).forEach((step) => {
      old.advance(step);
    });
    const older: Request = async ({ method, params }) =>
      old.context.request({ method, params: [(params as unknown[])[0], 'latest'] });
    expect(await outcomesOf(withStateOf(context.request, older))).toEqual(['refused']);
    expect(await outcomesOf(rejectingCalls(context.request, () => true))).toEqual(['refused']);
    expect(await outcomesOf(rejectingCalls(context.request, (count) => count % 2 === 0))).not.toContain('said');
  });
});
