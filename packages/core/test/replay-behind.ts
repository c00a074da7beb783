import type { RewardHistory } from '../src/staking/rewards';
import { toTopic, type Clock, type Log } from '../src/chain/logs';
import { StakingError } from '../src/errors';
import type { PoolContext } from '../src/networks/context';
import { decodeEvents, eventTopics } from '../src/protocols/stakewise/vault/events';
import { openExitsOf, type QueuedExit } from '../src/protocols/stakewise/exit-queue/exit-queue';
import { readAccountView, type AccountView } from '../src/protocols/stakewise/ledger/account';
import { rewardsByPeriod } from '../src/rewards/periods';
import { readRewardHistory } from '../src/protocols/stakewise/ledger/reward-history';
import { readTotalsAt } from '../src/protocols/stakewise/ledger/totals';
import { isSameAddress, type Address, type Wei } from '../src/units';
import { FaultyTraceNode, type NodeFault, type Provable } from './replay-faults';
import { TraceNode } from './replay-node';
import { recordedClaim, recordedStatus, type ReplayDifference } from './replay-trace';
import type { Trace, TracePosition, TraceState } from './trace';

/** What a replay behind a faulty node showed. */
export type FaultReport = {
  /** Accounts' views, one for each user and state, and the pool's. */
  views: number;
  /** Figures that were shown, and are those of the record. */
  equal: number;
  /** Views that said what is missing, or why there is no number. */
  said: number;
  /** Figures that were shown, and are others than those of the record. */
  wrong: ReplayDifference[];
  /** Figures that could be proved from what the node gave, and were not shown. */
  hidden: ReplayDifference[];
};

/** Which figure: of which step and whom. */
type At = { readonly step: number; readonly user: string };

/** A figure that was not shown, and what was said in its place. */
class Unknown {
  constructor(readonly reason: string) {}
}

/** Counts the figures of a replay, and keeps those that are not as they should be. */
class Findings implements FaultReport {
  views = 0;
  equal = 0;
  said = 0;
  readonly wrong: ReplayDifference[] = [];
  readonly hidden: ReplayDifference[] = [];

  /** @param isProvable whether the figure has to be shown. */
  compare({ step, user }: At, field: string, expected: unknown, got: unknown, isProvable = false): void {
    if (got instanceof Unknown) {
      if (isProvable) {
        this.hidden.push({ step, user, field, expected: String(expected), got: got.reason });
      }
    } else if (String(expected) === String(got)) {
      this.equal += 1;
    } else {
      this.wrong.push({ step, user, field, expected: String(expected), got: String(got) });
    }
  }
}

/** Pauses pass at once. */
const clock: Clock = { now: () => 0, sleep: async () => Promise.resolve() };

/** What a read gives, or why it refuses. Any error but one in our own words is a failure of its own. */
async function orUnknown<Result>(work: Promise<Result>): Promise<Result | Unknown> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StakingError) {
      return new Unknown(`${error.code}: ${error.message}`);
    }
    throw error;
  }
}

/** Exits that an account owns or receives and that some logs tell to be open, by ticket. */
function openByLogs(logs: readonly Log[], vault: Address, user: Address): Set<bigint> {
  const events = decodeEvents(logs.filter(({ address }) => isSameAddress(address, vault)));
  const isOf = ({ owner, receiver }: { owner: Address; receiver: Address }): boolean =>
    isSameAddress(owner, user) || isSameAddress(receiver, user);
  return new Set(openExitsOf(events).flatMap((exit) => (isOf(exit) ? [exit.ticket] : [])));
}

/** Open exits of the record that an account owns or receives. */
function recordedExits(state: TraceState, user: Address): { owner: Address; position: TracePosition }[] {
  return Object.entries(state.users).flatMap(([owner, { positions }]) =>
    positions
      .filter(({ receiver }) => isSameAddress(owner as Address, user) || isSameAddress(receiver, user))
      .map((position) => ({ owner: owner as Address, position })),
  );
}

/** What an open exit of the record is worth: what was set aside, and the waiting shares; the last one counts for nothing. */
function valueOf({ assets, left, leftAssets }: TracePosition): Wei {
  return BigInt(assets) + (BigInt(left) > 1n ? BigInt(leftAssets) : 0n);
}

/** A replay of a trace behind a node with a fault. */
class FaultyReplay {
  readonly findings = new Findings();
  readonly #honest: TraceNode;
  readonly #faulty: FaultyTraceNode;
  readonly #provable: Provable;
  readonly #states = new Map<number, { step: number; state: TraceState }>();
  readonly #last: number;
  /** Blocks in which the pool took a report in, each once. */
  readonly #harvests: readonly number[];

  constructor(
    readonly trace: Trace,
    readonly fault: NodeFault,
  ) {
    this.#honest = new TraceNode(trace, undefined, { keepsOldState: true });
    this.#faulty = new FaultyTraceNode(this.#honest, fault);
    this.#provable = fault.provable(trace);
    const logs = trace.steps.flatMap((step) => step.logs);
    const harvests = logs.filter(
      ({ address, topics }) =>
        isSameAddress(address, trace.keeper) &&
        topics[0] === eventTopics.KeeperHarvested &&
        topics[1]?.toLowerCase() === toTopic(trace.vault),
    );
    this.#harvests = [...new Set(harvests.map(({ blockNumber }) => blockNumber))];
    this.#last = trace.steps.findLastIndex(({ state }) => state !== null);
  }

  async run(): Promise<FaultReport> {
    for (const [index, step] of this.trace.steps.entries()) {
      this.#honest.advance(step);
      const { n, state } = step;
      if (state) {
        this.#states.set(state.block, { step: n, state });
        let view: AccountView | undefined;
        for (const user of Object.keys(state.users) as Address[]) {
          view = (await this.#attempt({ step: n, user }, async () => this.#compareUser(n, state, user, index))) ?? view;
        }
        if (view && (index === this.#last || this.#states.size % totalsEvery === 0)) {
          const { state: poolState } = view;
          await this.#attempt({ step: n, user: 'pool' }, async () => this.#compareTotals(n, poolState));
        }
      }
    }
    return this.findings;
  }

  /** Anything but an answer or our own words is wrong. */
  async #attempt<Result>(at: At, work: () => Promise<Result>): Promise<Result | undefined> {
    this.findings.views += 1;
    try {
      return await work();
    } catch (error) {
      this.findings.compare(at, 'view', 'an answer', String(error));
      return undefined;
    }
  }

  /** Node that answers for old blocks, and one that does not; one that answers wrongly has no other way. */
  get #ways(): readonly PoolContext[] {
    return (this.fault.isStale ? [true] : [true, false]).map((keepsOldState) => this.#faulty.contextOf(keepsOldState));
  }

  async #compareUser(step: number, state: TraceState, user: Address, index: number): Promise<AccountView | undefined> {
    this.#faulty.forget();
    const options = { withEntryTimes: true, withPending: true, clock };
    const view = await orUnknown(readAccountView(this.#faulty.contextOf(false), user, options));
    const at = { step, user };
    const given = openByLogs(this.#faulty.given, this.trace.vault, user);
    this.#compareStake(at, state, view);
    this.#compareExits(at, state, user, view, given);
    if (view instanceof Unknown) {
      this.findings.said += 1;
      return undefined;
    }
    this.#compareRewards(at, state, user, view);
    for (const [block, time] of view.timestamps) {
      this.findings.compare(at, `time of block ${block}`, this.#honest.timeOf(block), time);
    }
    // How long exits wait is told as "at most".
    const delay = this.trace.claimDelaySeconds?.[`v${state.version}`];
    if (delay !== undefined) {
      this.findings.compare(at, `claim delay below ${delay}`, false, view.claimDelay.seconds < delay);
    }
    let hasSaid = view.gap !== null;
    for (const way of this.#ways) {
      const history = await orUnknown(readRewardHistory(way, view));
      hasSaid ||= history instanceof Unknown;
      await this.#compareHistory(at, user, view, history, index === this.#last);
    }
    this.findings.said += hasSaid ? 1 : 0;
    return view;
  }

  #compareStake(at: At, state: TraceState, view: AccountView | Unknown): void {
    const recorded = state.users[at.user as Address];
    const [shares, assets] = view instanceof Unknown ? [view, view] : [view.shares, view.assets];
    this.findings.compare(at, 'shares', recorded?.shares, shares, true);
    this.findings.compare(at, 'stake', recorded?.assets, assets, true);
  }

  /** @param given tickets of the exits that the node's own logs tell: those have to be shown. */
  #compareExits(
    at: At,
    state: TraceState,
    user: Address,
    view: AccountView | Unknown,
    given: ReadonlySet<bigint>,
  ): void {
    const recorded = recordedExits(state, user);
    const shown = view instanceof Unknown ? [] : view.exits;
    const delay = this.trace.claimDelaySeconds?.[`v${state.version}`];
    let value = 0n;
    for (const { owner, position } of recorded) {
      const exit = shown.find(({ ticket }) => ticket === BigInt(position.ticket));
      const missing = view instanceof Unknown ? view : view.gap && new Unknown(view.gap.kind);
      const compare = (field: string, expected: unknown, pick: (exit: QueuedExit) => unknown): void => {
        const got = exit ? pick(exit) : (missing ?? 'none');
        const isProvable = given.has(BigInt(position.ticket));
        this.findings.compare(at, `${field} of exit ${position.ticket}`, expected, got, isProvable);
      };
      compare('owner', owner.toLowerCase(), (each) => each.owner.toLowerCase());
      compare('receiver', position.receiver.toLowerCase(), (each) => each.receiver.toLowerCase());
      compare('shares', position.shares, (each) => each.shares);
      compare('request time', position.timestamp, (each) => each.requestedAt);
      compare('status', recordedStatus(position, state, delay), (each) => each.status);
      compare('claimable amount', recordedClaim(position), (each) => each.claimableAssets);
      compare('value', valueOf(position), (each) => each.totalAssets);
      value += exit && isSameAddress(owner, user) ? valueOf(position) : 0n;
    }
    const tickets = new Set(recorded.map(({ position }) => BigInt(position.ticket)));
    for (const exit of shown) {
      if (!tickets.has(exit.ticket)) {
        this.findings.compare(at, `exit ${exit.ticket}`, 'none', `${exit.status}, ${exit.totalAssets}`);
      }
    }
    if (!(view instanceof Unknown)) {
      this.findings.compare(at, 'value of the exits', value, view.exitingAssets);
    }
  }

  #compareRewards(at: At, state: TraceState, user: Address, view: AccountView): void {
    const { lifetimeRewards, pendingRewards, gap } = view;
    const recorded = BigInt(state.users[user]?.trueRewards ?? 0n);
    const unknown = new Unknown(gap?.kind ?? 'no reason');
    const isProvable = this.#provable !== 'nothing more';
    this.findings.compare(at, 'rewards', recorded, lifetimeRewards ?? unknown, isProvable);
    if (lifetimeRewards === null && gap === null) {
      this.findings.compare(at, 'reason', 'why there are no rewards', 'none');
    }
    const after = state.afterHarvest?.users[user];
    if (after) {
      const isAll = this.#provable === 'everything';
      this.findings.compare(
        at,
        'rewards of the next report',
        BigInt(after.trueRewards) - recorded,
        pendingRewards ?? unknown,
        isAll,
      );
    }
  }

  /** A history as the record tells it, at every block that has a state. */
  async #compareHistory(
    at: At,
    user: Address,
    view: AccountView,
    history: RewardHistory | Unknown,
    isLast: boolean,
  ): Promise<void> {
    const isAll = this.#provable === 'everything';
    if (history instanceof Unknown) {
      // What an honest node cannot tell either need not be shown.
      if (isAll && !((await this.#honestHistory(user)) instanceof Unknown)) {
        this.findings.compare(at, 'rewards by period', 'a history', history, true);
      }
      return;
    }
    const { points, rewards, apr } = history;
    let soFar = 0n;
    for (const { blockNumber, reward, time } of points) {
      soFar += reward;
      const then = this.#states.get(blockNumber)?.state.users[user];
      if (then) {
        this.findings.compare(at, `rewards up to block ${blockNumber}`, then.trueRewards, soFar);
      }
      this.findings.compare(at, `time of the report in block ${blockNumber}`, this.#honest.timeOf(blockNumber), time);
    }
    const now = view.state.block.number;
    const reports = this.#harvests.filter((block) => block >= (view.events[0]?.log.blockNumber ?? now) && block < now);
    const blocks = points.map(({ blockNumber }) => blockNumber);
    this.findings.compare(at, 'blocks of the reports', view.events.length > 0 ? [...reports, now] : [], blocks);
    const recorded = this.#states.get(now)?.state.users[user]?.trueRewards;
    this.findings.compare(at, 'rewards of the whole history', recorded, rewards);
    const days = rewardsByPeriod(points, 'day').reduce((sum, day) => sum + day.rewards, 0n);
    this.findings.compare(at, 'rewards of all days', recorded, days);
    if (isLast) {
      const honest = await this.#honestHistory(user);
      const [expected, shown] = [honest instanceof Unknown ? honest.reason : toText(honest), toText(history)];
      this.findings.compare(at, 'history of an honest node', expected, shown);
      this.findings.compare(at, 'rate', honest instanceof Unknown ? honest.reason : honest.apr, apr);
    }
  }

  async #honestHistory(user: Address): Promise<RewardHistory | Unknown> {
    const { context } = this.#honest;
    return orUnknown(readAccountView(context, user).then(async (view) => readRewardHistory(context, view)));
  }

  /** The pool's totals at the blocks before. */
  async #compareTotals(step: number, state: AccountView['state']): Promise<void> {
    const at = { step, user: 'pool' };
    const blocks = [...this.#states.keys()];
    let hasSaid = false;
    for (const way of this.#ways) {
      const totals = await orUnknown(readTotalsAt(way, state, blocks));
      hasSaid ||= totals instanceof Unknown;
      for (const [block, { state: then }] of this.#states) {
        const [assets, shares] =
          totals instanceof Unknown
            ? [totals, totals]
            : [totals.get(block)?.totalAssets, totals.get(block)?.totalShares];
        const isAll = this.#provable === 'everything';
        this.findings.compare(at, `total assets at block ${block}`, then.totalAssets, assets, isAll);
        this.findings.compare(at, `total shares at block ${block}`, then.totalShares, shares, isAll);
      }
    }
    this.findings.said += hasSaid ? 1 : 0;
  }
}

/** The pool's totals are compared at every so many states: they cost as much as all views of the state. */
const totalsEvery = 10;

/** What is shown of a history, to be compared. */
function toText({ points }: RewardHistory): string {
  return points.map(({ blockNumber, reward, value, time }) => `${blockNumber}:${time}:${reward}:${value}`).join(' ');
}

/**
 * Replays a recorded life behind a node with a fault: each user's view at each step that carries a state, the history of
 * its rewards (from a node that answers for old blocks and from one that does not), and the pool's totals before. A figure
 * that is not shown is not wrong; one that can be proved from what the node gave has to be shown.
 */
export async function replayBehind(trace: Trace, fault: NodeFault): Promise<FaultReport> {
  return new FaultyReplay(trace, fault).run();
}
