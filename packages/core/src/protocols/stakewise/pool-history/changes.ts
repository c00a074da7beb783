import { onBlock, requireBlock } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { decodeValues, parseType } from '../../../chain/abi-values';
import { ContractAbi } from '../../../chain/contract-abi';
import { noWitnesses } from '../../../chain/log-checkpoint';
import type { Log, ScanOptions } from '../../../chain/logs';
import { storeKey, type PoolContext } from '../../../networks/context';
import { historyIncomplete, logsMissing } from '../../../staking/history-gap';
import type { ChangePlace, CodeChange, FeeChange, PoolChanges } from '../../../staking/pool-life';
import { isSameAddress, type Address, type Hex, type Seconds, type Wei } from '../../../units';
import { unlimitedCapacity, vaultInterface } from '../vault/abi';
import { malformed } from '../vault/events';
import { readPoolLogs } from '../vault/pool-logs';
import type { VaultState } from '../vault/state';

/** What a vault tells of its own making. `Initialized` comes with each code that begins its work, and has its version. */
const changesAbi = new ContractAbi([
  'event EthFoxVaultCreated(address,address,uint256,uint16,string)',
  'event FeePercentUpdated(address,uint16)',
  'event Initialized(uint64)',
]);

const createdTypes = ['address', 'address', 'uint256', 'uint16', 'string'].map(parseType);
const feeTypes = ['uint16'].map(parseType);
const versionTypes = ['uint64'].map(parseType);

function decode(log: Log, types: typeof feeTypes): readonly unknown[] {
  try {
    return decodeValues(types, log.data);
  } catch {
    throw malformed(log);
  }
}

/** The address in a topic. */
const addressIn = (topic: Hex | undefined): Address => `0x${(topic ?? '').slice(26)}`;

/** What a log of a vault says of its making; a fee in hundredths of a percent. */
export type ChangeEvent = { readonly log: Log } & (
  | { readonly name: 'created'; readonly capacity: Wei; readonly feeBps: number }
  | { readonly name: 'fee'; readonly feeBps: number }
  | { readonly name: 'version'; readonly version: number }
  | { readonly name: 'code'; readonly implementation: Address }
);

/** The topics of all of them. */
export function changeTopics(): Hex[] {
  return [
    changesAbi.topic('EthFoxVaultCreated'),
    changesAbi.topic('FeePercentUpdated'),
    changesAbi.topic('Initialized'),
    vaultInterface.topic('Upgraded'),
  ];
}

/**
 * What a log of the vault says of its making; `undefined` for any other log.
 * @throws StakingError CHAIN_INCONSISTENT when the log is damaged.
 */
export function decodeChange(log: Log): ChangeEvent | undefined {
  const [created, fee, version, code] = changeTopics();
  switch (log.topics[0]) {
    case created: {
      const [, , capacity, feeBps] = decode(log, createdTypes) as [Address, Address, Wei, bigint, string];
      return { name: 'created', log, capacity, feeBps: Number(feeBps) };
    }
    case fee:
      return { name: 'fee', log, feeBps: Number(decode(log, feeTypes)[0]) };
    case version:
      return { name: 'version', log, version: Number(decode(log, versionTypes)[0]) };
    case code:
      return { name: 'code', log, implementation: addressIn(log.topics[1]) };
    default:
      return undefined;
  }
}

/** A change without its time. */
type Untimed<Change extends ChangePlace> = Omit<Change, keyof ChangePlace> & { readonly log: Log };

/** What the logs tell, before they are held against the pool's state; `undefined` without the log of its making. */
function changesIn(
  logs: readonly Log[],
  { implementation: current }: Pick<VaultState, 'implementation'>,
): { made: Log; capacity: Wei; fees: Untimed<FeeChange>[]; codes: Untimed<CodeChange>[] } | undefined {
  const events = logs.flatMap((log) => decodeChange(log) ?? []);
  const created = events.find(({ name }) => name === 'created');
  if (created?.name !== 'created') {
    return undefined;
  }
  const { log: made, capacity } = created;
  const versions = new Map(
    events.flatMap((event) => (event.name === 'version' ? [[event.log.transactionHash, event.version] as const] : [])),
  );
  const upgrades = events.flatMap((event) =>
    event.name === 'code'
      ? [
          {
            log: event.log,
            implementation: event.implementation,
            version: versions.get(event.log.transactionHash) ?? null,
          },
        ]
      : [],
  );
  const isFirstNamed = upgrades.some(
    ({ log }) => log.blockNumber < made.blockNumber || log.transactionHash === made.transactionHash,
  );
  const first = {
    log: made,
    implementation: upgrades.length === 0 ? current : null,
    version: versions.get(made.transactionHash) ?? null,
  };
  return {
    made,
    capacity,
    fees: events.flatMap((event) =>
      event.name === 'created' || event.name === 'fee' ? [{ log: event.log, feeBps: event.feeBps }] : [],
    ),
    codes: isFirstNamed ? upgrades : [first, ...upgrades],
  };
}

/**
 * Reads how the pool's fee and code have changed since it was made: one step for the logs, of which there are a handful
 * (in parts where the node wants that; kept where there is a store), and one for their times. The newest fee and code must be
 * those of the pool's state.
 * Source: the vault emits `FeePercentUpdated` with each change (no code of version 1 has one), its proxy `Upgraded` with each
 * code, and an upgrade always initialises.
 * @throws StakingError HISTORY_INCOMPLETE where the node lacks some, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT; the signal's reason.
 */
export async function readPoolChanges(
  context: PoolContext,
  state: VaultState,
  options: ScanOptions = {},
): Promise<PoolChanges> {
  return onBlock(context.request, state.block, async () => {
    const found =
      (await readOnce(context, state, options)) ?? (await readOnce(context, state, { ...options, fresh: true }));
    if (!found) {
      throw historyIncomplete(logsMissing(context.pool.deployBlock, state.block.number));
    }
    return found;
  });
}

/** `undefined` where the logs do not lead to the pool's state. */
async function readOnce(
  context: PoolContext,
  state: VaultState,
  options: ScanOptions & { readonly fresh?: boolean },
): Promise<PoolChanges | undefined> {
  const { request, pool, store } = context;
  const filters = [{ address: pool.address, topics: [changeTopics()] }];
  const { logs } = await readPoolLogs(context, 'changes', filters, noWitnesses(filters), state.block, options);
  const found = changesIn(logs, state);
  const code = found?.codes.at(-1);
  const isWhole =
    found?.fees.at(-1)?.feeBps === state.feeBps &&
    (state.implementation === null || isSameAddress(code?.implementation ?? '', state.implementation)) &&
    (code?.version ?? state.version) === state.version;
  if (!found || !isWhole) {
    return undefined;
  }
  const kept = store && { store, key: storeKey(context, 'times') };
  const [times] = await Promise.all([
    readLogTimes(
      request,
      [...found.fees, ...found.codes].map(({ log }) => log),
      { kept, newest: state.block },
    ),
    requireBlock(request, state.block),
  ]);
  const placeOf = ({ blockNumber, transactionHash }: Log): ChangePlace => ({
    blockNumber,
    time: times.get(blockNumber) as Seconds,
    transactionHash,
  });
  return {
    created: placeOf(found.made),
    capacity: found.capacity === unlimitedCapacity ? null : found.capacity,
    fees: found.fees.map(({ log, ...change }) => ({ ...placeOf(log), ...change })),
    codes: found.codes.map(({ log, ...change }) => ({ ...placeOf(log), ...change })),
  };
}
