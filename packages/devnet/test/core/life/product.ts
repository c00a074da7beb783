import { withoutEstimates } from '../../../../core/test/without-estimates';
import {
  intervals,
  isSameAddress,
  longestClaimDelay,
  readAccountView,
  pricedPeriods,
  readBooks,
  readRewardHistory,
  rewardsByPeriod,
  type AccountView,
  type PoolContext,
  type RewardHistory,
  type Store,
} from '@pooled-staking/core';

import type { Books } from './books';
import { Differences } from './differences';
import { claimDelays, type Expected, type ExpectedAccount } from './expected';
import { everybody, network, people, pool, type Person } from './people';
import type { PoolChain } from './pool-chain';
import { stillNode } from './still-node';
import { withoutOldState } from '../without-old-state';
import type { World } from './world';

/** Keeps logs as a browser does: as JSON text. */
export function textStore(): Store {
  const texts = new Map<string, string>();
  return {
    read: async (key) => Promise.resolve(texts.has(key) ? (JSON.parse(texts.get(key) ?? '') as unknown) : undefined),
    write: async (key, value) => {
      texts.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

/** How thoroughly to look. */
export type Look = {
  /** Also what the next report adds, and rewards cut in two at a time. */
  readonly isFinal: boolean;
  readonly store: Store;
};

const sumOf = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, amount) => sum + amount, 0n);

/** What the product's own code finds of everybody. */
export type Found = ReadonlyMap<Person, AccountView>;

/** Compares what the product finds of an account with what there is. */
function compareView(into: Differences, name: Person, view: AccountView, account: ExpectedAccount): void {
  const compare = (what: string, found: unknown, expected: unknown): void => {
    into.compare(`${name}, ${what}`, found, expected);
  };
  compare('shares', view.shares, account.shares);
  compare('shares that the logs explain', view.ledger.expectedShares, account.shares);
  compare('assets', view.assets, account.assets);
  compare('balance', view.balance, account.balance);
  compare('blocked', view.isBlocked, account.isBlocked);
  compare('incomplete', view.gap?.kind ?? null, null);
  compare('staked', view.ledger.staked, account.deposited);
  compare('paid out', view.ledger.paidOut, account.paidOut);
  compare('lifetime rewards', view.lifetimeRewards, account.rewards);
  const tickets = view.exits.map(({ ticket }) => ticket).sort((a, b) => (a < b ? -1 : 1));
  compare(
    'open exits',
    tickets,
    [...account.exits.keys()].sort((a, b) => (a < b ? -1 : 1)),
  );
  for (const exit of view.exits) {
    const expected = account.exits.get(exit.ticket);
    if (expected) {
      const of = `of exit ${exit.ticket}`;
      compare(`shares ${of}`, exit.shares, expected.shares);
      compare(`owner ${of}`, isSameAddress(exit.owner, expected.owner), true);
      compare(`receiver ${of}`, isSameAddress(exit.receiver, expected.receiver), true);
      compare(`time ${of}`, exit.requestedAt, expected.requestedAt);
      compare(`queue index ${of}`, exit.queueIndex, expected.index);
      compare(`shares left ${of}`, exit.leftShares, expected.leftShares);
      compare(`ETH set aside ${of}`, exit.exitedAssets, expected.exitedAssets);
      compare(`value ${of}`, exit.totalAssets, expected.totalAssets);
      compare(`status ${of}`, exit.status, expected.status);
      compare(`claimable ${of}`, exit.claimableAssets, expected.claimable);
    }
  }
}

/** Compares how the rewards came about with what they were when they were looked at. */
function compareHistory(into: Differences, name: Person, history: RewardHistory, total: bigint, books: Books): void {
  into.compare(`${name}, rewards of the whole history`, history.rewards, total);
  into.compare(`${name}, rewards of all points`, sumOf(history.points.map(({ reward }) => reward)), total);
  for (const interval of intervals) {
    const rewards = sumOf(rewardsByPeriod(history.points, interval).map((period) => period.rewards));
    into.compare(`${name}, rewards by ${interval}`, rewards, total);
  }
  let soFar = 0n;
  for (const { blockNumber, reward } of history.points) {
    soFar += reward;
    const then = books.rewards.get(blockNumber)?.get(name);
    if (then !== undefined) {
      into.compare(`${name}, rewards of the points up to block ${blockNumber}`, soFar, then);
    }
  }
}

/**
 * Reads everybody with the product's code and compares: position and rewards with contract and books, the history from
 * old state with the one from logs, the view from kept logs with the one that reads all.
 * @throws Error with every figure that differs.
 */
export async function compareProduct(
  chain: PoolChain,
  world: World,
  books: Books,
  expected: Expected,
  { isFinal, store }: Look,
): Promise<Found> {
  const context: PoolContext = {
    request: stillNode(chain.anvil.url),
    network,
    pool,
    fetchText: chain.fetchText,
    rewardsGateways: ['http://rewards.local/'],
  };
  const logsOnly = withoutOldState(context, world.block.number);
  const differences = new Differences();
  const look = async (name: Person): Promise<AccountView> => {
    const account = people[name];
    const options = { withEntryTimes: true, withPending: isFinal };
    const view = await readAccountView(context, account, options);
    const of = expected.accounts.get(name);
    if (!of) {
      throw new Error(`nothing is known of ${name}`);
    }
    compareView(differences, name, view, of);
    differences.compare(`${name}, block`, view.state.block.number, world.block.number);
    const fromKept = await readAccountView({ ...context, store }, account, options);
    // What is kept of claims may be a day old: it bounds the wait as well.
    const fields = (Object.keys(view) as (keyof AccountView)[]).filter((field) => field !== 'claimDelay');
    for (const field of fields) {
      differences.compare(
        `${name}, ${field} from kept logs`,
        withoutEstimates(fromKept)[field],
        withoutEstimates(view)[field],
      );
    }
    for (const { seconds } of [view.claimDelay, fromKept.claimDelay]) {
      const isBound = seconds >= (claimDelays[world.version] ?? NaN) && seconds <= longestClaimDelay;
      differences.require(`${name}, a claim delay of ${seconds} seconds`, isBound);
    }
    if (view.gap === null) {
      const history = await readRewardHistory(context, view);
      compareHistory(differences, name, history, of.rewards, books);
      differences.compare(`${name}, history from logs alone`, await readRewardHistory(logsOnly, view), history);
      if (isFinal) {
        await compareCuts(differences, name, context, view);
      }
    }
    return view;
  };
  const found = new Map(await Promise.all(everybody.map(async (name) => [name, await look(name)] as const)));
  const all = sumOf([...found.values()].map(({ lifetimeRewards }) => lifetimeRewards ?? 0n));
  differences.require(
    `all rewards together are ${all} wei, more than the vault's profit of ${expected.profit}`,
    all <= expected.profit,
  );
  differences.require(
    `all rewards together are ${all} wei, too far below the vault's profit of ${expected.profit}`,
    all >= expected.profit - books.lost,
  );
  differences.throwIfAny(`At block ${world.block.number}:`);
  return found;
}

/** Rewards before a time and from it on are all rewards. */
async function compareCuts(into: Differences, name: Person, context: PoolContext, view: AccountView): Promise<void> {
  const [first = view.state.block.timestamp] = view.timestamps.values();
  const cut = Math.floor((first + view.state.block.timestamp) / 2);
  const [before, after] = await Promise.all([
    readBooks(context, view, { currency: 'USD', to: cut }),
    readBooks(context, view, { currency: 'USD', from: cut }),
  ]);
  into.compare(`${name}, rewards before and after ${cut}`, before.rewards + after.rewards, view.lifetimeRewards);
  into.compare(
    `${name}, rewards by day until ${cut}`,
    sumOf(pricedPeriods(before.points, 'day').map(({ rewards }) => rewards)),
    before.rewards,
  );
}
