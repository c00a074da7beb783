import type { PlainCall, UnsignedTransaction, GrantReach } from '../staking/call';
import { networks, type Network } from '../networks/index';
import type { Address, Hex } from '../units';
import type { Concerns, Part } from './concern';
import { findConcernsOfCalls } from './find-concerns';
import { readDelegation } from './delegation';
import type { Door, ProtocolInsight } from './protocol';
import { addressOf, bytesOf, isFields, readTypedData, type TypedData } from './typed-data';

/** A signature with which somebody can make calls that concern a pool. */
export type RelatedSignature = {
  /** What the signature lets happen, as a transaction of the account that it moves. */
  readonly transaction: UnsignedTransaction;
  readonly concerns: Concerns;
};

/** The calls as a transaction: the only one itself, several as a batch that the account makes of itself. */
function transactionOf(account: Address, calls: readonly PlainCall[]): UnsignedTransaction {
  const [only] = calls;
  return only && calls.length === 1 && only.isDelegate !== true
    ? { from: account, to: only.to, value: only.value, data: only.data }
    : { from: account, to: account, value: 0n, data: '0x' };
}

/** Escrows that the pools of a chain told before; `chainId` as wallets name it. */
export type EscrowsOf = (chainId: string) => readonly Address[];

/** Doors of a chain that only the chain names, as far as they were read; `chainId` as wallets name it. */
export type DoorsOf = (chainId: string) => readonly Door[];

/** What is known of a chain beside the registry. */
type Known = { readonly escrowsOf: EscrowsOf; readonly doorsOf: DoorsOf };

function fromCalls(
  protocols: readonly ProtocolInsight[],
  chainId: string,
  account: Address,
  calls: readonly PlainCall[],
  { escrowsOf, doorsOf }: Known,
): RelatedSignature | undefined {
  const concerns = findConcernsOfCalls(protocols, chainId, account, calls, escrowsOf(chainId), doorsOf(chainId));
  return concerns && { transaction: transactionOf(account, calls), concerns };
}

/** Whatever somebody may do in the account's name, as a call to each pool that grants it. */
function fromGrant(network: Network, account: Address, delegate: Address, reach: GrantReach): RelatedSignature {
  const parts = network.pools.map((pool, index): Part => ({
    owner: account,
    from: account,
    to: pool.address,
    value: 0n,
    call: { kind: 'grant', delegate, reach, data: '0x', hasTrailingBytes: false },
    concern: { kind: 'pool', network, pool },
    position: index,
    // None of the transaction's own: there is nothing to simulate.
    message: index + 1,
    path: [],
  }));
  return {
    transaction: transactionOf(account, []),
    concerns: { parts, otherCalls: 0, hiddenBehind: [], hasUnknown: true, paid: [] },
  };
}

function findOnNetwork(
  protocols: readonly ProtocolInsight[],
  signer: Address,
  data: TypedData,
  chainId: string,
  known: Known,
): RelatedSignature | undefined {
  const network = networks.find((each) => `eip155:${each.chainId}` === chainId);
  if (data.primaryType !== 'Delegation' || !Array.isArray(data.message['caveats'])) {
    return fromCalls(protocols, chainId, data.account ?? data.contract ?? signer, data.calls, known);
  }
  const account = addressOf(data.message['delegator']) ?? signer;
  const delegated = network ? readDelegation(protocols, data.message, account, network) : null;
  switch (delegated?.kind) {
    case 'calls':
      return fromCalls(protocols, chainId, account, delegated.calls, known);
    case 'grant':
      return network && fromGrant(network, account, delegated.delegate, delegated.reach);
    default:
      return undefined;
  }
}

/** The chains that a signature counts on, as wallets name them. */
const chainsOf = ({ chainId }: TypedData): readonly string[] =>
  (chainId === null ? networks.map((network) => network.chainId) : [chainId]).map((each) => `eip155:${each}`);

/** Bytes of a signature in which calls can stand, with the chains that it counts on. Never throws. */
export function readCalldata(given: unknown): { readonly chainIds: readonly string[]; readonly data: Hex } {
  const data = readTypedData(given);
  const caveats = data?.message['caveats'];
  const terms = (Array.isArray(caveats) ? caveats : []).filter(isFields).map((caveat) => bytesOf(caveat['terms']));
  const all = [...(data?.calls ?? []).map((call) => call.data), ...terms];
  return { chainIds: data ? chainsOf(data) : [], data: `0x${all.map((each) => each.slice(2)).join('')}` };
}

/**
 * Tells whether a signature over typed data lets calls be made that concern a pool: Safe transactions, ERC-4337
 * operations, batches of smart accounts and delegations, opened by the same table as transactions. `undefined` for
 * everything else that is signed. A signature that does not say its chain counts on every one. Asks nobody and never
 * throws.
 *
 * @param given typed data of EIP-712 as the wallet hands it over.
 */
export function findSignatureConcerns(
  protocols: readonly ProtocolInsight[],
  signer: Address,
  given: unknown,
  escrowsOf: EscrowsOf,
  doorsOf: DoorsOf,
): RelatedSignature | undefined {
  const data = readTypedData(given);
  if (!data) {
    return undefined;
  }
  const known = { escrowsOf, doorsOf };
  const found = chainsOf(data).flatMap((chainId) => findOnNetwork(protocols, signer, data, chainId, known) ?? []);
  // The address of a pool is one on its own chain, whatever it is on the others.
  const isOnItsChain = ({ concerns }: RelatedSignature): boolean =>
    concerns.parts.some(({ concern }) => concern.kind === 'pool');
  return found.find(isOnItsChain) ?? found[0];
}
