import { readViewBlock, type Block } from '../../../chain/block';
import { ReadBatch, type Answer } from '../../../chain/read-batch';
import { readImplementation } from '../../../chain/implementation';
import { StakingError } from '../../../errors';
import type { MetisSequencerContracts } from '../../../networks/index';
import type { PoolContext } from '../../../networks/context';
import type { PoolState } from '../../../staking/pool';
import { isSameAddress, type Address, type Asset, type Hex, type Seconds, type Wei } from '../../../units';
import { tokenAbi } from '../../../assets/token';
import { lockingInfoAbi, lockingPoolAbi } from './abi';

/** As the contract counts them; `inactive`: on its way out. */
export const sequencerStatuses = ['unavailable', 'inactive', 'active', 'unlocked'] as const;

export type SequencerStatus = (typeof sequencerStatuses)[number];

/** A sequencer as the pool keeps it. Amounts in wei of METIS. */
export type Sequencer = {
  /** From 1 on. */
  readonly id: bigint;
  readonly amount: Wei;
  /** Not yet paid out. */
  readonly reward: Wei;
  readonly activationBatch: bigint;
  /** The batch in which it was locked, last withdrawn from or given another signer: a withdrawal needs a later one. */
  readonly updatedBatch: bigint;
  readonly deactivationBatch: bigint;
  readonly deactivationTime: Seconds;
  /** From this very second on the stake can be claimed; 0 while it is active. */
  readonly unlockClaimTime: Seconds;
  readonly nonce: bigint;
  readonly owner: Address;
  readonly signer: Address;
  /** Who is paid the rewards, on the L2; the zero address where nobody was named. */
  readonly rewardRecipient: Address;
  readonly status: SequencerStatus;
};

/** What a sequencer is called. */
export const nameOfSequencer = ({ id }: Pick<Sequencer, 'id'>): string => `#${id}`;

/** What an account has to do with the pool beside the sequencers that it owns. */
export type Operator = {
  readonly account: Address;
  readonly isWhitelisted: boolean;
  /** METIS on this chain, and how much of it LockingInfo may take. In wei. */
  readonly balance: Wei;
  readonly allowance: Wei;
  /** What fees are paid in, in wei. */
  readonly feeBalance: Wei;
};

/** The sequencer pool at one block. Amounts in wei of METIS. */
export type SequencerPoolState = PoolState & {
  readonly asset: Asset;
  readonly paused: boolean;
  readonly batch: { readonly id: bigint; readonly blockNumber: number; readonly endEpoch: bigint };
  /** For a block of the L2. */
  readonly rewardPerBlock: Wei;
  readonly exitDelay: Seconds;
  readonly minLock: Wei;
  readonly maxLock: Wei;
  readonly totalLocked: Wei;
  /** Rewards paid out so far. */
  readonly totalRewardsLiquidated: Wei;
  readonly rewardPayer: Address;
  readonly bridge: Address;
  /** METIS that LockingInfo holds: stakes and rewards, and what somebody sent there by mistake. */
  readonly held: Wei;
  /** How many there are of each status, in the order of {@link sequencerStatuses}. */
  readonly counts: readonly bigint[];
  readonly sequencers: readonly Sequencer[];
  readonly operators: readonly Operator[];
  /**
   * Whether the code refuses an exit when more than a third would be on the way out: the pool on Ethereum does, the newer
   * one on Sepolia does not. `null` where the code is not known; a simulated exit tells then.
   */
  readonly limitsExits: boolean | null;
};

/** Where a pool is, and how its chain is reached. */
export type PoolPlace = Pick<PoolContext, 'request' | 'network' | 'pool'>;

/** Sequencers that are asked for before it is known how many there are. */
const firstAsked = 24;

/**
 * The contracts beside the pool on its network.
 * @throws RangeError where the registry names none: the pool is none of this protocol.
 */
export function contractsOf({ network, pool }: Pick<PoolContext, 'network' | 'pool'>): MetisSequencerContracts & {
  readonly token: Address;
} {
  const { metisSequencers } = network;
  const { address: token } = pool.asset;
  if (!metisSequencers || !token) {
    throw new RangeError(`${pool.id} has no contracts of a sequencer pool.`);
  }
  return { ...metisSequencers, token };
}

type Raw = readonly [
  ...[bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint],
  ...[Address, Address, Hex, Address, bigint],
];

function toSequencer(id: bigint, raw: Raw): Sequencer {
  const [amount, reward, activationBatch, updatedBatch, deactivationBatch, deactivationTime, unlockClaimTime, nonce] =
    raw;
  return {
    ...{ id, amount, reward, activationBatch, updatedBatch, deactivationBatch, nonce },
    deactivationTime: Number(deactivationTime),
    unlockClaimTime: Number(unlockClaimTime),
    owner: raw[8],
    signer: raw[9],
    rewardRecipient: raw[11],
    status: sequencerStatuses[Number(raw[12])] ?? 'unavailable',
  };
}

function addSequencers(batch: ReadBatch, pool: Address, first: number, last: number): readonly Answer<Sequencer>[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const id = BigInt(first + index);
    return batch.add(pool, lockingPoolAbi, 'sequencers', [id], (raw) => toSequencer(id, raw as unknown as Raw));
  });
}

/**
 * Reads the pool with all its sequencers, and some accounts' standing with it, at one block: the newest by default. One
 * step where no more than {@link firstAsked} sequencers are there.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT, as well where the pool names another escrow than the registry.
 */
export async function readSequencerPool(
  context: PoolPlace,
  accounts: readonly Address[] = [],
  at: number | Block | Promise<Block> = 0,
): Promise<SequencerPoolState> {
  const { request, network, pool } = context;
  const { lockingInfo, token, code } = contractsOf(context);
  const batch = new ReadBatch(network.multicall3);
  const of =
    (target: Address, abi: typeof lockingPoolAbi) =>
    <Value>(method: string, ...args: readonly unknown[]): Answer<Value> =>
      batch.add(target, abi, method, args, ([value]) => value as Value);
  const [ofPool, ofInfo, ofToken] = [
    of(pool.address, lockingPoolAbi),
    of(lockingInfo, lockingInfoAbi),
    of(token, tokenAbi),
  ];
  const total = ofPool<bigint>('totalSequencers');
  const counts = sequencerStatuses.map((_, status) => ofPool<bigint>('seqStatuses', status));
  const current = batch.add(pool.address, lockingPoolAbi, 'curBatchState', [], (values) => values as readonly bigint[]);
  const [escrow, paused] = [ofPool<Address>('escrow'), ofPool<boolean>('paused')];
  const [rewardPerBlock, exitDelay] = [ofPool<bigint>('rewardPerBlock'), ofPool<bigint>('exitDelayPeriod')];
  const amounts = (['minLock', 'maxLock', 'totalLocked', 'totalRewardsLiquidated'] as const).map((name) =>
    ofInfo<bigint>(name),
  );
  const [rewardPayer, bridge] = [ofInfo<Address>('rewardPayer'), ofInfo<Address>('bridge')];
  const held = ofToken<bigint>('balanceOf', lockingInfo);
  const operators = accounts.map((account) => ({
    account,
    isWhitelisted: ofPool<boolean>('whitelist', account),
    balance: ofToken<bigint>('balanceOf', account),
    allowance: ofToken<bigint>('allowance', account, lockingInfo),
    feeBalance: batch.addBalance(account),
  }));
  const first = addSequencers(batch, pool.address, 1, firstAsked);
  if (typeof at === 'number' || 'then' in at) {
    batch.askAtNewest(request);
  }
  const [block, implementation] = await Promise.all([
    typeof at === 'number' ? readViewBlock(request, at) : at,
    readImplementation(request, pool.address, typeof at === 'object' && 'number' in at ? at.number : undefined),
  ]);
  await batch.run(request, block);

  if (!isSameAddress(escrow.value(), lockingInfo)) {
    throw new StakingError('CHAIN_INCONSISTENT', { kind: 'not-the-pool', address: pool.address });
  }
  const count = Number(total.value());
  const more = new ReadBatch(network.multicall3);
  const rest = addSequencers(more, pool.address, firstAsked + 1, count);
  await more.run(request, block);
  const [minLock, maxLock, totalLocked, totalRewardsLiquidated] = amounts.map(({ value }) => value()) as [
    Wei,
    Wei,
    Wei,
    Wei,
  ];
  const [id = 0n, blockNumber, , endEpoch = 0n] = current.value();
  const isPaused = paused.value();
  return {
    ...{ block, minLock, maxLock, totalLocked, totalRewardsLiquidated },
    status: isPaused ? 'paused' : 'open',
    totalAssets: totalLocked,
    totalShares: totalLocked,
    feeBps: 0,
    capacityLeft: null,
    version: null,
    implementation,
    asset: pool.asset,
    paused: isPaused,
    batch: { id, blockNumber: Number(blockNumber), endEpoch },
    rewardPerBlock: rewardPerBlock.value(),
    exitDelay: Number(exitDelay.value()),
    rewardPayer: rewardPayer.value(),
    bridge: bridge.value(),
    held: held.value(),
    counts: counts.map(({ value }) => value()),
    sequencers: [...first.slice(0, count), ...rest].map(({ value }) => value()),
    operators: operators.map(({ account, isWhitelisted, balance, allowance, feeBalance }) => ({
      account,
      isWhitelisted: isWhitelisted.value(),
      balance: balance.value(),
      allowance: allowance.value(),
      feeBalance: feeBalance.value(),
    })),
    limitsExits: code && implementation && isSameAddress(code.implementation, implementation) ? code.limitsExits : null,
  };
}

/** What does not add up among a pool's figures: each is 0 where all is as the contracts keep it. */
export type Imbalance = {
  /** METIS in LockingInfo above stakes and rewards: somebody sent it there. Negative: less than is owed. */
  readonly surplus: Wei;
  /** The total above the sum of all stakes. */
  readonly locked: Wei;
  /** Sequencers that are counted under another status than theirs. */
  readonly miscounted: bigint;
};

/**
 * Holds the pool's totals against its sequencers: METIS held = total locked + all rewards, total locked = all stakes, and
 * counts by status. Source: held in every state of the recorded lives.
 */
export function imbalanceOf({ held, totalLocked, sequencers, counts }: SequencerPoolState): Imbalance {
  const sumOf = (field: 'amount' | 'reward'): Wei => sequencers.reduce((sum, each) => sum + each[field], 0n);
  const miscounted = sequencerStatuses.reduce((sum, status, index) => {
    const off = BigInt(sequencers.filter((each) => each.status === status).length) - (counts[index] ?? 0n);
    return sum + (off < 0n ? -off : off);
  }, 0n);
  return { surplus: held - totalLocked - sumOf('reward'), locked: totalLocked - sumOf('amount'), miscounted };
}

/**
 * The sequencers that an account owns and that are not yet paid back. By their owner field: `seqOwners` holds one at most,
 * and none after one of several was handed on or claimed.
 */
export function ownSequencers({ sequencers }: Pick<SequencerPoolState, 'sequencers'>, account: Address): Sequencer[] {
  return sequencers.filter(({ owner, status }) => status !== 'unlocked' && isSameAddress(owner, account));
}

/** An account's standing. Throws RangeError for one that the state was not read with. */
export function operatorOf({ operators }: SequencerPoolState, account: Address): Operator {
  const operator = operators.find((each) => isSameAddress(each.account, account));
  if (!operator) {
    throw new RangeError(`The pool was not read with ${account}.`);
  }
  return operator;
}
