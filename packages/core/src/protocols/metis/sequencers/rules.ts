import { toIsoTime } from '../../../chain/block';
import { StakingError } from '../../../errors';
import type { StakingErrorCode } from '../../../errors';
import type { StakingProblem } from '../../../problems';
import { isSameAddress, type Seconds, type Wei } from '../../../units';
import type { Operator, Sequencer, SequencerPoolState } from './state';

/** What an owner does with a sequencer, as the pool's methods are called. */
export type SequencerDeed =
  /** Puts METIS to the stake, and the waiting reward with it where that is asked. */
  | { readonly kind: 'relock'; readonly amount: Wei; readonly withReward: boolean }
  | { readonly kind: 'withdraw'; readonly amount: Wei }
  | { readonly kind: 'withdrawRewards' | 'unlock' | 'unlockClaim' };

/** What a rule looks at. `time`: of the block that the deed is done in. */
export type Circumstances = {
  readonly state: SequencerPoolState;
  readonly operator: Operator;
  readonly sequencer: Sequencer;
  readonly time: Seconds;
};

const refuse = (code: StakingErrorCode, problem: StakingProblem): StakingError => new StakingError(code, problem);

/** Exits on the way and active sequencers, of each only those that count for the limit. */
const exiting = ({ counts }: SequencerPoolState): bigint => counts[1] ?? 0n;
const active = ({ counts }: SequencerPoolState): bigint => counts[2] ?? 0n;

/**
 * Whether one more exit would put more than a third of all that are not yet out on the way out.
 * Source: 3 · (inactive + 1) > active + inactive, counted before the exit (recorded on the pool of Ethereum).
 */
export function exitLimitReached(state: SequencerPoolState): boolean {
  return 3n * (exiting(state) + 1n) > active(state) + exiting(state);
}

/** Paused comes before all else, then the list. */
function refusalOfAll({ state, operator, sequencer: { id } }: Circumstances): StakingError | null {
  if (state.paused) {
    return refuse('POOL_PAUSED', { kind: 'pool-paused' });
  }
  return operator.isWhitelisted
    ? null
    : refuse('ACCOUNT_BLOCKED', { kind: 'not-whitelisted', account: operator.account, sequencer: id });
}

function refusalOfOwner({ operator, sequencer: { id, owner } }: Circumstances): StakingError | null {
  return isSameAddress(owner, operator.account)
    ? null
    : refuse('UNKNOWN_EXIT', { kind: 'sequencer-of-other', sequencer: id, owner: { address: owner } });
}

function refusalOfStatus({ sequencer: { id, status } }: Circumstances): StakingError | null {
  return status === 'active' ? null : refuse('WOULD_REVERT', { kind: 'sequencer-not-active', sequencer: id, status });
}

function refusalOfRecipient({ sequencer: { id, rewardRecipient } }: Circumstances): StakingError | null {
  return BigInt(rewardRecipient) === 0n ? refuse('WOULD_REVERT', { kind: 'no-reward-recipient', sequencer: id }) : null;
}

function refusalOfRelock(
  { state: { maxLock, asset }, operator, sequencer: { id, amount: locked, reward } }: Circumstances,
  amount: Wei,
  withReward: boolean,
): StakingError | null {
  const added = amount + (withReward ? reward : 0n);
  if (locked + added > maxLock) {
    const room = maxLock > locked ? maxLock - locked : 0n;
    return refuse('CAPACITY_EXCEEDED', { kind: 'above-most-locked', sequencer: id, most: maxLock, room });
  }
  if (added === 0n) {
    return refuse('AMOUNT_TOO_SMALL', { kind: 'nothing-to-lock', sequencer: id });
  }
  if (operator.allowance < amount) {
    return refuse('WOULD_REVERT', { kind: 'not-approved', allowance: operator.allowance, needed: amount, asset });
  }
  return operator.balance < amount
    ? refuse('INSUFFICIENT_BALANCE', { kind: 'too-few-tokens', balance: operator.balance, needed: amount, asset })
    : null;
}

/** What can be taken out of a stake while the sequencer stays. In wei. */
export function mostToWithdraw({ minLock }: Pick<SequencerPoolState, 'minLock'>, { amount }: Sequencer): Wei {
  return amount > minLock ? amount - minLock : 0n;
}

function refusalOfWithdraw({ state, sequencer }: Circumstances, amount: Wei): StakingError | null {
  const { id, updatedBatch, amount: locked } = sequencer;
  if (state.batch.id <= updatedBatch) {
    return refuse('CLAIM_TOO_EARLY', { kind: 'one-withdrawal-a-batch', sequencer: id, batch: state.batch.id });
  }
  if (amount > locked) {
    return refuse('INSUFFICIENT_STAKE', { kind: 'more-than-locked', sequencer: id, locked, amount });
  }
  const most = mostToWithdraw(state, sequencer);
  if (amount > most) {
    return refuse('INSUFFICIENT_STAKE', { kind: 'below-least-locked', sequencer: id, least: state.minLock, most });
  }
  return amount === 0n ? refuse('AMOUNT_TOO_SMALL', { kind: 'no-amount-to-unstake', amount }) : null;
}

function refusalOfUnlock({ state, sequencer: { id } }: Circumstances): StakingError | null {
  return state.limitsExits && exitLimitReached(state)
    ? refuse('WOULD_REVERT', { kind: 'exit-limit', sequencer: id, active: active(state), exiting: exiting(state) })
    : null;
}

function refusalOfClaim({ sequencer: { id, status, unlockClaimTime }, time }: Circumstances): StakingError | null {
  if (status !== 'inactive') {
    return refuse('NOTHING_TO_CLAIM', { kind: 'sequencer-not-exiting', sequencer: id, status });
  }
  return time < unlockClaimTime
    ? refuse('CLAIM_TOO_EARLY', { kind: 'sequencer-too-early', sequencer: id, claimableAt: toIsoTime(unlockClaimTime) })
    : null;
}

/**
 * Why the pool would refuse a deed, `null` where it takes it: what the contract checks, in its order, so that the reason is
 * the one that a revert would give. Whether the bridge takes its fee is asked of the chain. Source: 3,265 probed states of
 * the real contracts, both versions.
 */
export function refusalOf(circumstances: Circumstances, deed: SequencerDeed): StakingError | null {
  const all = refusalOfAll(circumstances);
  if (all) {
    return all;
  }
  if (deed.kind === 'unlockClaim') {
    return refusalOfOwner(circumstances) ?? refusalOfRecipient(circumstances) ?? refusalOfClaim(circumstances);
  }
  const standing = refusalOfStatus(circumstances) ?? refusalOfOwner(circumstances);
  if (standing) {
    return standing;
  }
  switch (deed.kind) {
    case 'relock':
      return refusalOfRelock(circumstances, deed.amount, deed.withReward);
    case 'withdraw':
      return refusalOfWithdraw(circumstances, deed.amount);
    case 'withdrawRewards':
      return refusalOfRecipient(circumstances);
    case 'unlock':
      return refusalOfUnlock(circumstances) ?? refusalOfRecipient(circumstances);
  }
}

/**
 * Whether the bridge is called by a deed, and wants its fee: only where a reward is paid out. Value that goes along without
 * one stays in LockingPool or LockingInfo for good, and no method of theirs gives it back.
 */
export function needsBridgeFee({ reward }: Pick<Sequencer, 'reward'>, kind: SequencerDeed['kind']): boolean {
  return reward > 0n && (kind === 'withdrawRewards' || kind === 'unlock' || kind === 'unlockClaim');
}

/** What of the value that goes along with a deed is lost, in wei. */
export function valueLost(sequencer: Pick<Sequencer, 'reward'>, kind: SequencerDeed['kind'], value: Wei): Wei {
  return needsBridgeFee(sequencer, kind) ? 0n : value;
}
