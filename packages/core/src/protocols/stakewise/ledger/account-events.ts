import type { Block } from '../../../chain/block';
import { noWitnesses, type OwnLogs, type WitnessedLogs, type Witnesses } from '../../../chain/log-checkpoint';
import type { ScanOptions } from '../../../chain/log-scan';
import { mergeRows, toTopic, type Log, type LogFilter } from '../../../chain/logs';
import type { PoolContext } from '../../../networks/context';
import type { Pool } from '../../../networks/index';
import { decodeEvent, decodeEvents, eventTopics, type PoolEvent } from '../vault/events';
import { readPoolLogs } from '../vault/pool-logs';
import type { Address, Hex } from '../../../units';
import { queueWitnesses, type QueueRecord } from '../exit-queue/queue-record';

/** How to read an account's logs. */
export type AccountLogOptions = ScanOptions & {
  /** Reads everything anew and replaces what is kept, unless it was proven. */
  readonly fresh?: boolean;
  /** Goes on from what is kept and was proven. */
  readonly fromProven?: boolean;
};

/** True for an event of an account, among those of others that bore witness. */
function isOf(event: PoolEvent, own: string): boolean {
  switch (event.name) {
    case 'Deposited':
      return event.receiver === own || event.caller === own;
    case 'ExitQueueEntered':
      return event.owner === own || event.receiver === own;
    case 'CheckpointCreated':
      return false;
    default:
      return true;
  }
}

/** What an account's logs say, and who else receives exits of its own, as topics. */
function decodeAccount(logs: readonly Log[], own: string): { events: PoolEvent[]; strangers: Set<Hex> } {
  const events: PoolEvent[] = [];
  const strangers = new Set<Hex>();
  for (const log of logs) {
    const event = decodeEvent(log);
    if (event && isOf(event, own)) {
      events.push(event);
      if (event.name === 'ExitQueueEntered' && event.owner === own && event.receiver !== own) {
        strangers.add(toTopic(event.receiver));
      }
    }
  }
  return { events, strangers };
}

/** What tells whether any event of an account is missing. */
export type EventProof = Pick<WitnessedLogs<QueueRecord>, 'fresh' | 'record' | 'keptFrom' | 'provenTo' | 'prove'>;

/** Every event of an account, and what tells whether any is missing. */
export type AccountEvents = EventProof & { readonly events: PoolEvent[] };

/** The events of an account as soon as they are there; what tells whether any is missing may come a step later. */
export type ComingEvents = Pick<OwnLogs<QueueRecord>, 'fresh' | 'before'> & {
  readonly events: PoolEvent[];
  readonly proof: Promise<EventProof>;
};

/** Which logs are an account's own, under which name they are kept, and which of the pool bear witness. */
export type AccountLogs = {
  readonly own: Address;
  readonly filters: readonly LogFilter[];
  readonly witnesses: Witnesses<QueueRecord>;
};

/** What to ask for of an account in a pool. */
export function accountLogs({ address, deployBlock }: Pool, account: Address): AccountLogs {
  const own = account.toLowerCase() as Address;
  const topic = toTopic(account);
  const filterOf = (...topics: (Hex | Hex[] | null)[]): LogFilter => ({ address, topics });
  const { Deposited, Redeemed, ExitQueueEntered, ExitedAssetsClaimed, CheckpointCreated, FeeSharesMinted } =
    eventTopics;
  const asOwner = filterOf([Deposited, Redeemed, ExitQueueEntered, ExitedAssetsClaimed], topic);
  const received = [Deposited, ExitQueueEntered];
  return {
    own,
    filters: [
      asOwner,
      filterOf(received, null, topic),
      // Their receiver is no topic. Without it, every look would keep two logs a day of somebody else.
      { ...filterOf(FeeSharesMinted), firstWord: topic },
    ],
    witnesses: queueWitnesses(address, deployBlock, (since) => [
      asOwner,
      filterOf(received, null, [topic, toTopic(address)]),
      { ...filterOf([FeeSharesMinted, CheckpointCreated]), firstWord: topic, anyWordOf: CheckpointCreated },
      ...(since === undefined ? [] : [{ ...filterOf(ExitQueueEntered), since }]),
    ]),
  };
}

/**
 * Every event of the vault that concerns an account as owner, receiver, caller or fee recipient, in chain order. Four
 * queries side by side, which bring the pool's own logs along: they tell whether the node left any out. A second round
 * only where somebody else receives one of its exits, since their claims carry the receiver alone.
 * @param to the block of the view. While it is still asked for, three of the queries are asked beside it.
 * @throws StakingError CHAIN_UNAVAILABLE when the node gives no logs; the signal's reason when it is cancelled.
 */
export async function beginAccountEvents(
  context: PoolContext,
  account: Address,
  to: Block | Promise<Block>,
  given: AccountLogOptions = {},
): Promise<ComingEvents> {
  // What a node without old logs lacks is missed by the record: what it has is shown nevertheless.
  const options = { ...given, mayLackOld: true };
  const { address } = context.pool;
  const filterOf = (...topics: (Hex | Hex[] | null)[]): LogFilter => ({ address, topics });
  const { ExitedAssetsClaimed } = eventTopics;
  const { own, filters, witnesses } = accountLogs(context.pool, account);
  let whole: Promise<WitnessedLogs<QueueRecord>> | undefined;
  const { logs, fresh, before } = await new Promise<OwnLogs<QueueRecord>>((resolve, reject) => {
    whole = readPoolLogs(context, own, filters, witnesses, to, options, resolve);
    whole.catch(reject);
  });
  const proof = whole as Promise<WitnessedLogs<QueueRecord>>;
  const { events, strangers } = decodeAccount(logs, own);
  if (strangers.size === 0) {
    return { events, fresh, before, proof };
  }
  const claims = filterOf(ExitedAssetsClaimed, [...strangers]);
  const claimLogs = await readPoolLogs(context, `${own}:receivers`, [claims], noWitnesses([claims]), await to, options);
  const ownLogs = events.map(({ log }) => log);
  return {
    events: decodeEvents(mergeRows([ownLogs, claimLogs.logs])),
    fresh: mergeRows([fresh, claimLogs.fresh]),
    before,
    proof: proof.then((witnessed) => ({
      ...witnessed,
      fresh: mergeRows([witnessed.fresh, claimLogs.fresh]),
      prove: async () => {
        await Promise.all([witnessed.prove(), claimLogs.prove()]);
      },
    })),
  };
}

/** As {@link beginAccountEvents}, with the proof. */
export async function readAccountEvents(
  context: PoolContext,
  account: Address,
  to: Block,
  options?: AccountLogOptions,
): Promise<AccountEvents> {
  const { events, proof } = await beginAccountEvents(context, account, to, options);
  return { ...(await proof), events };
}
