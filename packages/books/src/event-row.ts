import type { ExitTicket, Log, PoolEvent } from '@pooled-staking/core';
import type { EventRow } from './rows';

type Said = Pick<EventRow, 'account' | 'other' | 'ticket' | 'newTicket' | 'exit' | 'assets' | 'shares'>;

const nothing: Said = {
  account: null,
  other: null,
  ticket: null,
  newTicket: null,
  exit: null,
  assets: null,
  shares: null,
};

/** What an event says, as it is written down. @param claimed the exit that a claim pays. */
export function toRow(event: PoolEvent, claimed: ExitTicket | undefined): Said {
  switch (event.name) {
    case 'Deposited': {
      const { receiver, caller, assets, shares } = event;
      return { ...nothing, account: receiver, other: caller, assets, shares };
    }
    case 'Redeemed': {
      const { owner, receiver, assets, shares } = event;
      return { ...nothing, account: owner, other: receiver, assets, shares };
    }
    case 'ExitQueueEntered': {
      const { owner, receiver, ticket, shares } = event;
      return { ...nothing, account: owner, other: receiver, ticket, exit: ticket, shares };
    }
    case 'ExitedAssetsClaimed': {
      const { receiver, previousTicket, newTicket, assets } = event;
      const [account, exit] = [claimed?.owner ?? null, claimed?.id ?? null];
      return { ...nothing, account, other: receiver, ticket: previousTicket, newTicket, exit, assets };
    }
    case 'FeeSharesMinted':
      return { ...nothing, account: event.receiver, assets: event.assets, shares: event.shares };
    case 'CheckpointCreated':
      return { ...nothing, assets: event.assets, shares: event.shares };
    case 'AssetsDonated':
      return { ...nothing, other: event.sender, assets: event.assets };
    case 'KeeperHarvested':
      return { ...nothing, assets: event.assetsDelta };
    case 'MevHarvested':
      return { ...nothing, assets: event.assets };
    case 'RewardsUpdated':
      return nothing;
  }
}

/**
 * The event of a row, for the same rules again. Its log knows its place alone, and what of an event no rule asks for is not kept.
 * @throws RangeError for a row without what its event needs.
 */
export function toEvent(row: EventRow): PoolEvent {
  const { name, account, other, blockNumber, logIndex, transactionHash } = row;
  const log: Log = { address: '0x', topics: [], data: '0x', blockNumber, logIndex, transactionHash };
  const [assets, shares, ticket] = [row.assets ?? 0n, row.shares ?? 0n, row.ticket ?? 0n];
  const sure = <Value>(value: Value | null): Value => {
    if (value === null) {
      throw new RangeError(`The ${name} of block ${blockNumber} is not whole.`);
    }
    return value;
  };
  switch (name) {
    case 'Deposited':
      return { name, log, receiver: sure(account), caller: sure(other), assets, shares };
    case 'Redeemed':
      return { name, log, owner: sure(account), receiver: sure(other), assets, shares };
    case 'ExitQueueEntered':
      return { name, log, owner: sure(account), receiver: sure(other), ticket, shares };
    case 'ExitedAssetsClaimed':
      return { name, log, receiver: sure(other), previousTicket: ticket, newTicket: row.newTicket ?? 0n, assets };
    case 'FeeSharesMinted':
      return { name, log, receiver: sure(account), assets, shares };
    case 'CheckpointCreated':
      return { name, log, assets, shares };
    case 'AssetsDonated':
      return { name, log, sender: sure(other), assets };
    case 'KeeperHarvested':
      return { name, log, vault: '0x', rewardsRoot: '0x', assetsDelta: assets };
    case 'MevHarvested':
      return { name, log, assets };
    case 'RewardsUpdated':
      throw new RangeError('Reports of the Keeper are not kept.');
  }
}
