import { describe, expect, it } from '@jest/globals';
import type { Address } from '@pooled-staking/core';
import { reportRuns } from '../../core/test/long';
import { loadTrace, traceNames, type TraceState } from '../../core/test/trace';
import { Comparison } from '../../core/test/comparison';
import { emptyPool } from '../src/pool-ledger';
import {
  isOpenAt,
  memberRewards,
  openExitAt,
  positionOf,
  toCheckpoint,
  type MemberPosition,
  type TotalsAt,
} from '../src/position';
import { reconcile } from '../src/reconcile';
import { sumUp } from '../src/sums';
import { takeLog } from '../src/take-log';
import { MemoryBooks } from '../src/memory-books';
import { chainSideOf, isOfPool, lower } from './recorded';

/** What a member that never had anything has. */
const nobody = (account: Address): MemberPosition =>
  positionOf({ account, shares: 0n, staked: 0n, paidOut: 0n }, [], emptyPool);

/** Shares that wait, but for a single one: the vault never pays it, and version 2 says that it has left. */
const worthwhile = (shares: string | bigint): bigint => (BigInt(shares) === 1n ? 0n : BigInt(shares));

/** Holds every member of the books against the record of a state. */
function compareMembers(into: Comparison, books: MemoryBooks, state: TraceState, step: number): void {
  const pool = books.rows('pool')[0] ?? emptyPool;
  const checkpoints = books.rows('checkpoint').map(toCheckpoint);
  const open = books
    .rows('exit')
    .filter((row) => isOpenAt(row, state.block))
    .map((row) => openExitAt(row, checkpoints, state.block, pool));
  const members = new Map(books.rows('member').map((row) => [row.account, row]));
  for (const [user, recorded] of Object.entries(state.users)) {
    const account = lower(user);
    const compare = (field: string, expected: unknown, got: unknown): void => {
      into.compare(step, user, field, expected, got);
    };
    const own = open.filter(({ owner }) => owner === account);
    const member = members.get(account);
    const position = member ? positionOf(member, own, pool) : nobody(account);
    compare('shares', recorded.shares, position.shares);
    compare('assets', recorded.assets, position.assets);
    compare('rewards', recorded.trueRewards, position.rewards);
    compare('open exits', recorded.positions.length, own.length);
    for (const exit of recorded.positions) {
      const found = own.find(({ ticket }) => ticket === BigInt(exit.ticket));
      const isReached = BigInt(exit.exitQueueIndex) >= 0n;
      compare('receiver of an exit', lower(exit.receiver), found?.receiver);
      compare('shares of an exit', exit.shares, found?.shares);
      compare('time of an exit', exit.timestamp, found?.requestedAt);
      compare('set aside for an exit', exit.assets, found?.exitedAssets);
      compare('left of an exit', worthwhile(isReached ? exit.left : exit.shares), worthwhile(found?.leftShares ?? -1n));
    }
  }
}

/** Holds what harvests brought each member, up to each of them, against what was recorded there. */
function compareRewards(into: Comparison, books: MemoryBooks, states: readonly TraceState[]): void {
  const events = books.rows('event');
  const checkpoints = books.rows('checkpoint').map(toCheckpoint);
  const ends = new Map<number, TotalsAt>(events.map((row) => [row.blockNumber, row]));
  const harvested = new Set(events.flatMap(({ name, blockNumber }) => (name === 'KeeperHarvested' ? blockNumber : [])));
  const newest = events.at(-1)?.blockNumber;
  const harvests = [...ends.values()].filter(({ blockNumber }) => harvested.has(blockNumber) || blockNumber === newest);
  const recorded = new Map(states.map((state) => [state.block, state]));
  for (const user of Object.keys(states.at(-1)?.users ?? {}) as Address[]) {
    const rows = events.filter(({ account, other }) => account === lower(user) || other === lower(user));
    let soFar = 0n;
    for (const { blockNumber, reward } of memberRewards(lower(user), rows, harvests, checkpoints)) {
      soFar += reward;
      const then = recorded.get(blockNumber)?.users[user];
      if (then) {
        into.compare(blockNumber, user, 'rewards up to a harvest', then.trueRewards, soFar);
      }
    }
    into.compare(newest ?? 0, user, 'rewards of all harvests', states.at(-1)?.users[user]?.trueRewards, soFar);
  }
}

describe.each(traceNames)('the books of the recorded life %s', (name) => {
  it('equal the record at every state, for every member, to the wei, and add up to the vault', async () => {
    const trace = loadTrace(name);
    const books = new MemoryBooks();
    const result = new Comparison();
    const states: TraceState[] = [];
    let dust = 0n;
    for (const { n, logs, tx, state } of trace.steps) {
      for (const log of logs.filter((each) => isOfPool(trace, each))) {
        await takeLog(books, log, tx?.timestamp ?? 0);
      }
      const pool = books.rows('pool')[0];
      if (state && pool) {
        states.push(state);
        compareMembers(result, books, state, n);
        const checkpoints = books.rows('checkpoint').map(toCheckpoint);
        const sums = sumUp(pool, books.rows('member'), books.rows('exit'), checkpoints, state.block);
        const { checks } = reconcile(sums, chainSideOf(state));
        result.compare(
          n,
          'pool',
          'what does not add up',
          [],
          checks.flatMap(({ name: what, isRight }) => (isRight ? [] : what)),
        );
        const rewards = checks.find((check) => check.name === 'members-rewards');
        dust = rewards && rewards.difference > dust ? rewards.difference : dust;
      }
    }
    compareRewards(result, books, states);
    expect(result.differences).toEqual([]);
    expect(books.rows('fault')).toEqual([]);
    expect(states.length).toBeGreaterThan(250);
    expect(dust).toBeLessThanOrEqual(36n);
    reportRuns(`The books of the recorded life ${name}`, { states: states.length, figures: result.figures });
  });
});
