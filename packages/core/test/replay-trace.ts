import type { ExitStatus } from '../src/staking/exit';
import type { QueuedExit } from '../src/protocols/stakewise/exit-queue/exit-queue';
import { sharesToAssets } from '../src/protocols/stakewise/vault/share-maths';
import { readAccountView, type AccountView } from '../src/protocols/stakewise/ledger/account';
import { rewardsByPeriod } from '../src/rewards/periods';
import { readRewardHistory } from '../src/protocols/stakewise/ledger/reward-history';
import { walkBackTotals } from '../src/protocols/stakewise/ledger/totals';
import { isSameAddress, type Address, type Hex } from '../src/units';
import { Comparison, type ReplayReport } from './comparison';
import { TraceNode, type UnrecordedAnswers } from './replay-node';
import type { Trace, TracePosition, TraceState } from './trace';

export type { ReplayDifference, ReplayReport } from './comparison';

/** What the receiver's contract answers when it takes no ETH: FailedInnerCall on version 1, FailedCall later. */
const refusals: readonly Hex[] = ['0x1425ea42', '0xd6bda275'];

/** What the recorded claim pays: version 1 returns (ticket, shares, assets), later ones nothing. */
export function recordedClaim({ assets, claimableByEthCall: { ok, data } }: TracePosition): bigint {
  const words = 3;
  return !ok ? 0n : data.length === 2 + 64 * words ? BigInt(`0x${data.slice(2 + 64 * 2)}`) : BigInt(assets);
}

/**
 * The status that the record stands for. A funded exit can be claimed once the pool's delay has passed, to the second,
 * unless its receiver refuses ETH; without the delay in the record, the recorded claim decides.
 */
export function recordedStatus(position: TracePosition, state: TraceState, delay: number | undefined): ExitStatus {
  const { exitQueueIndex, assets, left, timestamp, claimableByEthCall: claim } = position;
  if (BigInt(exitQueueIndex) >= 0n && BigInt(assets) > 0n) {
    const isDue = delay === undefined ? recordedClaim(position) > 0n : state.timestamp >= timestamp + delay;
    return isDue && !refusals.includes(claim.data) ? 'claimable' : 'exiting';
  }
  // One share that waits is dust, whatever it would be worth: the vault never pays a single share.
  return BigInt(left) > 1n ? 'queued' : 'dust';
}

function compareExits(
  into: Comparison,
  trace: Trace,
  state: TraceState,
  at: { step: number; user: Address },
  exits: readonly QueuedExit[],
): void {
  const { step, user } = at;
  const recorded = Object.entries(state.users).flatMap(([owner, { positions }]) =>
    positions
      .filter(({ receiver }) => isSameAddress(owner as Address, user) || isSameAddress(receiver, user))
      .map((position) => ({ owner, position })),
  );
  const tickets = exits.map(({ ticket }) => ticket).sort((a, b) => (a < b ? -1 : 1));
  const recordedTickets = recorded.map(({ position }) => BigInt(position.ticket)).sort((a, b) => (a < b ? -1 : 1));
  into.compare(step, user, 'open positions', recordedTickets.join(' '), tickets.join(' '));
  for (const { owner, position } of recorded) {
    const exit = exits.find(({ ticket }) => ticket === BigInt(position.ticket));
    if (exit) {
      const compare = (field: string, expected: unknown, got: unknown): void => {
        into.compare(step, user, `${field} of position ${position.ticket}`, expected, got);
      };
      compare('owner', owner.toLowerCase(), exit.owner.toLowerCase());
      compare('shares', position.shares, exit.shares);
      compare('receiver', position.receiver.toLowerCase(), exit.receiver.toLowerCase());
      compare('request time', position.timestamp, exit.requestedAt);
      compare('status', recordedStatus(position, state, trace.claimDelaySeconds?.[`v${state.version}`]), exit.status);
      compare('claimable amount', recordedClaim(position), exit.claimableAssets);
    }
  }
}

function compareView(into: Comparison, trace: Trace, state: TraceState, step: number, view: AccountView): void {
  const user = view.account;
  const recorded = state.users[user];
  if (!recorded) {
    return;
  }
  const { ledger, lifetimeRewards, pendingRewards } = view;
  into.compare(step, user, 'shares', recorded.shares, ledger.expectedShares);
  into.compare(step, user, 'assets', recorded.assets, sharesToAssets(ledger.expectedShares, view.state));
  into.compare(step, user, 'rewards', recorded.trueRewards, lifetimeRewards ?? view.gap?.kind);
  compareExits(into, trace, state, { step, user }, view.exits);
  const after = state.afterHarvest;
  const userAfter = after?.users[user];
  if (after && userAfter) {
    const totals = { totalAssets: BigInt(after.totalAssets), totalShares: BigInt(after.totalShares) };
    const assets = sharesToAssets(BigInt(userAfter.shares), totals);
    into.compare(step, user, 'assets after the harvest', userAfter.assets, assets);
    const rewards = lifetimeRewards !== null && pendingRewards !== null ? lifetimeRewards + pendingRewards : 'unknown';
    into.compare(step, user, 'rewards after the harvest', userAfter.trueRewards, rewards);
  }
}

/** The totals at the end of each block with a state, by walking back from the last one. */
function compareTotals(into: Comparison, trace: Trace): void {
  const states = trace.steps.flatMap(({ n, state }) => (state ? [{ n, state }] : []));
  const last = states.at(-1)?.state;
  if (!last) {
    return;
  }
  const logs = trace.steps.flatMap((step) => step.logs);
  const blocks = states.map(({ state }) => state.block);
  const totals = { totalAssets: BigInt(last.totalAssets), totalShares: BigInt(last.totalShares) };
  const walked = walkBackTotals(totals, logs, blocks);
  for (const { n, state } of states) {
    const then = walked.get(state.block);
    into.compare(n, 'pool', 'total assets by walking back', state.totalAssets, then?.totalAssets);
    into.compare(n, 'pool', 'total shares by walking back', state.totalShares, then?.totalShares);
  }
}

/**
 * How a user's rewards came about, harvest by harvest, as the last state tells it from logs: after each block that has a
 * state the rewards up to there must be those that were recorded there.
 */
async function compareHistory(into: Comparison, node: TraceNode, user: Address): Promise<void> {
  const { trace } = node;
  const view = await readAccountView(node.context, user);
  // A history begins at the block before the first log, which is not recorded for the pool's own first stake.
  if (node.timeOf((view.events[0]?.log.blockNumber ?? 0) - 1) === undefined) {
    return;
  }
  const { points, rewards } = await readRewardHistory(node.context, view);
  const recorded = new Map(
    trace.steps.flatMap(({ n, state }) => (state ? [[state.block, { n, state }] as const] : [])),
  );
  let soFar = 0n;
  for (const { blockNumber, reward } of points) {
    soFar += reward;
    const at = recorded.get(blockNumber);
    const then = at?.state.users[user];
    if (at && then) {
      into.compare(at.n, user, 'rewards of the history up to here', then.trueRewards, soFar);
    }
  }
  const last = trace.steps.findLast(({ state }) => state !== null);
  const days = rewardsByPeriod(points, 'day').reduce((sum, day) => sum + day.rewards, 0n);
  const expected = last?.state?.users[user]?.trueRewards;
  into.compare(last?.n ?? 0, user, 'rewards of the whole history', expected, rewards);
  into.compare(last?.n ?? 0, user, 'rewards of all days', expected, days);
}

/**
 * Replays a recorded life through {@link readAccountView}, each user at each step that carries a state, on a node that
 * knows the logs, block times and getter answers up to there, and compares what comes out with the record.
 * @param every looks at each user in one of so many states, in turns, so that there is somebody in each; 1: in all of them.
 */
export async function replayTrace(trace: Trace, unrecorded?: UnrecordedAnswers, every = 1): Promise<ReplayReport> {
  const result = new Comparison();
  const node = new TraceNode(trace, unrecorded);
  const usersOf = (state: TraceState): Address[] => Object.keys(state.users) as Address[];
  for (const step of trace.steps) {
    node.advance(step);
    const { state, n } = step;
    if (state) {
      result.states += 1;
      const withPending = state.afterHarvest !== undefined && state.afterHarvest !== null;
      const isTurn = (_: unknown, index: number): boolean => (index + result.states) % every === 0;
      for (const user of usersOf(state).filter(isTurn)) {
        await result.attempt(n, user, async () => {
          const view = await readAccountView(node.context, user, { withEntryTimes: true, withPending });
          compareView(result, trace, state, n, view);
        });
      }
    }
  }
  const last = trace.steps.at(-1);
  if (last?.state) {
    for (const user of usersOf(last.state)) {
      await result.attempt(last.n, user, async () => compareHistory(result, node, user));
    }
  }
  compareTotals(result, trace);
  return result;
}
