import type { Request } from '../chain/request';
import type { Store } from '../chain/store';
import type { FoundBy, SharedFinding } from '../insight/checks/index';
import type { Concern, Concerns } from '../insight/concern';
import * as concerns from '../insight/find-concerns';
import type { KeptInsight } from '../insight/memory';
import type { InsightInput, InsightReach } from '../insight/read-facts';
import type { Door, ProtocolInsight } from '../insight/protocol';
import * as insight from '../insight/read-insight';
import * as signature from '../insight/signature';
import { readSignedPermit, type PermitFinding, type SignedPermit } from '../insight/signed-permit';
import type { VoteOfAnother } from '../insight/signed-vote';
import { holdsBytes } from '../insight/unwrap';
import { networks, type Network } from '../networks/index';
import type { UnsignedTransaction } from '../staking/call';
import { isSameAddress, type Address, type Hex, type Wei } from '../units';
import { protocols } from './index';
import type { protocolList } from './list';

/** Everything that a check finds, the protocols' own and those of signatures among them. */
export type Finding =
  | PermitFinding
  | VoteOfAnother
  | SharedFinding
  | FoundBy<(typeof protocolList)[number]['insight']['checks']>;

/** What a transaction does, and what to mind before signing it. */
export type Insight = insight.Insight<Finding>;

/** The functions below are those of `insight/`, with this list filled in. */
const insights: readonly ProtocolInsight[] = protocols.map((protocol) => protocol.insight);

/** What the address of a contract alone tells. `chainId` as wallets name it: `eip155:1`. */
export function concernOfAddress(chainId: string, to: Address, value: Wei): Concern | undefined {
  return concerns.concernOfAddress(insights, chainId, to, value);
}

/**
 * Tells which calls of a transaction concern pools, as {@link concerns.findConcernsOfCalls} does.
 * @param escrows addresses that pools named as escrows, as far as they were read: what is sent there is given away.
 * @param doors what {@link readDoors} told.
 */
export function findConcerns(
  chainId: string,
  transaction: UnsignedTransaction,
  escrows: readonly Address[] = [],
  doors: readonly Door[] = [],
): Concerns | undefined {
  return concerns.findConcernsOfCalls(insights, chainId, transaction.from, [transaction], escrows, doors);
}

/**
 * Contracts that take calls for pools and that only the chain names, as far as calldata has a method of theirs in it: those that
 * were kept, or, where a node may be asked, those that the chain names. Most calldata costs nothing, not even the store.
 * Never throws.
 */
export async function readDoors(
  chainId: unknown,
  data: unknown,
  store: Store,
  request?: Request,
): Promise<readonly Door[]> {
  const network = networks.find((each) => `eip155:${each.chainId}` === chainId);
  const digits = (typeof data === 'string' ? data.toLowerCase() : '0x') as Hex;
  return network
    ? readDoorsOn(network, store, request, ({ selectors }) =>
        selectors.some((selector) => holdsBytes(digits, selector.slice(2))),
      )
    : [];
}

async function readDoorsOn(
  network: Network,
  store: Store,
  request: Request | undefined,
  isAsked: (found: NonNullable<ProtocolInsight['found']>) => boolean,
): Promise<readonly Door[]> {
  const read = insights.map(async ({ protocol, found }) =>
    found && isAsked(found) && network.pools.some((pool) => pool.protocol === protocol)
      ? found.readDoors(network, store, request).catch(() => [])
      : [],
  );
  return (await Promise.all(read)).flat();
}

/**
 * The same as {@link readDoors} of the calls that a signature lets be made, on each chain that it counts on. Never throws.
 * @param requestOn the node of a chain, where it may be asked.
 */
export async function readSignatureDoors(
  typedData: unknown,
  store: Store,
  requestOn: (chainId: string) => Request | undefined = () => undefined,
): Promise<signature.DoorsOf> {
  const { chainIds, data } = signature.readCalldata(typedData);
  const read = chainIds.map(
    async (chainId) => [chainId, await readDoors(chainId, data, store, requestOn(chainId))] as const,
  );
  const doors = new Map(await Promise.all(read));
  return (chainId) => doors.get(chainId) ?? [];
}

/** Tells whether a signature lets calls be made that concern a pool, as {@link signature.findSignatureConcerns} does. */
export function findSignatureConcerns(
  signer: Address,
  typedData: unknown,
  escrowsOf: signature.EscrowsOf = () => [],
  doorsOf: signature.DoorsOf = () => [],
): signature.RelatedSignature | undefined {
  return signature.findSignatureConcerns(insights, signer, typedData, escrowsOf, doorsOf);
}

/** Reads a permit over tokens of the pools, as {@link readSignedPermit} does. */
export function findSignedPermit(typedData: unknown): SignedPermit | undefined {
  return readSignedPermit(networks, typedData);
}

/**
 * A permit with its spender held against the contracts that only the chain names, as they were kept or as the chain tells.
 * Asks nobody about a spender that the registry of networks knows. Never throws.
 */
export async function knowSpender(permit: SignedPermit, store: Store, request: Request): Promise<SignedPermit> {
  const doors = permit.isTaker ? [] : await readDoorsOn(permit.network, store, request, () => true);
  return { ...permit, isTaker: permit.isTaker || doors.some(({ address }) => isSameAddress(address, permit.spender)) };
}

/** What the transaction tells by itself, without asking anybody. */
export function insightOfTransaction(input: InsightInput): Insight {
  // Each finding comes from a check of the lists that the type is made of.
  return insight.insightOfTransaction(insights, input) as Insight;
}

/** Reads what a transaction to pools would do, as {@link insight.readInsight} does. */
export async function readInsight(
  reach: InsightReach,
  input: InsightInput,
): Promise<{ readonly insight: Insight; readonly memory: KeptInsight | null }> {
  const read = await insight.readInsight(insights, reach, input);
  return { insight: read.insight as Insight, memory: read.memory };
}
