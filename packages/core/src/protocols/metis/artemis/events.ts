import { toTopic, type Log, type LogFilter } from '../../../chain/logs';
import { wordAt } from '../../../chain/numbers';
import { StakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import { isSameAddress, type Address, type Shares, type Wei } from '../../../units';
import { artemisHashes } from './abi';
import { artemisOn } from './contracts';

/** What a log of Artemis says. Addresses are lower case. */
export type ArtemisEvent = { readonly log: Log } & (
  | { readonly name: 'deposited'; readonly user: Address; readonly assets: Wei; readonly shares: Shares }
  | { readonly name: 'harvested'; readonly assets: Wei }
  | {
      readonly name: 'requested';
      readonly user: Address;
      readonly nonce: bigint;
      readonly shares: Shares;
      readonly assets: Wei;
    }
  | { readonly name: 'completed'; readonly user: Address; readonly nonce: bigint }
  /** artMETIS moved; from the zero address when it was made, to it when it was burned. */
  | { readonly name: 'moved'; readonly from: Address; readonly to: Address; readonly shares: Shares }
);

const { MetisDeposited, Harvested, WithdrawRequestInitiated, WithdrawRequestCompleted, Transfer } = artemisHashes;

function word(log: Log, position: number): bigint {
  const value = wordAt(log.data, position);
  if (value === undefined) {
    throw damaged(log);
  }
  return value;
}

function damaged({ blockNumber, logIndex }: Log): StakingError {
  return new StakingError('CHAIN_INCONSISTENT', { kind: 'damaged-log', blockNumber, logIndex });
}

function address(log: Log, position: number): Address {
  const topic = log.topics[position] ?? '';
  if (!/^0x[0-9a-f]{64}$/iu.test(topic)) {
    throw damaged(log);
  }
  return `0x${topic.slice(26).toLowerCase()}`;
}

/**
 * What a log says; `undefined` for events that the product does not use.
 * @throws StakingError CHAIN_INCONSISTENT when it is shorter than its event.
 */
export function decodeArtemisEvent(log: Log): ArtemisEvent | undefined {
  switch (log.topics[0]?.toLowerCase()) {
    case MetisDeposited:
      return { name: 'deposited', log, user: address(log, 1), assets: word(log, 0), shares: word(log, 1) };
    case Harvested:
      return { name: 'harvested', log, assets: word(log, 0) };
    case WithdrawRequestInitiated:
      return {
        ...{ name: 'requested', log, user: address(log, 1) },
        ...{ nonce: word(log, 0), shares: word(log, 1), assets: word(log, 2) },
      };
    case WithdrawRequestCompleted:
      return { name: 'completed', log, user: address(log, 1), nonce: word(log, 0) };
    case Transfer:
      return { name: 'moved', log, from: address(log, 1), to: address(log, 2), shares: word(log, 0) };
    default:
      return undefined;
  }
}

/** What logs say, in their order. */
export function decodeArtemisEvents(logs: readonly Log[]): ArtemisEvent[] {
  return logs.flatMap((log) => decodeArtemisEvent(log) ?? []);
}

type Place = Pick<PoolContext, 'network' | 'pool'>;

/** Which logs tell what some accounts did. */
export function accountFilters({ network, pool }: Place, accounts: readonly Address[]): readonly LogFilter[] {
  const { token, withdrawalManager } = artemisOn(network);
  const own = accounts.map(toTopic);
  return [
    {
      address: [pool.address, withdrawalManager, token],
      topics: [[MetisDeposited, WithdrawRequestInitiated, WithdrawRequestCompleted, Transfer], own],
    },
    { address: token, topics: [[Transfer], null, own] },
  ];
}

/** Which logs tell the withdrawal requests of some accounts. */
export function requestFilter({ network }: Place, accounts: readonly Address[]): LogFilter {
  const topics = [[WithdrawRequestInitiated, WithdrawRequestCompleted], accounts.map(toTopic)];
  return { address: artemisOn(network).withdrawalManager, topics };
}

/** Which logs tell how the pool's totals came about, and what the manager paid. */
export function poolFilter({ network, pool }: Place): LogFilter {
  const topics = [[MetisDeposited, Harvested, WithdrawRequestInitiated, WithdrawRequestCompleted]];
  return { address: [pool.address, artemisOn(network).withdrawalManager], topics };
}

/** Which logs tell of rewards that came in. */
export function harvestFilter({ pool }: Place): LogFilter {
  return { address: pool.address, topics: [[Harvested]] };
}

/** True for an event that moves an account's stake; what is made and burned is told by the pool's own events. */
export function isMoveOf(event: ArtemisEvent, account: Address): boolean {
  const zero = /^0x0{40}$/u;
  return (
    event.name === 'moved' &&
    !zero.test(event.from) &&
    !zero.test(event.to) &&
    event.from !== event.to &&
    (isSameAddress(event.from, account) || isSameAddress(event.to, account))
  );
}
