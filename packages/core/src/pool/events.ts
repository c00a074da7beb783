import type { Log } from '../chain/logs';
import { wordAt } from '../chain/numbers';
import { StakingError } from '../errors';
import type { Address, Hex, Shares, Wei } from '../units';
import { keeperInterface, mevEscrowInterface, vaultInterface } from './abi';

/** What a log of the vault, the Keeper or the MEV escrow says. Addresses are lower case. */
export type PoolEvent = EventFields & {
  /** The log that says it. */
  readonly log: Log;
};

type EventFields =
  | {
      readonly name: 'Deposited';
      readonly caller: Address;
      readonly receiver: Address;
      readonly assets: Wei;
      readonly shares: Shares;
    }
  | {
      readonly name: 'Redeemed';
      readonly owner: Address;
      readonly receiver: Address;
      readonly assets: Wei;
      readonly shares: Shares;
    }
  | {
      readonly name: 'ExitQueueEntered';
      readonly owner: Address;
      readonly receiver: Address;
      readonly ticket: bigint;
      readonly shares: Shares;
    }
  | {
      readonly name: 'ExitedAssetsClaimed';
      readonly receiver: Address;
      readonly previousTicket: bigint;
      readonly newTicket: bigint;
      readonly assets: Wei;
    }
  | { readonly name: 'CheckpointCreated'; readonly shares: Shares; readonly assets: Wei }
  | { readonly name: 'FeeSharesMinted'; readonly receiver: Address; readonly shares: Shares; readonly assets: Wei }
  | { readonly name: 'AssetsDonated'; readonly sender: Address; readonly assets: Wei }
  | { readonly name: 'KeeperHarvested'; readonly vault: Address; readonly rewardsRoot: Hex; readonly assetsDelta: Wei }
  | { readonly name: 'MevHarvested'; readonly assets: Wei }
  | { readonly name: 'RewardsUpdated'; readonly rewardsRoot: Hex; readonly updatedAt: number; readonly nonce: bigint };

export type PoolEventName = PoolEvent['name'];

/** The first topic of each event, from our own ABI fragments. */
export const eventTopics: Readonly<Record<PoolEventName, Hex>> = {
  Deposited: vaultInterface.topic('Deposited'),
  Redeemed: vaultInterface.topic('Redeemed'),
  ExitQueueEntered: vaultInterface.topic('ExitQueueEntered'),
  ExitedAssetsClaimed: vaultInterface.topic('ExitedAssetsClaimed'),
  CheckpointCreated: vaultInterface.topic('CheckpointCreated'),
  FeeSharesMinted: vaultInterface.topic('FeeSharesMinted'),
  AssetsDonated: vaultInterface.topic('AssetsDonated'),
  KeeperHarvested: keeperInterface.topic('Harvested'),
  MevHarvested: mevEscrowInterface.topic('Harvested'),
  RewardsUpdated: keeperInterface.topic('RewardsUpdated'),
};

/** A log that does not say what its event needs. */
function malformed({ blockNumber, logIndex }: Log): StakingError {
  return new StakingError(
    'CHAIN_INCONSISTENT',
    `The node gave a damaged log (${logIndex} of block ${blockNumber}). Try again, or use another node.`,
    { blockNumber, logIndex },
  );
}

/** One 32-byte word of a log's data. */
function uint(log: Log, position: number): bigint {
  const value = wordAt(log.data, position);
  if (value === undefined) {
    throw malformed(log);
  }
  return value;
}

function int(log: Log, position: number): bigint {
  return BigInt.asIntN(256, uint(log, position));
}

function address(log: Log, position: number): Address {
  const end = 2 + 64 * (position + 1);
  const digits = log.data.slice(end - 40, end);
  if (!addressPattern.test(digits)) {
    throw malformed(log);
  }
  return `0x${digits.toLowerCase()}`;
}

const addressPattern = /^[0-9a-fA-F]{40}$/u;

/** The topic that was read last and its address: one account's history names the same few over and over. */
let lastTopic = '';
let lastAddress: Address = '0x';

function indexedAddress(log: Log, position: number): Address {
  const topic = log.topics[position] ?? '';
  if (topic !== lastTopic) {
    if (!topicPattern.test(topic)) {
      throw malformed(log);
    }
    lastTopic = topic;
    lastAddress = `0x${topic.slice(26).toLowerCase()}`;
  }
  return lastAddress;
}

function indexedWord(log: Log, position: number): Hex {
  const topic = log.topics[position] ?? '';
  if (!topicPattern.test(topic)) {
    throw malformed(log);
  }
  return topic as Hex;
}

const topicPattern = /^0x[0-9a-fA-F]{64}$/u;

/** How each event reads: by word, since a general decoder would dominate the time that a long history takes. */
const readers: { readonly [Name in PoolEventName]: (log: Log) => Extract<PoolEvent, { name: Name }> } = {
  Deposited: (log) => ({
    name: 'Deposited',
    log,
    caller: indexedAddress(log, 1),
    receiver: indexedAddress(log, 2),
    assets: uint(log, 0),
    shares: uint(log, 1),
  }),
  Redeemed: (log) => ({
    name: 'Redeemed',
    log,
    owner: indexedAddress(log, 1),
    receiver: indexedAddress(log, 2),
    assets: uint(log, 0),
    shares: uint(log, 1),
  }),
  ExitQueueEntered: (log) => ({
    name: 'ExitQueueEntered',
    log,
    owner: indexedAddress(log, 1),
    receiver: indexedAddress(log, 2),
    ticket: uint(log, 0),
    shares: uint(log, 1),
  }),
  ExitedAssetsClaimed: (log) => ({
    name: 'ExitedAssetsClaimed',
    log,
    receiver: indexedAddress(log, 1),
    previousTicket: uint(log, 0),
    newTicket: uint(log, 1),
    assets: uint(log, 2),
  }),
  CheckpointCreated: (log) => ({
    name: 'CheckpointCreated',
    log,
    shares: uint(log, 0),
    assets: uint(log, 1),
  }),
  FeeSharesMinted: (log) => ({
    name: 'FeeSharesMinted',
    log,
    receiver: address(log, 0),
    shares: uint(log, 1),
    assets: uint(log, 2),
  }),
  AssetsDonated: (log) => ({
    name: 'AssetsDonated',
    log,
    sender: address(log, 0),
    assets: uint(log, 1),
  }),
  KeeperHarvested: (log) => ({
    name: 'KeeperHarvested',
    log,
    vault: indexedAddress(log, 1),
    rewardsRoot: indexedWord(log, 2),
    assetsDelta: int(log, 0),
  }),
  MevHarvested: (log) => ({
    name: 'MevHarvested',
    log,
    assets: uint(log, 0),
  }),
  RewardsUpdated: (log) => ({
    name: 'RewardsUpdated',
    log,
    rewardsRoot: indexedWord(log, 2),
    updatedAt: Number(uint(log, 1)),
    nonce: uint(log, 2),
  }),
};

const readerByTopic = new Map<string, (log: Log) => PoolEvent>(
  (Object.keys(readers) as PoolEventName[]).map((name) => [eventTopics[name], readers[name]]),
);

/**
 * What a log says; `undefined` for events that the product does not use.
 * @throws StakingError CHAIN_INCONSISTENT when the log is shorter than its event, or damaged.
 */
export function decodeEvent(log: Log): PoolEvent | undefined {
  const topic = log.topics[0] ?? '';
  if (topic !== lastKind) {
    lastKind = topic;
    lastReader = readerByTopic.get(topic);
  }
  return lastReader?.(log);
}

/** The kind of event that was read last: most histories are long rows of one kind. */
let lastKind = '';
let lastReader: ((log: Log) => PoolEvent) | undefined;

/**
 * What logs say, in their order, without those that the product does not use.
 * @throws StakingError CHAIN_INCONSISTENT when a log is shorter than its event, or damaged.
 */
export function decodeEvents(logs: readonly Log[]): PoolEvent[] {
  const events: PoolEvent[] = [];
  for (const log of logs) {
    const event = decodeEvent(log);
    if (event) {
      events.push(event);
    }
  }
  return events;
}
