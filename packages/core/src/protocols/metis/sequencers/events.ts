import { toTopic, type Log, type LogFilter } from '../../../chain/logs';
import { wordAt } from '../../../chain/numbers';
import { StakingError } from '../../../errors';
import type { Address, Hex, Wei } from '../../../units';
import { tokenHashes } from '../../../assets/token';
import { infoHashes, poolHashes } from './selectors';

/** What a log of the pool, of LockingInfo or of METIS says. Addresses are lower case, amounts in wei of METIS. */
export type LockingEvent =
  | {
      readonly name: 'Locked';
      readonly signer: Address;
      readonly id: bigint;
      readonly batch: bigint;
      readonly nonce: bigint;
      readonly amount: Wei;
      readonly total: Wei;
    }
  /** METIS paid in and compounded reward together. */
  | { readonly name: 'Relocked' | 'Unlocked'; readonly id: bigint; readonly amount: Wei; readonly total: Wei }
  | { readonly name: 'Withdraw'; readonly id: bigint; readonly amount: Wei }
  | { readonly name: 'LockUpdate'; readonly id: bigint; readonly nonce: bigint; readonly amount: Wei }
  /** With an amount of 0 where an exit began without a reward. */
  | { readonly name: 'ClaimRewards'; readonly id: bigint; readonly amount: Wei; readonly recipient: Address }
  | {
      readonly name: 'UnlockInit';
      readonly id: bigint;
      readonly nonce: bigint;
      readonly batch: bigint;
      readonly time: bigint;
      readonly claimTime: bigint;
    }
  | {
      readonly name: 'SignerChange';
      readonly id: bigint;
      readonly nonce: bigint;
      readonly oldSigner: Address;
      readonly newSigner: Address;
    }
  | {
      readonly name: 'DistributeReward';
      readonly batch: bigint;
      readonly startEpoch: bigint;
      readonly endEpoch: bigint;
      readonly amount: Wei;
      readonly rewardPerBlock: Wei;
    }
  | {
      readonly name: 'SequencerOwnerChanged' | 'SequencerRewardRecipientChanged';
      readonly id: bigint;
      readonly account: Address;
    }
  /** METIS that came to LockingInfo. */
  | { readonly name: 'Transfer'; readonly from: Address; readonly amount: Wei };

/** The words of a log: topics behind the first one, and the data. */
type Words = {
  readonly topic: (index: number) => bigint;
  readonly word: (index: number) => bigint;
  readonly address: (value: bigint) => Address;
};

const toAddress = (value: bigint): Address => `0x${value.toString(16).padStart(40, '0')}`;

function wordsOf({ topics, data, blockNumber, logIndex }: Log): Words {
  const checked = (hex: Hex | undefined, index: number): bigint => {
    const value = hex && wordAt(hex, index);
    if (value === undefined) {
      throw new StakingError('CHAIN_INCONSISTENT', { kind: 'damaged-log', blockNumber, logIndex });
    }
    return value;
  };
  return {
    topic: (index) => checked(topics[index], 0),
    word: (index) => checked(data, index),
    address: toAddress,
  };
}

const readers: Readonly<Record<Hex, (words: Words) => LockingEvent>> = {
  [infoHashes.Locked]: ({ topic, word, address }) => ({
    name: 'Locked',
    signer: address(topic(1)),
    id: topic(2),
    batch: topic(3),
    nonce: word(0),
    amount: word(1),
    total: word(2),
  }),
  [infoHashes.Relocked]: ({ topic, word }) => ({
    name: 'Relocked',
    id: topic(1),
    amount: word(0),
    total: word(1),
  }),
  [infoHashes.Unlocked]: ({ topic, word }) => ({
    name: 'Unlocked',
    id: topic(2),
    amount: word(0),
    total: word(1),
  }),
  [infoHashes.Withdraw]: ({ topic, word }) => ({ name: 'Withdraw', id: topic(1), amount: word(0) }),
  [infoHashes.LockUpdate]: ({ topic }) => ({
    name: 'LockUpdate',
    id: topic(1),
    nonce: topic(2),
    amount: topic(3),
  }),
  [infoHashes.ClaimRewards]: ({ topic, word, address }) => ({
    name: 'ClaimRewards',
    id: topic(1),
    amount: topic(2),
    recipient: address(word(0)),
  }),
  [infoHashes.UnlockInit]: ({ topic, word }) => ({
    name: 'UnlockInit',
    id: topic(2),
    nonce: word(0),
    batch: word(1),
    time: word(2),
    claimTime: word(3),
  }),
  [infoHashes.SignerChange]: ({ topic, word, address }) => ({
    name: 'SignerChange',
    id: topic(1),
    nonce: word(0),
    oldSigner: address(topic(2)),
    newSigner: address(topic(3)),
  }),
  [poolHashes.DistributeReward]: ({ topic, word }) => ({
    name: 'DistributeReward',
    batch: topic(1),
    startEpoch: word(0),
    endEpoch: word(1),
    amount: word(2),
    rewardPerBlock: word(3),
  }),
  [poolHashes.SequencerOwnerChanged]: ({ word, address }) => ({
    name: 'SequencerOwnerChanged',
    id: word(0),
    account: address(word(1)),
  }),
  [poolHashes.SequencerRewardRecipientChanged]: ({ word, address }) => ({
    name: 'SequencerRewardRecipientChanged',
    id: word(0),
    account: address(word(1)),
  }),
  [tokenHashes.Transfer]: ({ topic, word, address }) => ({
    name: 'Transfer',
    from: address(topic(1)),
    amount: word(0),
  }),
};

/** What a log says; `undefined` for one that is not read here. Throws StakingError CHAIN_INCONSISTENT for a damaged one. */
export function decodeLockingEvent(log: Log): LockingEvent | undefined {
  const [topic] = log.topics;
  const read = topic && Object.hasOwn(readers, topic) ? readers[topic] : undefined;
  return read?.(wordsOf(log));
}

/** Every log that a ledger is made of: of the pool, of LockingInfo, and METIS that came to it. */
export function lockingFilters(pool: Address, info: Address, token: Address): readonly LogFilter[] {
  const transfer: Hex = tokenHashes.Transfer;
  return [
    { address: [pool, info], topics: [(Object.keys(readers) as Hex[]).filter((topic) => topic !== transfer)] },
    { address: token, topics: [transfer, null, toTopic(info)] },
  ];
}
