import { readBlock, type Block } from '../../../chain/block';
import { scanLogs, type Log } from '../../../chain/logs';
import { wordAt } from '../../../chain/numbers';
import { ReadBatch } from '../../../chain/read-batch';
import type { Request } from '../../../chain/request';
import { StakingError } from '../../../errors';
import type { ProducerReading } from '../../../staking/protocol';
import { isSameAddress, zeroAddress, type Address, type Hex, type Seconds } from '../../../units';
import { networks } from '../../../networks/index';
import { sequencerSetAbi } from './abi';
import { setHashes } from './selectors';
import { nameOfSequencer, type SequencerPoolState } from './state';

/** A span of blocks of the L2, both ends included, that one signer makes. */
export type Epoch = {
  readonly number: bigint;
  readonly signer: Address;
  readonly startBlock: number;
  readonly endBlock: number;
};

function epochOf(log: Log): { readonly old: bigint | null; readonly epoch: Epoch } {
  const isRecommit = log.topics[0] === setHashes.ReCommitEpoch;
  const checked = (hex: Hex | undefined, index: number): bigint => {
    const value = hex && wordAt(hex, index);
    if (value === undefined) {
      const { blockNumber, logIndex } = log;
      throw new StakingError('CHAIN_INCONSISTENT', { kind: 'damaged-log', blockNumber, logIndex });
    }
    return value;
  };
  const first = isRecommit ? 1 : 0;
  return {
    old: isRecommit ? checked(log.topics[1], 0) : null,
    epoch: {
      number: checked(log.topics[isRecommit ? 2 : 1], 0),
      startBlock: Number(checked(log.data, first)),
      endBlock: Number(checked(log.data, first + 1)),
      signer: `0x${checked(log.data, first + 2)
        .toString(16)
        .padStart(40, '0')}`,
    },
  };
}

/**
 * The epochs that logs of MetisSequencerSet tell, oldest first. A recommit ends the epoch before at the block before it, and
 * replaces the newest epoch or adds one: it emits no NewEpoch.
 * @param logs in the order of the chain. Without the oldest ones, the epochs before the first log are missing.
 */
export function epochsOf(logs: readonly Log[]): Epoch[] {
  const epochs = new Map<bigint, Epoch>();
  for (const log of logs) {
    const { old, epoch } = epochOf(log);
    const before = old === null ? undefined : epochs.get(old);
    if (before) {
      epochs.set(before.number, { ...before, endBlock: log.blockNumber - 1 });
    }
    epochs.set(epoch.number, epoch);
  }
  return [...epochs.values()].sort((a, b) => (a.number < b.number ? -1 : 1));
}

/** The epoch of a block; `undefined` where none is named for it. */
export function epochAt(epochs: readonly Epoch[], block: number): Epoch | undefined {
  return epochs.findLast(({ startBlock, endBlock }) => startBlock <= block && block <= endBlock);
}

/**
 * Who makes a block, as the contract answers: the signer of epoch 0 for every block before its end, the zero address where
 * nobody is named. All epochs from 0 on are needed.
 */
export function producerAt(epochs: readonly Epoch[], block: number): Address {
  const [first] = epochs;
  return (first && block <= first.endBlock ? first : epochAt(epochs, block))?.signer ?? zeroAddress;
}

/** Up to this block the epochs can change no more: the end of the newest that is over. */
export function finalBlockOf(epochs: readonly Epoch[], block: number): number {
  const [first] = epochs;
  return epochs.findLast(({ endBlock }) => endBlock < block)?.endBlock ?? (first?.startBlock ?? 1) - 1;
}

/** How many blocks of a span, both ends included, each signer was named for. */
export function blocksBySigner(epochs: readonly Epoch[], from: number, to: number): Map<Address, number> {
  const blocks = new Map<Address, number>();
  for (const { signer, startBlock, endBlock } of epochs) {
    const count = Math.min(endBlock, to) - Math.max(startBlock, from) + 1;
    if (count > 0) {
      blocks.set(signer, (blocks.get(signer) ?? 0) + count);
    }
  }
  return blocks;
}

/** Where the set of sequencers is, and how its chain is reached. */
export type SequencerSetPlace = {
  readonly request: Request;
  readonly multicall3: Address;
  readonly sequencerSet: Address;
};

/** The present of block production on the L2. */
export type Production = {
  readonly block: Block;
  /** Who makes the newest block; the zero address where nobody is named for it. */
  readonly producer: Address;
  /** The epoch that the newest block is in; `null` where nobody is named for it. */
  readonly epoch: Epoch | null;
  /** The newest epoch that is committed: often a future one. */
  readonly newestEpoch: Epoch;
  /** Up to this block the epochs can change no more. */
  readonly finalizedBlock: number;
};

type RawEpoch = readonly [bigint, Address, bigint, bigint];

const toEpoch = ([number, signer, startBlock, endBlock]: RawEpoch): Epoch => ({
  number,
  signer,
  startBlock: Number(startBlock),
  endBlock: Number(endBlock),
});

/** What `getEpochByBlock` answers for a block that is in no epoch. */
const noEpoch = 2n ** 256n - 1n;

/**
 * Reads who makes the blocks of the L2 now: by `getMetisSequencer` of the newest block, since `currentEpoch` is the newest
 * committed epoch, which may lie in the future.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export async function readProduction({ request, multicall3, sequencerSet }: SequencerSetPlace): Promise<Production> {
  const block = await readBlock(request);
  const batch = new ReadBatch(multicall3);
  const read = <Value>(method: string, args: readonly unknown[], pick: (value: unknown) => Value): (() => Value) =>
    batch.add(sequencerSet, sequencerSetAbi, method, args, ([value]) => pick(value)).value;
  const producer = read('getMetisSequencer', [block.number], (who) => who as Address);
  const number = read('getEpochByBlock', [block.number], BigInt as (value: unknown) => bigint);
  const newestEpoch = read('currentEpoch', [], (epoch) => toEpoch(epoch as RawEpoch));
  const finalizedBlock = read('finalizedBlock', [], Number);
  await batch.run(request, block);
  const production = { block, producer: producer(), newestEpoch: newestEpoch(), finalizedBlock: finalizedBlock() };
  if (number() === noEpoch || number() === production.newestEpoch.number) {
    return { ...production, epoch: number() === noEpoch ? null : production.newestEpoch };
  }
  const second = new ReadBatch(multicall3);
  const epoch = second.add(sequencerSet, sequencerSetAbi, 'epochs', [number()], (raw) =>
    toEpoch(raw as unknown as RawEpoch),
  );
  await second.run(request, block);
  return { ...production, epoch: epoch.value() };
}

/** Which of a pool's sequencers makes the blocks of its L2 now, read on the L2. */
export const producing: ProducerReading<SequencerPoolState> = {
  place: ({ metisSequencers }) => networks.find(({ chainId }) => chainId === metisSequencers?.l2.chainId) ?? null,
  read: async (request, l2, { metisSequencers }, { sequencers }) => {
    if (!metisSequencers) {
      return null;
    }
    const { sequencerSet } = metisSequencers.l2;
    const { producer, epoch } = await readProduction({ request, multicall3: l2.multicall3, sequencerSet });
    if (epoch === null || producer === zeroAddress) {
      return null;
    }
    const sequencer = sequencers.find(({ signer }) => isSameAddress(signer, producer));
    return { name: sequencer ? nameOfSequencer(sequencer) : null, address: producer, sinceBlock: epoch.startBlock };
  },
};

/** The time that some blocks took. */
export type Pace = { readonly blocks: number; readonly seconds: Seconds };

/** Blocks over which the pace of the L2 is measured: some days of it. */
const paceBlocks = 20_000;

/**
 * Measures how fast the blocks of the L2 come, up to its newest.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export async function readPace(request: Request): Promise<Pace> {
  const newest = await readBlock(request);
  const blocks = Math.min(paceBlocks, newest.number);
  const old = await readBlock(request, newest.number - blocks);
  return { blocks, seconds: newest.timestamp - old.timestamp };
}

/**
 * Reads the epochs that were committed in a span of blocks of the L2, for shares of production. Epochs that began to be
 * committed before it may be missing at its start.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export async function readEpochs(
  { request, sequencerSet }: SequencerSetPlace,
  from: number,
  to: number,
): Promise<Epoch[]> {
  const topics = [[setHashes.NewEpoch, setHashes.ReCommitEpoch]];
  return epochsOf(await scanLogs(request, { address: sequencerSet, topics }, from, to));
}
