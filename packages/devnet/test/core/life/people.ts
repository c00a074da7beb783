import { networkByChainId, type Address, type Network, type Pool } from '@pooled-staking/core';

import { accounts, feeRecipient, operatorAccount } from '../../../src/accounts';

const local = networkByChainId(31_337);

function onlyPool({ pools: [pool] }: Network): Pool {
  if (!pool) {
    throw new Error('the local network has no pool');
  }
  return pool;
}

/** The pool's network without price feeds, which have no part in the ledger. */
export const network: Network = { ...local, priceFeeds: [] };
export const pool: Pool = onlyPool(network);
export const escrow: Address = '0x39Aa0d906706130ED87F6898173f08F530A43e84';
export const operator = operatorAccount as Address;

/** Who may stake. */
export const members = ['alice', 'bob', 'carol', 'dave'] as const;
export type Member = (typeof members)[number];

/** Who may receive an exit: a member, an account that never stakes, or a contract that takes no ETH. */
export const receivers = [...members, 'erin', 'refuser'] as const;
export type Receiver = (typeof receivers)[number];

/** Who may get the fee. */
export const collectors = ['collector', 'treasury', 'alice'] as const;
export type Collector = (typeof collectors)[number];

/** Everybody whose account is read: all who can hold shares, the pool's own deposit included. */
export const people: Readonly<Record<Receiver | Collector | 'operator' | 'pool', Address>> = {
  alice: accounts[0],
  bob: accounts[1],
  carol: accounts[2],
  dave: accounts[3],
  erin: accounts[4],
  refuser: '0x00000000000000000000000000000000000BAD00',
  collector: feeRecipient as Address,
  treasury: accounts[5],
  operator,
  pool: pool.address,
};
export type Person = keyof typeof people;
export const everybody = Object.keys(people) as Person[];

const names = new Map(everybody.map((name) => [people[name].toLowerCase(), name]));

/** The name of an account, or its address when it is nobody's here. */
export function nameOf(address: string): string {
  return names.get(address.toLowerCase()) ?? address;
}
