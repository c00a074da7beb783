import type { Log } from '../chain/logs';
import type { Address, Hex, Shares, Wei } from '../units';
import { keeperInterface, mevEscrowInterface, vaultInterface } from './abi';

/** What a log of the vault, the Keeper or the MEV escrow says. Addresses are lower case. */
export type PoolEvent =
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
  | { readonly name: 'RewardsUpdated'; readonly rewardsRoot: Hex; readonly updatedAt: number };

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

/** The digits of one 32-byte word of a log's data. */
function digits(log: Log, position: number): string {
  const word = log.data.slice(2 + 64 * position, 2 + 64 * (position + 1));
  if (word.length !== 64) {
    throw new RangeError(`The log ${log.blockNumber}:${log.logIndex} is shorter than its event.`);
  }
  return word;
}

function uint(log: Log, position: number): bigint {
  return BigInt(`0x${digits(log, position)}`);
}

function int(log: Log, position: number): bigint {
  return BigInt.asIntN(256, uint(log, position));
}

function address(log: Log, position: number): Address {
  return `0x${digits(log, position).slice(24).toLowerCase()}`;
}

function indexedAddress(log: Log, position: number): Address {
  return `0x${(log.topics[position] ?? '').slice(26).toLowerCase()}`;
}

/** How each event reads: by word, since a general decoder would dominate the time that a long history takes. */
const readers: { readonly [Name in PoolEventName]: (log: Log) => Extract<PoolEvent, { name: Name }> } = {
  Deposited: (log) => ({
    name: 'Deposited',
    caller: indexedAddress(log, 1),
    receiver: indexedAddress(log, 2),
    assets: uint(log, 0),
    shares: uint(log, 1),
  }),
  Redeemed: (log) => ({
    name: 'Redeemed',
    owner: indexedAddress(log, 1),
    receiver: indexedAddress(log, 2),
    assets: uint(log, 0),
    shares: uint(log, 1),
  }),
  ExitQueueEntered: (log) => ({
    name: 'ExitQueueEntered',
    owner: indexedAddress(log, 1),
    receiver: indexedAddress(log, 2),
    ticket: uint(log, 0),
    shares: uint(log, 1),
  }),
  ExitedAssetsClaimed: (log) => ({
    name: 'ExitedAssetsClaimed',
    receiver: indexedAddress(log, 1),
    previousTicket: uint(log, 0),
    newTicket: uint(log, 1),
    assets: uint(log, 2),
  }),
  CheckpointCreated: (log) => ({ name: 'CheckpointCreated', shares: uint(log, 0), assets: uint(log, 1) }),
  FeeSharesMinted: (log) => ({
    name: 'FeeSharesMinted',
    receiver: address(log, 0),
    shares: uint(log, 1),
    assets: uint(log, 2),
  }),
  AssetsDonated: (log) => ({ name: 'AssetsDonated', sender: address(log, 0), assets: uint(log, 1) }),
  KeeperHarvested: (log) => ({
    name: 'KeeperHarvested',
    vault: indexedAddress(log, 1),
    rewardsRoot: log.topics[2] ?? '0x',
    assetsDelta: int(log, 0),
  }),
  MevHarvested: (log) => ({ name: 'MevHarvested', assets: uint(log, 0) }),
  RewardsUpdated: (log) => ({
    name: 'RewardsUpdated',
    rewardsRoot: log.topics[2] ?? '0x',
    updatedAt: Number(uint(log, 1)),
  }),
};

const readerByTopic = new Map<string, (log: Log) => PoolEvent>(
  (Object.keys(readers) as PoolEventName[]).map((name) => [eventTopics[name], readers[name]]),
);

/**
 * What a log says; `undefined` for events that the product does not use.
 * @throws RangeError when the log is shorter than its event.
 */
export function decodeEvent(log: Log): PoolEvent | undefined {
  return readerByTopic.get(log.topics[0] ?? '')?.(log);
}
