import { getAddress } from '../chain/hash';
import { decodeValues, parseType } from '../chain/abi-values';
import { ReadBatch } from '../chain/read-batch';
import type { PoolContext } from '../networks/context';
import type { NameContracts } from '../networks/types';
import { isSameAddress, zeroAddress, type Address, type Hex } from '../units';
import { resolverAbi, universalResolverAbi } from './abi';
import { dnsEncode, namehash } from './encode';
import { NameError, type NameFault } from './name-error';
import { normalizeName } from './normalize';

/** Where names are read: any node of a network. */
export type NameContext = Pick<PoolContext, 'request' | 'network'>;

/** A name with the address that it stands for. */
export type NamedAddress = {
  /** Normalised: what to show, since it may differ from what was typed. */
  readonly name: string;
  readonly address: Address;
};

/** Which number stands for Ethereum's addresses in ENS (SLIP-44). */
const coinTypeEther = 60n;

const errorBytes = [parseType('bytes')];

/** Why the Universal Resolver refused, by its revert data; what a resolver says inside of it counts as well. */
function faultOf(data: Hex): NameFault {
  switch (universalResolverAbi.errorName(data)) {
    case 'ResolverNotFound':
    case 'ResolverNotContract':
      return 'no-resolver';
    case 'UnsupportedResolverProfile':
      return 'no-address';
    case 'OffchainLookup':
      return 'off-chain';
    case 'ResolverError': {
      const [inner] = decodeValues(errorBytes, `0x${data.slice(10)}`);
      return universalResolverAbi.errorName(inner as Hex) === 'OffchainLookup' ? 'off-chain' : 'resolver-fails';
    }
    default:
      return 'resolver-fails';
  }
}

/** The address in what a resolver answered; `undefined` where that is none, or 0. */
function addressIn(answer: Hex): Address | undefined {
  try {
    const address = resolverAbi.decodeFunctionResult('addr', answer)[0] as Address;
    return isSameAddress(address, zeroAddress) ? undefined : getAddress(address);
  } catch {
    return undefined;
  }
}

const ensOf = ({ network }: NameContext): NameContracts | undefined => network.ens;

/**
 * The Ethereum address that a name stands for, by the chain alone, in one request: the resolver of the name or, where it
 * answers on the chain, of a name above it (ENSIP-10). Nothing is asked of servers that a resolver names (EIP-3668).
 * @param given as a person typed it.
 * @throws NameError with the reason; StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT where ENS does not answer.
 */
export async function resolveName(context: NameContext, given: string): Promise<NamedAddress> {
  const name = await normalizeName(given);
  const ens = ensOf(context);
  if (!ens) {
    throw new NameError('no-names-here', name);
  }
  const question = resolverAbi.encodeFunctionData('addr', [namehash(name)]);
  const batch = new ReadBatch(context.network.multicall3);
  const answer = batch.add(
    ens.universalResolver,
    universalResolverAbi,
    'resolve',
    [dnsEncode(name), question],
    ([result]) => result as Hex,
  );
  await batch.runAtNewest(context.request);
  const refusal = answer.revertData();
  if (refusal !== undefined) {
    throw new NameError(faultOf(refusal), name);
  }
  const address = addressIn(answer.value());
  if (!address) {
    throw new NameError('no-address', name);
  }
  return { name, address };
}

/**
 * The names that accounts call themselves by, in the order of the accounts and in one request; `null` for an account
 * without one, and for a name that does not stand for the account, is not written in its normal form (it may look like
 * another one) or is not on the chain. On a network without ENS nobody has a name, and nothing is asked.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT where ENS does not answer.
 */
export async function readPrimaryNames(
  context: NameContext,
  accounts: readonly Address[],
): Promise<readonly (string | null)[]> {
  const ens = ensOf(context);
  if (!ens) {
    return accounts.map(() => null);
  }
  const batch = new ReadBatch(context.network.multicall3);
  const answers = accounts.map((account) =>
    batch.add(
      ens.universalResolver,
      universalResolverAbi,
      'reverse',
      [account, coinTypeEther],
      // It has resolved the name again, and refuses one that stands for another address.
      ([name]) => name as string,
    ),
  );
  await batch.runAtNewest(context.request);
  return Promise.all(
    answers.map(async (answer) => {
      const name = answer.revertData() === undefined ? answer.value() : '';
      const normal = name === '' ? null : await normalizeName(name).catch(ignoreRefusal);
      return normal === name ? name : null;
    }),
  );
}

/** A name that was refused is none; any other failure stays one. */
function ignoreRefusal(error: unknown): null {
  if (error instanceof NameError) {
    return null;
  }
  throw error;
}
