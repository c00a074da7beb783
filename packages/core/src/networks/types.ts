import type { GovernanceSpace } from '../governance/space';
import type { Address, Asset, Seconds } from '../units';

/** One staking pool that the product knows by name. */
export type Pool = {
  /** CAIP-10 id, `eip155:<chain id>:<address>`. */
  readonly id: string;
  readonly name: string;
  /** The protocol that it belongs to, by its id. */
  readonly protocol: string;
  /** What is staked, and what rewards are paid in. */
  readonly asset: Asset;
  /** The token that stands for shares, where there is one that people hold and name. */
  readonly shareToken?: Asset;
  /** What else a stake can name as its asset; absent: nothing. */
  readonly alsoTakes?: readonly Asset[];
  /** Earns nothing by itself: the id of the pool that its token can be staked in, and earns there. */
  readonly earnsIn?: string;
  /** Where those behind the pool tell of its risks; absent: nowhere. */
  readonly disclosures?: string;
  /** Takes stakes only of accounts that its owner has admitted. */
  readonly onlyAdmitted?: true;
  readonly address: Address;
  /** No log of the pool is older than this block. */
  readonly deployBlock: number;
};

/** A price feed with Chainlink's interface: how much of `quote` one unit of `base` costs. */
export type PriceFeed = { readonly base: string; readonly quote: string; readonly address: Address };

/** A contract of the protocol that is no pool: ETH sent to it is lost or given away. */
export type ProtocolContract = { readonly name: string; readonly address: Address };

/** What StakeWise V3 has on a chain beside its vaults. */
export type StakewiseContracts = {
  readonly keeper: Address;
  readonly vaultsRegistry: Address;
  readonly validatorsRegistry: Address;
  /**
   * Escrows of what validators earn from transactions, as far as they are known beforehand: ETH sent there is given away.
   * What a pool itself answers to `mevEscrow()` comes on top of them wherever a pool is read.
   */
  readonly mevEscrows: readonly Address[];
  /** Contracts that nobody stakes into, other than those above. */
  readonly others: readonly ProtocolContract[];
};

/** Where Metis' sequencers lock METIS: on the chain that the Metis chain settles on. */
export type MetisSequencerContracts = {
  /** Escrow, and the spender of approvals; what is locked is asked of the pool. */
  readonly lockingInfo: Address;
  /** The chain whose blocks the sequencers make, and the contract there that names who makes which. */
  readonly l2: { readonly chainId: number; readonly sequencerSet: Address };
  /** Public list of the sequencers' names, by operators' own words; absent: none. */
  readonly names?: string;
  /** The pool's code as far as it is known, and whether it refuses an exit when more than a third would be on the way out. */
  readonly code?: { readonly implementation: Address; readonly limitsExits: boolean };
};

/** Artemis on a Metis chain, beside its pool, which takes the stakes. */
export type ArtemisContracts = {
  /** The liquid token, artMETIS. */
  readonly token: Address;
  readonly withdrawalManager: Address;
  readonly rewardPool: Address;
  readonly config: Address;
};

/** ENKI on a Metis chain. What is not named here is found on the chain, from `config()` of the vault. */
export type EnkiContracts = {
  readonly eMetis: Address;
  /** The ERC-4626 vault over eMETIS. */
  readonly seMetis: Address;
  readonly minter: Address;
  /** The token that makes vesting go on. */
  readonly enki: Asset;
};

/** ENS on a chain. */
export type NameContracts = {
  /** Where names are resolved; it asks registries and resolvers itself. */
  readonly universalResolver: Address;
};

/** Everything the product knows of one chain. The only place where addresses are written down. */
export type Network = {
  readonly chainId: number;
  readonly name: string;
  /** What its money is: shown beside amounts of a network whose ETH has no value. */
  readonly isTestnet: boolean;
  /** What fees are paid in. */
  readonly nativeAsset: Asset;
  /** Blocks are at least this far apart. */
  readonly blockSeconds: Seconds;
  /** A block with so many above it stays: no reorg reaches it any more. */
  readonly reorgDepth: number;
  readonly pools: readonly Pool[];
  readonly multicall3: Address;
  /** `null` where the protocol is not. */
  readonly stakewise: StakewiseContracts | null;
  /** ERC-20 contract that shows and moves the chain's own money: the same balance, never to be counted twice. */
  readonly nativeToken?: Address;
  readonly metisSequencers?: MetisSequencerContracts;
  readonly artemis?: ArtemisContracts;
  readonly enki?: EnkiContracts;
  /** Absent: accounts have no names on this chain. */
  readonly ens?: NameContracts;
  /** Where the community of the network votes; absent: nowhere that is known here. */
  readonly governance?: GovernanceSpace;
  readonly priceFeeds: readonly PriceFeed[];
  /** Base addresses of IPFS gateways for rewards files, tried in this order; the CID is appended. */
  readonly rewardsGateways: readonly string[];
  /** Public nodes, for wallets that do not know the network yet; absent: every wallet does. */
  readonly publicNodes?: readonly string[];
  /** Base address of a block explorer without a trailing slash; `null` where there is none. */
  readonly explorer: string | null;
  /** Base address of a site that shows validators by their public keys, without a trailing slash; absent: there is none. */
  readonly beaconExplorer?: string;
};
