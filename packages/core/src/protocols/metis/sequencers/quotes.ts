import { StakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import { prepareWithApproval } from '../../../staking/approval';
import type { ChangeOptions } from '../../../staking/protocol';
import type { ClaimQuote, LeftOutExit, Quote, StakeQuote, UnstakeQuote } from '../../../staking/quote';
import { readGasPrice, requireFee, type TransactionCall } from '../../../staking/transaction';
import { isSameAddress, type Address, type Wei } from '../../../units';
import { lockingPoolAbi } from './abi';
import { readBridgeFee } from './bridge-fee';
import { readSequencerTroubles } from './pool-view';
import { exitDelayOf, refusalOfDeed, withExitLimit } from './position';
import { explainLockingRevert } from './revert-reason';
import { needsBridgeFee, type SequencerDeed } from './rules';
import {
  contractsOf,
  nameOfSequencer,
  operatorOf,
  ownSequencers,
  readSequencerPool,
  type Operator,
  type Sequencer,
  type SequencerPoolState,
} from './state';

/** Gas on the L2 that the bridge's message may use: the bridge raises what is too little. */
const l2Gas = 200_000n;

/** A relock cannot be simulated before what it takes is approved: the real pool used 90,000 to 96,000. */
const relockGas = 130_000n;

/** What a quote rests on, read just now. */
type Ground = {
  readonly state: SequencerPoolState;
  readonly operator: Operator;
  readonly gasPrice: Wei;
};

async function readGround(context: PoolContext, account: Address): Promise<Ground> {
  const [read, gasPrice] = await Promise.all([readSequencerPool(context, [account]), readGasPrice(context)]);
  const state = await withExitLimit(context, read, account);
  return { state, operator: operatorOf(state, account), gasPrice };
}

/**
 * The sequencer that is named.
 * @throws StakingError UNKNOWN_EXIT for none of the account's; UNSUPPORTED_OPTION where none is named.
 */
function sequencerOf({ state, operator: { account } }: Ground, id: bigint | undefined): Sequencer {
  if (id === undefined) {
    const sequencers = ownSequencers(state, account).map((each) => String(each.id));
    throw sequencers.length === 0
      ? new StakingError('INSUFFICIENT_STAKE', { kind: 'nothing-staked', staked: 0n })
      : new StakingError('UNSUPPORTED_OPTION', { kind: 'sequencer-not-named', sequencers });
  }
  const found = state.sequencers.find((each) => each.id === id);
  if (!found) {
    throw new StakingError('UNKNOWN_EXIT', { kind: 'no-sequencer', sequencer: id });
  }
  if (!isSameAddress(found.owner, account)) {
    throw new StakingError('UNKNOWN_EXIT', {
      kind: 'sequencer-of-other',
      sequencer: id,
      owner: { address: found.owner },
    });
  }
  return found;
}

function encodeDeed({ id }: Sequencer, deed: SequencerDeed): TransactionCall['data'] {
  const args =
    deed.kind === 'relock'
      ? [id, deed.amount, deed.withReward]
      : deed.kind === 'withdraw'
        ? [id, deed.amount]
        : [id, l2Gas];
  return lockingPoolAbi.encodeFunctionData(deed.kind, args);
}

/** All that quotes have in common. */
type Prepared = Required<Pick<Quote<SequencerPoolState>, 'state' | 'approvals' | 'transaction' | 'networkFee'>> &
  Pick<Quote, 'bridgeFee' | 'item' | 'rewardsPaid'>;

/**
 * Checks a deed by the pool's rules, finds the bridge's fee where a reward is paid out, and simulates it with that value.
 * Value never goes along without a reward: it would be lost.
 * @throws StakingError with the pool's reason; INSUFFICIENT_BALANCE for the fees.
 */
async function prepare(
  context: PoolContext,
  { state, operator, gasPrice }: Ground,
  sequencer: Sequencer,
  deed: SequencerDeed,
): Promise<Prepared> {
  const refusal = refusalOfDeed(state, operator, sequencer, deed);
  if (refusal) {
    throw refusal;
  }
  const { account, feeBalance } = operator;
  const call = { from: account, to: context.pool.address, data: encodeDeed(sequencer, deed) };
  const isBridged = needsBridgeFee(sequencer, deed.kind);
  const value = isBridged ? await readBridgeFee(context, call, sequencer.id, feeBalance) : 0n;
  // The spender is LockingInfo: an approval of the pool is of no use.
  const { lockingInfo: spender, token } = contractsOf(context);
  const amount = deed.kind === 'relock' ? deed.amount : 0n;
  const taking = { token, spender, allowance: operator.allowance, amount, gas: relockGas };
  const prepared = await prepareWithApproval(context, { ...call, value }, gasPrice, explainLockingRevert, taking);
  requireFee(feeBalance, prepared.networkFee.fee + value);
  const { reward, rewardRecipient } = sequencer;
  return {
    ...{ ...prepared, state, item: nameOfSequencer(sequencer) },
    ...(value > 0n ? { bridgeFee: value } : {}),
    ...(isBridged ? { rewardsPaid: { assets: reward, recipient: rewardRecipient } } : {}),
  };
}

/** What the account's active sequencers have locked. */
function stakeOf({ state, operator }: Ground): Wei {
  return ownSequencers(state, operator.account).reduce(
    (sum, { status, amount }) => (status === 'active' ? sum + amount : sum),
    0n,
  );
}

/**
 * What a top-up of a sequencer would do, with its waiting reward where that is asked; an approval of exactly the amount goes
 * before it where one lacks.
 * @throws StakingError ACCOUNT_BLOCKED without a sequencer: a new one needs a place on the list and a node of its own;
 * UNSUPPORTED_OPTION where none of the account's is named.
 */
export async function quoteRelock(
  context: PoolContext,
  account: Address,
  amount: Wei,
  { item, withRewards = false }: ChangeOptions = {},
): Promise<StakeQuote<SequencerPoolState>> {
  const ground = await readGround(context, account);
  if (item === undefined && ownSequencers(ground.state, account).length === 0) {
    throw new StakingError('ACCOUNT_BLOCKED', { kind: 'lock-needs-slot' });
  }
  const sequencer = sequencerOf(ground, item);
  const [prepared, troubles] = await Promise.all([
    prepare(context, ground, sequencer, { kind: 'relock', amount, withReward: withRewards }),
    readSequencerTroubles(context, ground.state),
  ]);
  const assetsBefore = stakeOf(ground);
  return {
    ...prepared,
    ...{ amount, assetsBefore },
    ...(withRewards && sequencer.reward > 0n ? { compounded: sequencer.reward } : {}),
    assetsAfter: assetsBefore + amount + (withRewards ? sequencer.reward : 0n),
    reportChange: 0n,
    claimDelay: exitDelayOf(ground.state),
    balanceAfter: ground.operator.feeBalance - prepared.networkFee.fee,
    withHarvest: false,
    wayBack: 'maturity',
    troubles,
  };
}

/** What a withdrawal from a sequencer would do, or the beginning of its exit for `max`. */
export async function quoteLeave(
  context: PoolContext,
  account: Address,
  amount: Wei | 'max',
  { item }: ChangeOptions = {},
): Promise<UnstakeQuote<SequencerPoolState>> {
  const ground = await readGround(context, account);
  const sequencer = sequencerOf(ground, item);
  const deed: SequencerDeed = amount === 'max' ? { kind: 'unlock' } : { kind: 'withdraw', amount };
  const prepared = await prepare(context, ground, sequencer, deed);
  const assets = amount === 'max' ? sequencer.amount : amount;
  const assetsBefore = stakeOf(ground);
  return {
    ...prepared,
    ...{ assets, assetsBefore },
    shares: assets,
    assetsAfter: assetsBefore - assets,
    reportChange: 0n,
    claimDelay: exitDelayOf(ground.state),
    isAll: amount === 'max',
    way: amount === 'max' ? 'maturity' : 'at-once',
  };
}

/** What a claim of a sequencer is: its stake when it is on its way out, its rewards while it is active. */
function claimOf({ status }: Sequencer): SequencerDeed {
  return { kind: status === 'active' ? 'withdrawRewards' : 'unlockClaim' };
}

function leftOutOf(
  id: bigint,
  { assets, error }: { readonly assets: Wei | null; readonly error: StakingError },
): LeftOutExit {
  const reasons = { UNKNOWN_EXIT: 'unknown', CLAIM_TOO_EARLY: 'too-early' } as const;
  return { id, assets, error, reason: error.code in reasons ? reasons[error.code as keyof typeof reasons] : 'refused' };
}

/**
 * What a claim would pay: of a finished exit the stake, to its owner on this chain; of an active sequencer the reward, to
 * its recipient on the L2. One of them a transaction. Without ids, the first finished exit, else the first reward.
 * @throws StakingError with the first reason where nothing is paid.
 */
export async function quoteSequencerClaim(
  context: PoolContext,
  account: Address,
  ids?: readonly bigint[],
): Promise<ClaimQuote<SequencerPoolState>> {
  const ground = await readGround(context, account);
  const { state, operator } = ground;
  const own = ownSequencers(state, account);
  // Exits first: they are what somebody waits for.
  const wanted =
    ids ?? [...own].sort((a, b) => Number(a.status === 'active') - Number(b.status === 'active')).map(({ id }) => id);
  const checked = [...new Set(wanted)].map((id) => {
    try {
      const sequencer = sequencerOf(ground, id);
      const refusal = refusalOfDeed(state, operator, sequencer, claimOf(sequencer));
      const assets = sequencer.status === 'active' ? sequencer.reward : sequencer.amount;
      return { id, assets, sequencer, error: refusal };
    } catch (error) {
      if (!(error instanceof StakingError)) {
        throw error;
      }
      return { id, assets: null, sequencer: null, error };
    }
  });
  const chosen = checked.find(({ error }) => error === null);
  if (!chosen?.sequencer) {
    throw checked[0]?.error ?? new StakingError('NOTHING_TO_CLAIM', { kind: 'no-open-exit' });
  }
  const { id, sequencer, assets } = chosen;
  const prepared = await prepare(context, ground, sequencer, claimOf(sequencer));
  const leftOut = checked
    .filter((each) => each !== chosen)
    .map((each): LeftOutExit => {
      const { error } = each;
      return error
        ? leftOutOf(each.id, { assets: each.assets, error })
        : {
            id: each.id,
            assets: each.assets,
            reason: 'one-at-a-time',
            error: new StakingError('NOTHING_TO_CLAIM', { kind: 'one-claim-at-a-time', exit: each.id, next: id }),
          };
    });
  return {
    ...prepared,
    exits: [{ id, claimableAssets: assets }],
    leftOut: ids ? leftOut : [],
    assets,
    ...(sequencer.status === 'active' ? { isReward: true } : {}),
    remainingAssets: 0n,
    withHarvest: false,
  };
}
