import { scanLogs, sortLogs, toTopic, type Log } from '../chain/logs';
import { vaultInterface } from '../pool/abi';
import type { PoolContext } from '../pool/context';
import { isSameAddress, type Address, type Hex } from '../units';

function topicOf(event: string): Hex {
  const fragment = vaultInterface.getEvent(event);
  if (!fragment) {
    throw new Error(`The vault's interface has no event ${event}.`);
  }
  return fragment.topicHash as Hex;
}

const deposited = topicOf('Deposited');
const redeemed = topicOf('Redeemed');
const exitEntered = topicOf('ExitQueueEntered');
const claimed = topicOf('ExitedAssetsClaimed');
const feeSharesMinted = topicOf('FeeSharesMinted');

/**
 * Every log of the vault that concerns an account as owner, receiver or caller, and the pool's fee shares, in chain
 * order. Three queries side by side; a second round only where somebody else receives one of its exits, since their
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
      scan([[redeemed, exitEntered, claimed], topic]),
      scan([[deposited, exitEntered], null, topic]),
      scan([feeSharesMinted]),
    ])
  ).flat();
  const strangers = new Set(
    logs
      .map((log) => vaultInterface.parseLog({ topics: [...log.topics], data: log.data }))
      .filter((event) => event?.name === 'ExitQueueEntered')
      .map((event) => event?.args as unknown as [Address, Address])
      .filter(([owner, receiver]) => isSameAddress(owner, account) && !isSameAddress(receiver, account))
      .map(([, receiver]) => toTopic(receiver)),
  );
  const foreignClaims = strangers.size === 0 ? [] : await scan([claimed, [...strangers]]);
  return sortLogs([...logs, ...foreignClaims]);
}
