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

/** The event of a row, for the rules of one account; its log knows its place alone. `undefined` for one that moves no stake. */
export function toEvent(row: EventRow): PoolEvent | undefined {
  const { account, other, blockNumber, logIndex, transactionHash } = row;
  const [assets, shares, ticket] = [row.assets ?? 0n, row.shares ?? 0n, row.ticket ?? 0n];
  const log: Log = { address: '0x', topics: [], data: '0x', blockNumber, logIndex, transactionHash };
  if (row.name === 'ExitedAssetsClaimed' && other) {
    const newTicket = row.newTicket ?? 0n;
    return { name: row.name, log, receiver: other, previousTicket: ticket, newTicket, assets };
  }
  if (!account) {
    return undefined;
  }
  switch (row.name) {
    case 'Deposited':
      return { name: row.name, log, receiver: account, caller: other ?? account, assets, shares };
    case 'Redeemed':
      return { name: row.name, log, owner: account, receiver: other ?? account, assets, shares };
    case 'ExitQueueEntered':
      return { name: row.name, log, owner: account, receiver: other ?? account, ticket, shares };
    case 'FeeSharesMinted':
      return { name: row.name, log, receiver: account, assets, shares };
    default:
      return undefined;
  }
}
