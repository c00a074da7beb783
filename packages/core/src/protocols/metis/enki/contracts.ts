import { isHex, type Unknown } from '../../../chain/checks';
import { ReadBatch, type Answer } from '../../../chain/read-batch';
import { StakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import type { EnkiContracts } from '../../../networks/types';
import { isSameAddress, type Address } from '../../../units';
import { enkiAbi, vaultAbi } from './abi';

/** ENKI's contracts that no registry names; found on the chain from `config()` of the vault. */
const foundNames = ['redemptionQueue', 'vesting', 'rewardDispatcher', 'protocolTreasury'] as const;

/** All contracts of ENKI on a chain. METIS is the ERC-20 view of the chain's own money. */
export type Contracts = Omit<EnkiContracts, 'enki'> &
  Readonly<Record<'metis' | 'enki' | 'config' | (typeof foundNames)[number], Address>>;

type Found = Pick<Contracts, 'config' | (typeof foundNames)[number]>;
type Reach = Pick<PoolContext, 'request' | 'network' | 'store'>;

/** What the registry of networks names. Throws RangeError on a network without ENKI. */
export function namedOn({ enki, nativeToken, name }: PoolContext['network']): Omit<Contracts, keyof Found> {
  if (!enki?.enki.address || nativeToken === undefined) {
    throw new RangeError(`${name} has no ENKI.`);
  }
  return { ...enki, enki: enki.enki.address, metis: nativeToken };
}

const keyOf = ({ network }: Pick<PoolContext, 'network'>): string =>
  `${network.chainId}:${namedOn(network).seMetis}:contracts`.toLowerCase();

const isAddress = (value: unknown): value is Address => isHex(value) && value.length === 42;

/** The contracts that an earlier look found; `undefined` without one. They are held against the chain wherever they are used. */
export async function readKeptContracts({ network, store }: Omit<Reach, 'request'>): Promise<Contracts | undefined> {
  const kept = (await store?.read(keyOf({ network })).catch(() => undefined)) as Unknown<Found>;
  const { config } = kept ?? {};
  const found = foundNames.map((name) => [name, kept?.[name]] as const);
  return isAddress(config) && found.every(([, address]) => isAddress(address))
    ? ({ ...namedOn(network), config, ...Object.fromEntries(found) } as Contracts)
    : undefined;
}

const addressIn = ([value]: readonly unknown[]): Address => (value as string).toLowerCase() as Address;

/** Adds what the settings name. */
function addNames(batch: ReadBatch, config: Address): (name: keyof Contracts) => Answer<Address> {
  const names = [...foundNames, 'metis', 'eMetis', 'seMetis', 'enki', 'eMetisMinter'] as const;
  const asked = new Map(names.map((name) => [name, batch.add(config, enkiAbi, name, [], addressIn)]));
  return (name) => asked.get(name === 'minter' ? 'eMetisMinter' : (name as (typeof names)[number])) as Answer<Address>;
}

/**
 * Adds what tells whether contracts are those that the vault names now.
 * @returns false where the vault names others than those that were found before. Throws StakingError CHAIN_INCONSISTENT where
 * it names others than the registry: they are not followed.
 */
export function addContractCheck(batch: ReadBatch, contracts: Contracts): () => boolean {
  const config = batch.add(contracts.seMetis, vaultAbi, 'config', [], addressIn);
  const told = addNames(batch, contracts.config);
  return () => {
    const isSame = isSameAddress(config.value(), contracts.config);
    for (const name of isSame ? (['metis', 'eMetis', 'seMetis', 'enki', 'minter'] as const) : []) {
      if (!isSameAddress(told(name).value(), contracts[name])) {
        throw new StakingError('CHAIN_INCONSISTENT', { kind: 'not-the-pool', address: told(name).value() });
      }
    }
    return isSame && foundNames.every((name) => isSameAddress(told(name).value(), contracts[name]));
  };
}

/**
 * Finds the contracts in two steps, and keeps them.
 * @throws StakingError CHAIN_UNAVAILABLE, or CHAIN_INCONSISTENT where the vault does not answer.
 */
export async function findContracts(
  { request, network, store }: Reach,
  block: Promise<{ number: number }>,
): Promise<Contracts> {
  const named = namedOn(network);
  const first = new ReadBatch(network.multicall3);
  const told = first.add(named.seMetis, vaultAbi, 'config', [], addressIn);
  // The newest block, beside its header: what is found is held against the chain again at the block of the view.
  const [{ number }] = await Promise.all([block, first.runAtNewest(request)]);
  const config = told.value();
  const second = new ReadBatch(network.multicall3);
  const names = addNames(second, config);
  await second.run(request, number);
  const found = Object.fromEntries([
    ['config', config],
    ...foundNames.map((name) => [name, names(name).value()]),
  ]) as Found;
  await store?.write(keyOf({ network }), found).catch(() => undefined);
  return { ...named, ...found };
}
