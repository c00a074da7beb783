import { StakingError } from '../errors';
import { formatEth } from '../assets/format';
import type { Wei } from '../units';

/**
 * What keeps a history from being complete: the span of blocks, both ends included, in which something is missing, and
 * the words for it. The one form in which every doubt about logs reaches a person: whether the node says itself that it
 * lacks them, or what it gave does not hold.
 */
export type HistoryGap = {
  readonly fromBlock: number;
  readonly toBlock: number;
  /** What is missing and what to do, in sentences for a person. */
  readonly reason: string;
};

/** What helps against a node that lacks logs. */
const advice = 'Set another node for this network in the wallet, one that keeps all logs, then look again.';

const gap = (fromBlock: number, toBlock: number, problem: string): HistoryGap => ({
  fromBlock,
  toBlock,
  reason: `${problem} ${advice}`,
});

/** The node has no logs before a block, whether it says so or not. */
export function oldLogsMissing(deployBlock: number, firstKept: number): HistoryGap {
  const problem = `The node has the pool's logs from block ${firstKept} on, and lacks those before.`;
  return gap(deployBlock, firstKept - 1, problem);
}

/** The node gave no log of the pool. */
export function allLogsMissing(deployBlock: number, toBlock: number): HistoryGap {
  return gap(deployBlock, toBlock, "The node gave none of the pool's logs that can be relied on.");
}

/** The node left logs out, somewhere in a span. */
export function logsMissing(fromBlock: number, toBlock: number): HistoryGap {
  return gap(fromBlock, toBlock, `The logs from block ${fromBlock} to ${toBlock} are not all there.`);
}

/** The account's logs do not explain the shares that the vault counts. */
export function sharesUnexplained(fromBlock: number, toBlock: number, missing: Wei): HistoryGap {
  const amount = formatEth(missing < 0n ? -missing : missing);
  const than = `${missing > 0n ? 'less' : 'more'} than the account has staked`;
  return gap(fromBlock, toBlock, `The logs from block ${fromBlock} to ${toBlock} tell of ${amount} ${than}.`);
}

/** An exit that the logs leave open was paid. */
export function claimMissing(fromBlock: number, toBlock: number): HistoryGap {
  const problem = `The logs from block ${fromBlock} to ${toBlock} lack the claim of an exit that the pool has paid.`;
  return gap(fromBlock, toBlock, problem);
}

/** A claim was paid that no request among the logs accounts for. */
export function requestMissing(fromBlock: number, toBlock: number): HistoryGap {
  const problem = `The logs from block ${fromBlock} to ${toBlock} lack the request for an exit that was claimed.`;
  return gap(fromBlock, toBlock, problem);
}

/**
 * The pool burns the shares of an exit on entry, and such exits are not followed: no other node helps.
 * @param exited wei that the account asked for in such exits, paid or not.
 */
export function exitsNotFollowed(fromBlock: number, toBlock: number, exited: Wei): HistoryGap {
  const own =
    exited > 0n
      ? `The account has asked for ${formatEth(exited)} in such exits, paid or not; they are not among the exits here.`
      : 'The account has asked for no such exit.';
  const reason = `This pool's code pays exits in a way that this version does not follow. ${own}`;
  return { fromBlock, toBlock, reason };
}

/** The Keeper's logs of the pool are not all there: lifetime rewards do not need them, those of a span do. */
export function harvestsMissing(fromBlock: number, toBlock: number): HistoryGap {
  const problem = `The node lacks reports of the pool's rewards between blocks ${fromBlock} and ${toBlock}, so they cannot be told by day.`;
  return gap(fromBlock, toBlock, problem);
}

/** Nothing among the logs proves the pool's totals before a block. */
export function totalsUnproven(fromBlock: number, toBlock: number): HistoryGap {
  const problem = `The logs from block ${fromBlock} to ${toBlock} do not tell for sure what the pool held.`;
  return gap(fromBlock, toBlock, problem);
}

/** A gap as the refusal of what would have to span it. */
export function historyIncomplete({ reason, fromBlock, toBlock }: HistoryGap): StakingError {
  return new StakingError('HISTORY_INCOMPLETE', reason, { fromBlock, toBlock });
}
