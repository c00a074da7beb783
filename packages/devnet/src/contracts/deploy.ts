import type { Anvil } from '../anvil';

export type PoolVersion = 1 | 2;

/** Where the contracts are put. Without an escrow or a feed address: the escrow lands anywhere, and there is no feed. */
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

/** Puts the whole protocol on a fresh anvil and initialises it (1 gwei security deposit included). */
export function deployProtocol(_anvil: Anvil, _options: DeployOptions): Promise<DevnetContracts> {
  return Promise.reject(new Error('The contracts of the local chain are not there yet'));
}
