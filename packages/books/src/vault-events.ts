/**
 * The events that are indexed, in the form in which Ponder wants them: with the names of their values and what of them is in
 * topics. A test holds their topics against those of `core`, which reads the logs.
 */
export const vaultEvents = [
  'event Deposited(address indexed caller, address indexed receiver, uint256 assets, uint256 shares, address referrer)',
  'event Redeemed(address indexed owner, address indexed receiver, uint256 assets, uint256 shares)',
  'event ExitQueueEntered(address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares)',
  'event ExitedAssetsClaimed(address indexed receiver, uint256 prevPositionTicket, uint256 newPositionTicket, uint256 withdrawnAssets)',
  'event V2ExitQueueEntered(address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares, uint256 assets)',
  'event CheckpointCreated(uint256 shares, uint256 assets)',
  'event FeeSharesMinted(address receiver, uint256 shares, uint256 assets)',
  'event AssetsDonated(address sender, uint256 assets)',
  'event ValidatorRegistered(bytes publicKey)',
  'event V2ValidatorRegistered(bytes publicKey, uint256 amount)',
  'event ValidatorFunded(bytes publicKey, uint256 amount)',
  'event ValidatorWithdrawalSubmitted(bytes publicKey, uint256 amount, uint256 feePaid)',
  'event ValidatorConsolidationSubmitted(bytes fromPublicKey, bytes toPublicKey, uint256 feePaid)',
  'event EthFoxVaultCreated(address admin, address ownMevEscrow, uint256 capacity, uint16 feePercent, string metadataIpfsHash)',
  'event FeePercentUpdated(address indexed caller, uint16 feePercent)',
  'event Initialized(uint64 version)',
  'event Upgraded(address indexed implementation)',
] as const;

export const keeperEvents = [
  'event Harvested(address indexed vault, bytes32 indexed rewardsRoot, int256 totalAssetsDelta, uint256 unlockedMevDelta)',
] as const;

export const escrowEvents = ['event Harvested(uint256 assets)'] as const;

/** The name in `event Name(...)`. */
const nameOf = (declaration: string): string => /^event (\w+)/u.exec(declaration)?.[1] ?? '';

/** Each event as Ponder names it, such as `Vault:Deposited`. */
export function eventNames(): string[] {
  const sources = { Vault: vaultEvents, Keeper: keeperEvents, Escrow: escrowEvents };
  return Object.entries(sources).flatMap(([source, events]) => events.map((event) => `${source}:${nameOf(event)}`));
}
