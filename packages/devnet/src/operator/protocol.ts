import { Interface } from 'ethers';

/** The functions, events and errors of the pool that the operator's side uses. Both versions; some exist in one only. */
export const poolInterface = new Interface([
  'function vaultId() view returns (bytes32)',
  'function version() view returns (uint8)',
  'function totalAssets() view returns (uint256)',
  'function totalShares() view returns (uint256)',
  'function capacity() view returns (uint256)',
  'function withdrawableAssets() view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'function getShares(address account) view returns (uint256)',
  'function mevEscrow() view returns (address)',
  'function isStateUpdateRequired() view returns (bool)',
  'function blockedAccounts(address account) view returns (bool)',
  'function queuedShares() view returns (uint128)',
  'function getExitQueueData() view returns (uint128 queuedShares, uint128 unclaimedAssets, uint128, uint128, uint256)',
  'function getExitQueueIndex(uint256 positionTicket) view returns (int256)',
  'function calculateExitedAssets(address receiver, uint256 positionTicket, uint256 timestamp, uint256 index) view returns (uint256 leftTickets, uint256 exitedTickets, uint256 exitedAssets)',
  'function deposit(address receiver, address referrer) payable returns (uint256 shares)',
  'function updateState((bytes32 rewardsRoot, int160 reward, uint160 unlockedMevReward, bytes32[] proof) harvestParams)',
  'function updateStateAndDeposit(address receiver, address referrer, (bytes32 rewardsRoot, int160 reward, uint160 unlockedMevReward, bytes32[] proof) harvestParams) payable returns (uint256 shares)',
  'function enterExitQueue(uint256 shares, address receiver) returns (uint256 positionTicket)',
  'function claimExitedAssets(uint256 positionTicket, uint256 timestamp, uint256 exitQueueIndex)',
  'function multicall(bytes[] data) returns (bytes[] results)',
  'function updateBlocklist(address account, bool isBlocked)',
  'function ejectUser(address user)',
  // The local chain's stand-in for registering validators with signatures of the oracles.
  'function registerValidators(uint256 count)',
  'event ExitQueueEntered(address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares)',
  'event ExitedAssetsClaimed(address indexed receiver, uint256 prevPositionTicket, uint256 newPositionTicket, uint256 withdrawnAssets)',
  'event CheckpointCreated(uint256 shares, uint256 assets)',
  'error AccessDenied()',
  'error InvalidShares()',
  'error InvalidAssets()',
  'error ZeroAddress()',
  'error CapacityExceeded()',
  'error NotHarvested()',
  'error NotCollateralized()',
  'error InvalidProof()',
  'error InvalidRewardsRoot()',
  'error InsufficientAssets()',
]);

/** The Keeper, with an owner in place of the oracles' signatures. */
export const keeperInterface = new Interface([
  'function owner() view returns (address)',
  'function rewards(address vault) view returns (int192 assets, uint64 nonce)',
  'function canHarvest(address vault) view returns (bool)',
  'function isHarvestRequired(address vault) view returns (bool)',
  'function isCollateralized(address vault) view returns (bool)',
  'function rewardsRoot() view returns (bytes32)',
  'function rewardsNonce() view returns (uint64)',
  'function lastRewardsTimestamp() view returns (uint64)',
  'function rewardsDelay() view returns (uint256)',
  'function canUpdateRewards() view returns (bool)',
  'function updateRewards(bytes32 rewardsRoot, uint256 avgRewardPerSecond, uint64 updateTimestamp, string rewardsIpfsHash)',
  'event RewardsUpdated(address indexed caller, bytes32 indexed rewardsRoot, uint256 avgRewardPerSecond, uint64 updateTimestamp, uint64 nonce, string rewardsIpfsHash)',
  'error OwnableUnauthorizedAccount(address account)',
  'error TooEarlyUpdate()',
  'error InvalidRewardsRoot()',
  'error InvalidAvgRewardPerSecond()',
]);

/** `vaultId()` of the kind of vault that the product works with: keccak256("EthFoxVault"). */
export const FOX_VAULT_ID = '0x2250bd18cc1a4ed1c5d180b9b913648e6054cdf2d614f9c25477c4ba18cc7ea0';
