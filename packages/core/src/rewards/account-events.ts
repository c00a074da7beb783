import type { Block } from '../chain/block';
import { readLogsResumed } from '../chain/log-checkpoint';
import { scanFilters, type ScanOptions } from '../chain/log-scan';
import { mergeRows, toTopic, type Log, type LogFilter } from '../chain/logs';
import { lookAtData } from '../chain/read-ahead';
import { storeKey, type PoolContext } from '../pool/context';
import { decodeEvent, decodeEvents, eventTopics, type PoolEvent } from '../pool/events';
import type { Address, Hex } from '../units';

/** How to read an account's logs. */
export type AccountLogOptions = ScanOptions & {
  /** Reads everything anew and replaces what is kept. */
  readonly fresh?: boolean;
};

/** The logs of some filters from the pool's first block to a block, resumed where a store keeps them. */
async function readFilters(
  context: PoolContext,
  key: string,
  filters: readonly LogFilter[],
  to: Block,
  options: AccountLogOptions,
): Promise<readonly Log[]> {
  const { request, pool, store } = context;
  if (store) {
    const name = storeKey(context, key, 'logs');
    return readLogsResumed(request, { store, key: name, filters, fromBlock: pool.deployBlock, to, options });
  }
  return (await scanFilters(request, filters, pool.deployBlock, to.number, options)).logs;
}

/** What an account's logs say, and who else receives exits of its own, as topics. */
function decodeAccount(logs: readonly Log[], own: string): { events: PoolEvent[]; strangers: Set<Hex> } {
  const events: PoolEvent[] = [];
  const strangers = new Set<Hex>();
  for (let index = 0; index < logs.length; index += 1) {
    lookAtData(logs, index);
    const event = decodeEvent(logs[index] as Log);
    if (event) {
      events.push(event);
      if (event.name === 'ExitQueueEntered' && event.owner === own && event.receiver !== own) {
        strangers.add(toTopic(event.receiver));
      }
    }
  }
  return { events, strangers };
}

/**
 * Every event of the vault that concerns an account as owner, receiver, caller or fee recipient, in chain order. Three
 * queries side by side; a second round only where somebody else receives one of its exits, since their claims carry the
 * receiver alone.
 * @throws StakingError CHAIN_UNAVAILABLE when the node gives no logs; the signal's reason when it is cancelled.
 */
export async function readAccountEvents(
  context: PoolContext,
  account: Address,
  to: Block,
  options: AccountLogOptions = {},
): Promise<PoolEvent[]> {
  const { address } = context.pool;
  const own = account.toLowerCase();
  const topic = toTopic(account);
  const filterOf = (...topics: (Hex | Hex[] | null)[]): LogFilter => ({ address, topics });
  const asOwner = [
    eventTopics.Deposited,
    eventTopics.Redeemed,
    eventTopics.ExitQueueEntered,
    eventTopics.ExitedAssetsClaimed,
  ];
  const filters = [
    filterOf(asOwner, topic),
    filterOf([eventTopics.Deposited, eventTopics.ExitQueueEntered], null, topic),
    // Their receiver is no topic. Without it, every look would keep two logs a day of somebody else.
    { ...filterOf(eventTopics.FeeSharesMinted), firstWord: topic },
  ];
  const logs = await readFilters(context, own, filters, to, options);
  const { events, strangers } = decodeAccount(logs, own);
  if (strangers.size === 0) {
    return events;
  }
  const claims = filterOf(eventTopics.ExitedAssetsClaimed, [...strangers]);
  const foreignClaims = await readFilters(context, `${own}:receivers`, [claims], to, options);
  return decodeEvents(mergeRows([logs, foreignClaims]));
}
