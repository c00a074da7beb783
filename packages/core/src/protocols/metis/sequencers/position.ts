import { readLogTimes } from '../../../chain/block-times';
import { RevertError } from '../../../chain/request';
import { StakingError } from '../../../errors';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { Entry } from '../../../staking/entry';
import type { ClaimDelay, Exit, ExitEstimate } from '../../../staking/exit';
import { harvestsMissing, historyIncomplete, logsMissing } from '../../../staking/history-gap';
import type { Position, PositionItem, PositionOptions } from '../../../staking/position';
import type { Span } from '../../../staking/protocol';
import { yearlyRate } from '../../../staking/rate';
import type { RewardHistory, TimedReward } from '../../../staking/rewards';
import { simulateCall } from '../../../staking/transaction';
import type { Address, Seconds, Wei } from '../../../units';
import { lockingPoolAbi } from './abi';
import { entriesOfMovements, ownMovements, wasHandedOver, type OwnMovement } from './account-book';
import type { LockingLedger } from './ledger';
import { readPoolBook, withBatchShares, type PoolBook } from './pool-book';
import { isExitLimit } from './revert-reason';
import { exitLimitReached, refusalOf, type SequencerDeed } from './rules';
import {
  nameOfSequencer,
  operatorOf,
  ownSequencers,
  type Operator,
  type PoolPlace,
  type Sequencer,
  type SequencerPoolState,
} from './state';

/** What an account has in the sequencer pool. */
export type SequencerPosition = Position<SequencerPoolState> & {
  /** All that it owns and that is not yet paid back. */
  readonly sequencers: readonly Sequencer[];
  readonly book: PoolBook;
  readonly own: readonly OwnMovement[];
  /** Times by block, where they were asked for. */
  readonly times: ReadonlyMap<number, Seconds> | null;
};

/** The pool tells its exit delay: a claim works from the second on that was fixed when the exit began. */
export function exitDelayOf({ exitDelay }: Pick<SequencerPoolState, 'exitDelay'>): ClaimDelay {
  return { seconds: exitDelay, basis: 'contract', claims: 0 };
}

/** Why a deed would be refused; an approval that lacks is no refusal, since it is proposed along with the deed. */
export function refusalOfDeed(
  state: SequencerPoolState,
  operator: Operator,
  sequencer: Sequencer,
  deed: SequencerDeed,
): StakingError | null {
  const approved = { ...operator, allowance: 2n ** 256n - 1n };
  const refusal = refusalOf({ state, operator: approved, sequencer, time: state.block.timestamp }, deed);
  // Nothing would be paid, and value that went along would be lost.
  const isVain = !refusal && deed.kind === 'withdrawRewards' && sequencer.reward === 0n;
  return isVain ? new StakingError('NOTHING_TO_CLAIM', { kind: 'no-reward', sequencer: sequencer.id }) : refusal;
}

/**
 * The state with the exit limit known where it matters: where the code behind the pool is not known and one more exit would
 * reach the limit, an exit is simulated. The limit is checked before anything that value or a recipient change.
 */
export async function withExitLimit(
  context: PoolPlace,
  state: SequencerPoolState,
  account: Address,
): Promise<SequencerPoolState> {
  const { isWhitelisted } = operatorOf(state, account);
  const own = ownSequencers(state, account).find(({ status }) => status === 'active');
  if (state.limitsExits !== null || !own || !isWhitelisted || state.paused || !exitLimitReached(state)) {
    return state;
  }
  const data = lockingPoolAbi.encodeFunctionData('unlock', [own.id, 0]);
  try {
    await simulateCall(context, { from: account, to: context.pool.address, value: 0n, data });
    return { ...state, limitsExits: false };
  } catch (error) {
    if (!(error instanceof RevertError)) {
      throw error;
    }
    return { ...state, limitsExits: isExitLimit(error.data) };
  }
}

/** What an exit waits for, by why a claim of it is refused. Pause and list come before its time: it may not be over either. */
function basisOf(refusal: StakingError | null): ExitEstimate['basis'] {
  switch (refusal?.problem.kind) {
    case undefined:
      return 'claimable-now';
    case 'pool-paused':
      return 'paused';
    case 'not-whitelisted':
      return 'off-list';
    default:
      return 'maturity';
  }
}

function exitOf(state: SequencerPoolState, operator: Operator, sequencer: Sequencer, ledger: LockingLedger): Exit {
  const { id, owner, amount, deactivationTime, unlockClaimTime } = sequencer;
  const refusal = refusalOfDeed(state, operator, sequencer, { kind: 'unlockClaim' });
  const basis = basisOf(refusal);
  const begun = ledger.movements.findLast((each) => each.id === id && each.kind === 'exit-begun');
  const estimate: ExitEstimate = {
    // Only the pool's owners can say when it goes on, or takes the account back.
    earliest: unlockClaimTime,
    latest: basis === 'paused' || basis === 'off-list' ? null : unlockClaimTime,
    basis,
    claimDelay: { seconds: unlockClaimTime - deactivationTime, basis: 'contract', claims: 0 },
  };
  return {
    ...{ id, owner, estimate },
    ticket: id,
    receiver: owner,
    requestedAt: deactivationTime,
    requestedInBlock: begun?.log.blockNumber ?? 0,
    status: refusal === null ? 'claimable' : 'exiting',
    needsReport: false,
    shares: amount,
    exitedAssets: amount,
    claimableAssets: refusal === null ? amount : 0n,
    totalAssets: amount,
  };
}

function itemOf(state: SequencerPoolState, operator: Operator, sequencer: Sequencer): PositionItem {
  const { id, amount, reward, signer } = sequencer;
  const refusal = (deed: SequencerDeed): StakingError | null => refusalOfDeed(state, operator, sequencer, deed);
  return {
    id,
    name: nameOfSequencer(sequencer),
    address: signer,
    asset: state.asset,
    assets: amount,
    rewards: reward,
    actions: {
      stake: refusal({ kind: 'relock', amount: 1n, withReward: false }),
      unstake: refusal({ kind: 'withdraw', amount: 1n }),
      'unstake-all': refusal({ kind: 'unlock' }),
      claim: refusal({ kind: 'withdrawRewards' }),
    },
  };
}

const sumOf = <Item>(items: readonly Item[], amount: (item: Item) => Wei): Wei =>
  items.reduce((sum, item) => sum + amount(item), 0n);

/**
 * What an account has in the pool: all sequencers that it owns. Rewards are those that its sequencers earned while it owned
 * them: out of getters and the account's own movements, which the pool's totals prove. Only where a sequencer changed hands
 * the calldata of batches is needed.
 */
export async function readSequencerPosition(
  context: PoolContext,
  account: Address,
  { minBlock = 0, withEntryTimes = false, signal, clock, onProgress }: PositionOptions = {},
): Promise<SequencerPosition> {
  const book = await readPoolBook(context, [account], {
    ...{ minBlock, signal, clock, onProgress },
    withShares: (ledger) => wasHandedOver(ledger, account),
  });
  const state = await withExitLimit(context, book.state, account);
  const operator = operatorOf(state, account);
  const sequencers = ownSequencers(state, account);
  const own = ownMovements(book.ledger, account);
  const [active, exiting] = (['active', 'inactive'] as const).map((status) =>
    sequencers.filter((each) => each.status === status),
  ) as [Sequencer[], Sequencer[]];
  const [staked, paidOut] = [sumOf(own, ({ putIn }) => putIn), sumOf(own, ({ gotOut }) => gotOut)];
  const { deployBlock } = context.pool;
  const lacksShares = !book.hasShares && wasHandedOver(book.ledger, account);
  const gap = book.gap ?? (lacksShares ? harvestsMissing(deployBlock, state.block.number) : null);
  const value = sumOf(sequencers, ({ amount, reward }) => amount + reward);
  const assets = sumOf(active, ({ amount }) => amount);
  const logs = own.map(({ movement }) => movement.log);
  return {
    ...{ account, state, assets, staked, paidOut, gap, sequencers, book, own },
    shares: assets,
    balance: operator.balance,
    isBlocked: sequencers.length > 0 && !operator.isWhitelisted,
    exits: exiting.map((each) => exitOf(state, operator, each, book.ledger)),
    claimableWithReport: [],
    exitingAssets: sumOf(exiting, ({ amount }) => amount),
    unpaidRewards: sumOf(sequencers, ({ reward }) => reward),
    lifetimeRewards: gap ? null : value + paidOut - staked,
    // What the running batch will bring is known to nobody before it is submitted.
    pendingRewards: null,
    items: active.map((each) => itemOf(state, operator, each)),
    times: withEntryTimes ? await timesOf(context, state, logs) : null,
  };
}

async function timesOf(
  { request, store, ...context }: PoolContext,
  { block }: SequencerPoolState,
  logs: Parameters<typeof readLogTimes>[1],
): Promise<Map<number, Seconds>> {
  const kept = store && { store, key: storeKey(context, 'times') };
  return readLogTimes(request, logs, { kept, newest: block });
}

/** The movements of an account's stake. Throws StakingError CHAIN_INCONSISTENT where their times were not asked for. */
export function entriesOfPosition({ own, times }: SequencerPosition): Entry[] {
  return entriesOfMovements(own, ({ blockNumber }) => {
    const time = times?.get(blockNumber);
    if (time === undefined) {
      throw new StakingError('CHAIN_INCONSISTENT', { kind: 'no-time-of-block', blockNumber });
    }
    return time;
  });
}

/**
 * How an account's rewards came about, batch by batch: as calldata shared them out among its sequencers.
 * @throws StakingError HISTORY_INCOMPLETE where logs or calldata are missing; CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readSequencerHistory(
  context: PoolContext,
  position: SequencerPosition,
  { from = 0, to = Infinity }: Span = {},
): Promise<RewardHistory> {
  const { account, gap, lifetimeRewards } = position;
  if (gap) {
    throw historyIncomplete(gap);
  }
  const { ledger, hasShares, state } = await withBatchShares(context, position.book);
  const { number, timestamp } = state.block;
  const own = ownMovements(ledger, account);
  const earned = sumOf(own, (each) => each.earned);
  if (!hasShares || earned !== lifetimeRewards) {
    throw historyIncomplete(harvestsMissing(context.pool.deployBlock, number));
  }
  const times = await timesOf(
    context,
    state,
    own.map(({ movement }) => movement.log),
  );
  const points: TimedReward[] = [];
  let [value, putIn, basis, last] = [0n, 0n, 0n, 0];
  for (const blockNumber of new Set(own.map(({ movement }) => movement.log.blockNumber))) {
    const here = own.filter(({ movement }) => movement.log.blockNumber === blockNumber);
    const time = times.get(blockNumber) as Seconds;
    basis += value * BigInt(Math.max(0, Math.min(time, to) - Math.max(last, from)));
    last = time;
    const reward = sumOf(here, (each) => each.earned);
    putIn += sumOf(here, (each) => each.putIn - each.gotOut);
    value += sumOf(here, (each) => each.putIn + each.earned - each.gotOut);
    const transactionHash = here.find((each) => each.earned > 0n)?.movement.log.transactionHash;
    if (transactionHash) {
      points.push({ blockNumber, reward, putIn, value, time, transactionHash });
      putIn = 0n;
    }
  }
  basis += value * BigInt(Math.max(0, Math.min(timestamp, to) - Math.max(last, from)));
  points.push({ blockNumber: number, reward: 0n, putIn, value, time: timestamp, transactionHash: null });
  if (value !== sumOf(position.sequencers, ({ amount, reward }) => amount + reward)) {
    throw historyIncomplete(logsMissing(context.pool.deployBlock, number));
  }
  const inSpan = points.filter(({ time }) => time >= from && time < to);
  const rewards = sumOf(inSpan, ({ reward }) => reward);
  return { points: inSpan, rewards, apr: yearlyRate(rewards, basis) };
}
