import { scanLogs, sortLogs, toTopic, type Log } from '../chain/logs';
import type { PoolContext } from '../pool/context';
import { decodeEvent, eventTopics } from '../pool/events';
import { isSameAddress, type Address, type Hex } from '../units';

/**
 * Every log of the vault that concerns an account as owner, receiver, caller or fee recipient, in chain order. Three queries side by side; a second round only where somebody else receives one of its exits, since their
 * claims carry the receiver alone.
 * @throws StakingError CHAIN_UNAVAILABLE when the node gives no logs.
 */
export async function readAccountLogs(context: PoolContext, account: Address, toBlock: number): Promise<Log[]> {
  const { request, pool } = context;
  const topic = toTopic(account);
  const scan = async (topics: readonly (Hex | readonly Hex[] | null)[]): Promise<Log[]> =>
    scanLogs(request, { address: pool.address, topics }, pool.deployBlock, toBlock);
  const logs = (
    await Promise.all([
      scan([
        [eventTopics.Deposited, eventTopics.Redeemed, eventTopics.ExitQueueEntered, eventTopics.ExitedAssetsClaimed],
        topic,
      ]),
      scan([[eventTopics.Deposited, eventTopics.ExitQueueEntered], null, topic]),
      scan([eventTopics.FeeSharesMinted]),
    ])
  ).flat();
  const strangers = new Set(
    logs
      .map(decodeEvent)
      .filter((event) => event?.name === 'ExitQueueEntered')
      .filter(({ owner, receiver }) => isSameAddress(owner, account) && !isSameAddress(receiver, account))
      .map(({ receiver }) => toTopic(receiver)),
  );
  const foreignClaims = strangers.size === 0 ? [] : await scan([eventTopics.ExitedAssetsClaimed, [...strangers]]);
  const own = account.toLowerCase();
  return sortLogs([...logs, ...foreignClaims]).filter((log) => {
    const event = decodeEvent(log);
    return event?.name !== 'FeeSharesMinted' || event.receiver === own;
  });
}
