import type { Log } from '../../../chain/logs';
import { wordAt } from '../../../chain/numbers';
import { StakingError } from '../../../errors';
import type { Address, Hex, Shares, Wei } from '../../../units';

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

/**
 * The first topic of each event. Written out, since hashing them takes most of what waking the Snap takes; a test holds them
 * against the ABI.
 */
export const eventTopics: Readonly<Record<PoolEventName, Hex>> = {
  Deposited: '0x861a4138e41fb21c121a7dbb1053df465c837fc77380cc7226189a662281be2c',
  Redeemed: '0x5cdf07ad0fc222442720b108e3ed4c4640f0fadc2ab2253e66f259a0fea83480',
  ExitQueueEntered: '0x211091c5bf013c1230f996c3bb2bc327e3de429a3d3c356dcea9a0c858bc407f',
  ExitedAssetsClaimed: '0xeb3b05c070c24f667611fdb3ff75fe007d42401c573aed8d8faca95fd00ccb56',
  CheckpointCreated: '0x624ea167e477f9d39f7f4094b9dfe2e6346eb4a7aada54338db51abd554c4b9f',
  FeeSharesMinted: '0x555ee6b2ef9506d870f386c067e47d3689435330b012ad263d8cc35318686547',
  AssetsDonated: '0x0e51de435f58267ce69726383d596a857c4be319b0cf09c61f3f1e99804d8d0e',
  KeeperHarvested: '0x3f1d24dac9bcd1609d88c0def0340864f36b317d196e522a8a437da375f3d8af',
  MevHarvested: '0x8e55ccfc9778ff8eba1646d765cf1982537ce0f9257054a17b48aad745250183',
  RewardsUpdated: '0xfa453467fa89fc89833cc6e9c06a26a6c6db0fa6df2df5c74e685a27b0c931f2',
};

/** A log that does not say what its event needs. */
export function malformed({ blockNumber, logIndex }: Log): StakingError {
  return new StakingError('CHAIN_INCONSISTENT', { kind: 'damaged-log', blockNumber, logIndex });
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
