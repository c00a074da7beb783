import { andromeda } from '@pooled-staking/core';
import { getAddress } from 'ethers';

import type { Anvil } from '../anvil';
import { loadArtifact } from '../contracts/artifacts';
import { contractInterface, placeContract } from '../contracts/deploy';
import { transact } from '../contracts/transact';
import { defined } from '../defined';
import { metisClient } from './chain';

/** ENKI's contracts that no registry names: they are found on the chain, from the vault's `config()`. */
export type EnkiOnChain = Readonly<Record<'config' | 'redemptionQueue' | 'vesting' | 'rewardDispatcher', string>>;

/** Who stands in for what is not on this chain. */
export type EnkiRoles = {
  /** Owner of the settings, and the backend that dispatches rewards; has the first METIS of the vault. */
  readonly operator: string;
  /** Brings rewards from Ethereum. */
  readonly bridge: string;
  /** Gets the METIS that is sent to be locked, and sends it back to the queue. */
  readonly l1Dealer: string;
  readonly treasury: string;
};

/** All ENKI that there is on a chain for development: the operator has it. */
const ENKI_SUPPLY = 10_000_000n * 10n ** 18n;
const FIRST_DEPOSIT = 10n ** 18n;

/**
 * Puts ENKI on a chain that has the ERC-20 view of METIS: what the registry names at its addresses, the rest anywhere. The
 * operator needs METIS for the vault's first deposit, and must be unlocked.
 */
export async function placeEnki(
  anvil: Anvil,
  { operator, bridge, l1Dealer, treasury }: EnkiRoles,
): Promise<EnkiOnChain> {
  const { eMetis, seMetis, minter, enki } = defined(andromeda.enki);
  const metis = defined(andromeda.nativeToken);
  const enkiToken = defined(enki.address);
  const chain = metisClient(anvil);
  const call = async (to: string, name: string, method: string, args: readonly unknown[]): Promise<void> => {
    await chain.send({ from: operator, to, data: contractInterface(name).encodeFunctionData(method, args) });
  };
  const deploy = async (name: string): Promise<string> => {
    const gasPrice = String(await anvil.request('eth_gasPrice'));
    const { contractAddress } = await transact(anvil, { from: operator, data: loadArtifact(name).bytecode, gasPrice });
    return getAddress(defined(contractAddress));
  };
  await placeContract(anvil, eMetis, 'EMetis');
  await placeContract(anvil, seMetis, 'SeMetis');
  await placeContract(anvil, minter, 'EMetisMinter');
  await placeContract(anvil, enkiToken, 'EnkiToken');
  const config = await deploy('EnkiConfig');
  const redemptionQueue = await deploy('RedemptionQueue');
  const vesting = await deploy('EnkiVesting');
  const rewardDispatcher = await deploy('RewardDispatcher');
  const contracts = [metis, eMetis, seMetis, enkiToken, minter, redemptionQueue, vesting, rewardDispatcher];
  await call(config, 'EnkiConfig', 'initialize', [operator, [...contracts, bridge, l1Dealer, treasury]]);
  await call(enkiToken, 'EnkiToken', 'initialize', [operator, ENKI_SUPPLY]);
  await call(eMetis, 'EMetis', 'initialize', [operator]);
  await call(eMetis, 'EMetis', 'addMinter', [minter]);
  await call(eMetis, 'EMetis', 'addMinter', [redemptionQueue]);
  for (const [address, name] of [
    [seMetis, 'SeMetis'],
    [redemptionQueue, 'RedemptionQueue'],
    [vesting, 'EnkiVesting'],
    [rewardDispatcher, 'RewardDispatcher'],
  ] as const) {
    await call(address, name, 'initialize', [config]);
  }
  await call(metis, 'MetisToken', 'approve', [minter, FIRST_DEPOSIT]);
  await call(minter, 'EMetisMinter', 'initialize', [config]);
  return { config, redemptionQueue, vesting, rewardDispatcher };
}
