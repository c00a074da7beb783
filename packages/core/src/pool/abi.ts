import { Interface } from 'ethers';

const harvestParams = '(bytes32 rewardsRoot, int160 reward, uint160 unlockedMevReward, bytes32[] proof)';

/**
 * What the product calls, reads and listens to on a vault, of every implementation that is known.
 * `claimExitedAssets` has no outputs here: version 1 returns three values and later ones none, see `decodeClaim`.
 */
export const vaultInterface = new Interface([
  'function deposit(address receiver, address referrer) payable returns (uint256 shares)',
  `function updateState(${harvestParams} harvestParams)`,
  `function updateStateAndDeposit(address receiver, address referrer, ${harvestParams} harvestParams) payable returns (uint256 shares)`,
  'function enterExitQueue(uint256 shares, address receiver) returns (uint256 positionTicket)',
  'function redeem(uint256 shares, address receiver) returns (uint256 assets)',
  'function claimExitedAssets(uint256 positionTicket, uint256 timestamp, uint256 exitQueueIndex)',
  'function multicall(bytes[] data) returns (bytes[] results)',
  'function getExitQueueIndex(uint256 positionTicket) view returns (int256)',
  'function calculateExitedAssets(address receiver, uint256 positionTicket, uint256 timestamp, uint256 exitQueueIndex) view returns (uint256 leftTickets, uint256 exitedTickets, uint256 exitedAssets)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'function getShares(address account) view returns (uint256)',
  'function totalAssets() view returns (uint256)',
  'function totalShares() view returns (uint256)',
  'function queuedShares() view returns (uint128)',
  'function getExitQueueData() view returns (uint128 queuedShares, uint128 unclaimedAssets, uint128 totalExitingTickets, uint128 totalExitingAssets, uint256 totalTickets)',
  'function withdrawableAssets() view returns (uint256)',
  'function capacity() view returns (uint256)',
  'function feePercent() view returns (uint16)',
  'function feeRecipient() view returns (address)',
  'function mevEscrow() view returns (address)',
  'function version() view returns (uint8)',
  'function vaultId() view returns (bytes32)',
  'function implementation() view returns (address)',
  'function blockedAccounts(address account) view returns (bool)',
  'event Deposited(address indexed caller, address indexed receiver, uint256 assets, uint256 shares, address referrer)',
  'event Redeemed(address indexed owner, address indexed receiver, uint256 assets, uint256 shares)',
  'event ExitQueueEntered(address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares)',
  'event ExitedAssetsClaimed(address indexed receiver, uint256 prevPositionTicket, uint256 newPositionTicket, uint256 withdrawnAssets)',
  'event CheckpointCreated(uint256 shares, uint256 assets)',
  'event FeeSharesMinted(address receiver, uint256 shares, uint256 assets)',
  'event AssetsDonated(address sender, uint256 assets)',
  'error AccessDenied()',
  'error InvalidShares()',
  'error InvalidAssets()',
  'error ZeroAddress()',
  'error CapacityExceeded()',
  'error NotHarvested()',
  'error NotCollateralized()',
  'error Collateralized()',
  'error InvalidProof()',
  'error InvalidRewardsRoot()',
  'error InvalidCheckpointIndex()',
  'error ExitRequestNotProcessed()',
  'error ClaimTooEarly()',
  'error InsufficientAssets()',
  'error FailedInnerCall()',
  'error FailedCall()',
]);

/** The contract that takes the oracles' reports for all vaults. */
export const keeperInterface = new Interface([
  'function rewards(address vault) view returns (int192 assets, uint64 nonce)',
  'function canHarvest(address vault) view returns (bool)',
  'function isHarvestRequired(address vault) view returns (bool)',
  'function isCollateralized(address vault) view returns (bool)',
  'function rewardsRoot() view returns (bytes32)',
  'function rewardsNonce() view returns (uint64)',
  'function lastRewardsTimestamp() view returns (uint64)',
  'function rewardsDelay() view returns (uint256)',
  'event Harvested(address indexed vault, bytes32 indexed rewardsRoot, int256 totalAssetsDelta, uint256 unlockedMevDelta)',
  'event RewardsUpdated(address indexed caller, bytes32 indexed rewardsRoot, uint256 avgRewardPerSecond, uint64 updateTimestamp, uint64 nonce, string rewardsIpfsHash)',
]);

/** The pool's own escrow for execution-layer rewards. */
export const mevEscrowInterface = new Interface(['event Harvested(uint256 assets)']);

/** What a contract answers to `vaultId()` when it is a vault of the pool's kind: keccak256("EthFoxVault"). */
export const foxVaultId = '0x2250bd18cc1a4ed1c5d180b9b913648e6054cdf2d614f9c25477c4ba18cc7ea0';

/** `capacity()` of a pool without a limit. */
export const unlimitedCapacity = 2n ** 256n - 1n;
