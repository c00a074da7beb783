import { networks, type Network, type Pool, type PoolOnNetwork, type ProtocolContract } from '../networks/index';
import { vaultInterface } from '../pool/abi';
import { isSameAddress, type Address, type Hex, type Wei } from '../units';
import { Calldata } from './calldata';
import { decodeStakingCall, flattenCalls, type StakingCall, type UnsignedTransaction } from './decode-call';

/** What a contract that a transaction calls has to do with a pool, from the transaction's bytes and the registry alone. */
export type Concern =
  | { readonly kind: 'pool'; readonly network: Network; readonly pool: Pool }
  /** A method that only such vaults have, at an address that is not known: the chain's registry of vaults tells more. */
  | { readonly kind: 'vault-method'; readonly network: Network }
  /** Begins and ends like a known pool. */
  | { readonly kind: 'look-alike'; readonly of: PoolOnNetwork }
  /** The address of a known pool, on a chain where it is none. */
  | { readonly kind: 'other-chain'; readonly of: PoolOnNetwork }
  /** Another contract of the protocol, which is about to get ETH. */
  | { readonly kind: 'protocol-contract'; readonly network: Network; readonly name: string };

/** One call of a transaction to a contract that concerns a pool. */
export type Part = {
  readonly to: Address;
  readonly value: Wei;
  readonly call: StakingCall;
  readonly concern: Concern;
  /** The calls of the transaction that go before it. */
  readonly position: number;
};

/** What of a transaction concerns pools. */
export type Concerns = {
  /** At least one. */
  readonly parts: readonly Part[];
  /** Calls of a batch that concern none. */
  readonly otherCalls: number;
};

const knownPools: readonly PoolOnNetwork[] = networks.flatMap((network) =>
  network.pools.map((pool) => ({ network, pool })),
);

/** First and last hex digits, which is what people compare of an address. */
const shownDigits = 4;

const ends = (address: string): string => address.slice(2, 2 + shownDigits) + address.slice(-shownDigits);

/** Contracts of the protocol that are no pools. The chain's deposit contract is not among them: people stake there too. */
function protocolContracts(network: Network | undefined): readonly ProtocolContract[] {
  return network
    ? [
        { name: 'Keeper', address: network.keeper },
        { name: 'Vaults registry', address: network.vaultsRegistry },
        ...network.protocolContracts,
      ]
    : [];
}

/** What the address of a contract alone tells. `chainId` as wallets name it: `eip155:1`. */
export function concernOfAddress(chainId: string, to: Address, value: Wei): Concern | undefined {
  const network = networks.find((each) => `eip155:${each.chainId}` === chainId);
  const address = to.toLowerCase();
  const of = knownPools.find(({ pool }) => ends(pool.address.toLowerCase()) === ends(address));
  const same = knownPools.filter(({ pool }) => isSameAddress(pool.address, to));
  const here = same.find((each) => each.network === network);
  if (here) {
    return { kind: 'pool', ...here };
  }
  if (same[0]) {
    return { kind: 'other-chain', of: same[0] };
  }
  if (of) {
    return { kind: 'look-alike', of };
  }
  const contract = value > 0n ? protocolContracts(network).find((each) => isSameAddress(each.address, to)) : undefined;
  return network && contract ? { kind: 'protocol-contract', network, name: contract.name } : undefined;
}

/** True when a call uses a method that only such vaults have, in itself or inside a `multicall`. */
function usesVaultMethod(call: StakingCall): boolean {
  return flattenCalls(call).some(
    (inner) =>
      inner.kind === 'exit' ||
      inner.kind === 'claim' ||
      (inner.kind === 'stake' && !inner.isPlain && (inner.reportRoot !== null || inner.assets > 0n)),
  );
}

/** Selector of `execute(bytes32 mode, bytes calls)`, by which an account of ERC-7579 or ERC-7821 makes several calls. */
const executeSelector = '0xe9ae5c53';

type Call = Pick<UnsignedTransaction, 'to' | 'value' | 'data'>;

/** More calls than this in one transaction are not looked into. */
const mostCalls = 200;

/** The calls that an account makes of itself, one after the other; the transaction itself when it is no such batch. */
function unwrapBatch({ from, to, value, data }: UnsignedTransaction): readonly Call[] {
  const whole = [{ to, value, data }];
  if (!isSameAddress(from, to) || !data.startsWith(executeSelector)) {
    return whole;
  }
  try {
    const args = new Calldata(data.slice(10));
    const mode = args.word(0).slice(2, 4);
    const calls = new Calldata(args.dynamicBytes(args.size(32)));
    if (mode === '00') {
      const [target, amount] = [calls.bytes(0, 20), calls.bytes(20, 32)];
      return [{ to: `0x${target}`, value: BigInt(`0x${amount}`), data: `0x${calls.digits.slice(104)}` }];
    }
    const { start, count } = calls.list(0);
    if (mode !== '01' || count > mostCalls) {
      return whole;
    }
    return Array.from({ length: count }, (_, index): Call => {
      const place = start + calls.size(start + 32 * index);
      return {
        to: calls.address(place),
        value: calls.uint(place + 32),
        data: `0x${calls.dynamicBytes(place + calls.size(place + 64))}`,
      };
    });
  } catch {
    return whole;
  }
}

const vaultSelectors: readonly Hex[] = (
  ['deposit', 'updateStateAndDeposit', 'enterExitQueue', 'claimExitedAssets', 'multicall'] as const
).map((name) => vaultInterface.selector(name));

/**
 * Tells whether a transaction concerns a pool, and how, without asking anybody: from its own bytes and the addresses that
 * the product carries. `undefined` for all others. A known pool, its look-alikes and the protocol's own contracts are
 * known by address; any other contract only when a vault's own method is used on it. Generic methods (`multicall`,
 * `redeem`) on unknown contracts concern none. Never throws.
 */
export function findConcerns(chainId: string, transaction: UnsignedTransaction): Concerns | undefined {
  const network = networks.find((each) => `eip155:${each.chainId}` === chainId);
  const calls = unwrapBatch({ ...transaction, data: transaction.data.toLowerCase() as Hex });
  const parts = calls.flatMap(({ to, value, data }, position): Part[] => {
    const concern = concernOfAddress(chainId, to, value);
    if (!concern && !(network && vaultSelectors.includes(data.slice(0, 10) as Hex))) {
      return [];
    }
    const call = decodeStakingCall({ from: transaction.from, value, data });
    const found =
      concern ?? (network && usesVaultMethod(call) ? { kind: 'vault-method' as const, network } : undefined);
    return found ? [{ to, value, call, concern: found, position }] : [];
  });
  return parts.length === 0 ? undefined : { parts, otherCalls: calls.length - parts.length };
}
