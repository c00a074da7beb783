import { AbiCoder, Interface, concat, getAddress, toBeHex, zeroPadValue } from 'ethers';

import type { Anvil } from '../anvil';
import { loadArtifact } from './artifacts';
import { transact } from './transact';

export type PoolVersion = 1 | 2;

/** Where the contracts are put. Without their addresses the escrow lands anywhere and there is no feed. */
export type FixedAddresses = {
  readonly pool: string;
  readonly keeper: string;
  readonly vaultsRegistry: string;
  readonly validatorsRegistry: string;
  readonly multicall3: string;
  readonly mevEscrow?: string | undefined;
  readonly ethUsdFeed?: string | null | undefined;
};

export type DeployOptions = {
  readonly addresses: FixedAddresses;
  readonly poolVersion: PoolVersion;
  /** Owner of Keeper, registry and feed; the pool's admin, blocklist manager and validators manager. */
  readonly operator: string;
  readonly feeRecipient: string;
  readonly feePercentBps: number;
  /** Wei; unlimited by default. */
  readonly capacity?: bigint | undefined;
  /** Wait between exit request and claim; by default 24 h for version 1 and 15 h for version 2. */
  readonly claimDelaySeconds?: bigint | undefined;
};

export type DevnetContracts = {
  readonly pool: string;
  readonly keeper: string;
  readonly vaultsRegistry: string;
  readonly validatorsRegistry: string;
  readonly mevEscrow: string;
  readonly multicall3: string;
  readonly ethUsdFeed: string | null;
  readonly implementation: string;
};

/** Slot of the implementation's address in a proxy (ERC-1967). */
const IMPLEMENTATION_SLOT = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc';
const SECURITY_DEPOSIT = 10n ** 9n;
const UNLIMITED = 2n ** 256n - 1n;
const CLAIM_DELAY_SECONDS: Readonly<Record<PoolVersion, bigint>> = { 1: 24n * 3600n, 2: 15n * 3600n };
const PRICE_DECIMALS = 8;

/** The interface of a compiled contract, for encoding calls and decoding answers, logs and errors. */
export function contractInterface(name: string): Interface {
  return new Interface(JSON.stringify(loadArtifact(name).abi));
}

/** Deploys a contract by an ordinary transaction and returns its address. */
export async function deployContract(
  anvil: Anvil,
  from: string,
  name: string,
  args: readonly unknown[],
): Promise<string> {
  const data = concat([loadArtifact(name).bytecode, contractInterface(name).encodeDeploy(args)]);
  const { contractAddress } = await transact(anvil, { from, data });
  if (contractAddress === null) {
    throw new Error(`${name} was not deployed`);
  }
  return getAddress(contractAddress);
}

function call(anvil: Anvil, from: string, to: string, name: string, method: string, args: readonly unknown[]) {
  return transact(anvil, { from, to, data: contractInterface(name).encodeFunctionData(method, args) });
}

/** Puts a contract without immutables at a fixed address. */
export async function placeContract(anvil: Anvil, address: string, name: string): Promise<void> {
  await anvil.request('anvil_setCode', [address, loadArtifact(name).deployedBytecode]);
}

/** Deploys the code of one pool version; the proxy at the pool's address stays as it is. */
export function deployPoolImplementation(
  anvil: Anvil,
  options: Pick<DeployOptions, 'addresses' | 'operator' | 'claimDelaySeconds'>,
  version: PoolVersion,
): Promise<string> {
  const { keeper, vaultsRegistry, validatorsRegistry } = options.addresses;
  const claimDelay = options.claimDelaySeconds ?? CLAIM_DELAY_SECONDS[version];
  return deployContract(anvil, options.operator, `PoolV${version}`, [
    keeper,
    vaultsRegistry,
    validatorsRegistry,
    claimDelay,
  ]);
}

/**
 * Upgrades a deployed pool from version 1 to version 2, as its admin would. The node must hold or
 * impersonate the operator.
 *
 * @returns the address of the new implementation.
 */
export async function upgradePool(
  anvil: Anvil,
  options: Pick<DeployOptions, 'addresses' | 'operator' | 'claimDelaySeconds'>,
): Promise<string> {
  const { addresses, operator } = options;
  const implementation = await deployPoolImplementation(anvil, options, 2);
  await call(anvil, operator, addresses.vaultsRegistry, 'VaultsRegistry', 'addVaultImpl', [implementation]);
  await call(anvil, operator, addresses.pool, 'PoolV1', 'upgradeToAndCall', [implementation, '0x']);
  return implementation;
}

/**
 * Puts another code behind the proxy of a pool, which no upgrade leads to: for tests.
 *
 * @param name of the contract; its constructor takes what that of every version takes.
 * @param from an account that the node unlocks, with ETH.
 */
export async function replacePoolCode(
  anvil: Anvil,
  contracts: FixedAddresses | null,
  name: string,
  from: string,
): Promise<void> {
  if (contracts === null) {
    throw new Error('A fork has no pool of its own.');
  }
  const { pool, keeper, vaultsRegistry, validatorsRegistry } = contracts;
  const args = [keeper, vaultsRegistry, validatorsRegistry, CLAIM_DELAY_SECONDS[2]];
  const implementation = await deployContract(anvil, from, name, args);
  await anvil.request('anvil_setStorageAt', [pool, IMPLEMENTATION_SLOT, zeroPadValue(implementation, 32)]);
}

/** What `initialize` of version 1 takes. */
function encodeInitParams(options: DeployOptions, mevEscrow: string): string {
  return AbiCoder.defaultAbiCoder().encode(
    ['(address admin, address ownMevEscrow, uint256 capacity, uint16 feePercent, string metadataIpfsHash)'],
    [[options.operator, mevEscrow, options.capacity ?? UNLIMITED, options.feePercentBps, '']],
  );
}

async function deployEscrow(anvil: Anvil, { addresses, operator }: DeployOptions): Promise<string> {
  const deployed = await deployContract(anvil, operator, 'OwnMevEscrow', [addresses.pool]);
  if (addresses.mevEscrow === undefined) {
    return deployed;
  }
  await anvil.request('anvil_setCode', [addresses.mevEscrow, await anvil.request('eth_getCode', [deployed, 'latest'])]);
  return addresses.mevEscrow;
}

/**
 * Puts the whole protocol on a fresh anvil and initialises it (1 gwei security deposit included). A pool of version 2
 * starts with version 1 and is upgraded, as the real ones were. Needs automatic mining and an operator with ETH.
 */
export async function deployProtocol(anvil: Anvil, options: DeployOptions): Promise<DevnetContracts> {
  const { addresses, operator, poolVersion } = options;
  const { pool, keeper, vaultsRegistry, validatorsRegistry, multicall3 } = addresses;
  const ethUsdFeed = addresses.ethUsdFeed ?? null;

  await anvil.request('anvil_impersonateAccount', [operator]);
  await placeContract(anvil, multicall3, 'Multicall3');
  await placeContract(anvil, validatorsRegistry, 'ValidatorsRegistry');
  await placeContract(anvil, vaultsRegistry, 'VaultsRegistry');
  await call(anvil, operator, vaultsRegistry, 'VaultsRegistry', 'initialize', [operator]);
  await placeContract(anvil, keeper, 'Keeper');
  await call(anvil, operator, keeper, 'Keeper', 'initialize', [operator, vaultsRegistry]);
  if (ethUsdFeed !== null) {
    await placeContract(anvil, ethUsdFeed, 'PriceFeed');
    await call(anvil, operator, ethUsdFeed, 'PriceFeed', 'initialize', [operator, PRICE_DECIMALS, 'ETH / USD']);
  }

  const mevEscrow = await deployEscrow(anvil, options);
  let implementation = await deployPoolImplementation(anvil, options, 1);
  await placeContract(anvil, pool, 'PoolProxy');
  await anvil.request('anvil_setStorageAt', [pool, IMPLEMENTATION_SLOT, zeroPadValue(implementation, 32)]);
  await transact(anvil, {
    from: operator,
    to: pool,
    value: toBeHex(SECURITY_DEPOSIT),
    data: contractInterface('PoolV1').encodeFunctionData('initialize', [encodeInitParams(options, mevEscrow)]),
  });
  await call(anvil, operator, vaultsRegistry, 'VaultsRegistry', 'addVault', [pool]);
  await call(anvil, operator, pool, 'PoolV1', 'setFeeRecipient', [options.feeRecipient]);
  if (poolVersion === 2) {
    implementation = await upgradePool(anvil, options);
  }
  await anvil.request('anvil_stopImpersonatingAccount', [operator]);
  return { pool, keeper, vaultsRegistry, validatorsRegistry, mevEscrow, multicall3, ethUsdFeed, implementation };
}
