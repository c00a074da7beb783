import { ContractAbi } from '../../../chain/contract-abi';
import { keeperSelectors, vaultGetterSelectors, vaultSelectors } from './selectors';

const harvestParams = '(bytes32,int160,uint160,bytes32[])';

/**
 * What the product calls, reads and listens to on a vault, of every implementation that is known.
 * Types only; the names are in the words of the callers. `claimExitedAssets` has no outputs here: version 1 returns three values and later ones none, see `simulateClaim`.
 */
export const vaultInterface = new ContractAbi(
  [
    'function deposit(address,address) returns (uint256)',
    `function updateState(${harvestParams})`,
    `function updateStateAndDeposit(address,address,${harvestParams}) returns (uint256)`,
    'function enterExitQueue(uint256,address) returns (uint256)',
    'function redeem(uint256,address) returns (uint256)',
    'function claimExitedAssets(uint256,uint256,uint256)',
    'function multicall(bytes[]) returns (bytes[])',
    'function donateAssets()',
    'function getExitQueueIndex(uint256) returns (int256)',
    'function calculateExitedAssets(address,uint256,uint256,uint256) returns (uint256,uint256,uint256)',
    'function convertToAssets(uint256) returns (uint256)',
    'function getShares(address) returns (uint256)',
    'function totalAssets() returns (uint256)',
    'function totalShares() returns (uint256)',
    'function queuedShares() returns (uint128)',
    'function getExitQueueData() returns (uint128,uint128,uint128,uint128,uint256)',
    'function withdrawableAssets() returns (uint256)',
    'function capacity() returns (uint256)',
    'function feePercent() returns (uint16)',
    'function feeRecipient() returns (address)',
    'function mevEscrow() returns (address)',
    'function version() returns (uint8)',
    'function vaultId() returns (bytes32)',
    'function implementation() returns (address)',
    'function blockedAccounts(address) returns (bool)',
    'event Deposited(address,address,uint256,uint256,address)',
    'event Redeemed(address,address,uint256,uint256)',
    'event ExitQueueEntered(address,address,uint256,uint256)',
    'event ExitedAssetsClaimed(address,uint256,uint256,uint256)',
    'event CheckpointCreated(uint256,uint256)',
    'event FeeSharesMinted(address,uint256,uint256)',
    'event AssetsDonated(address,uint256)',
    'event Upgraded(address)',
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
  ],
  { ...vaultSelectors, ...vaultGetterSelectors },
);

/** What the vault's codes of v2.0.x have besides, which burn the shares of an exit on entry; v3.0.x kept the getters. */
export const burningQueueInterface = new ContractAbi([
  'function totalExitingAssets() returns (uint128)',
  'event V2ExitQueueEntered(address,address,uint256,uint256,uint256)',
]);

/** The contract that takes the oracles' reports for all vaults. */
export const keeperInterface = new ContractAbi(
  [
    'function rewards(address) returns (int192,uint64)',
    'function canHarvest(address) returns (bool)',
    'function isHarvestRequired(address) returns (bool)',
    'function isCollateralized(address) returns (bool)',
    'function rewardsRoot() returns (bytes32)',
    'function rewardsNonce() returns (uint64)',
    'function lastRewardsTimestamp() returns (uint64)',
    'function rewardsDelay() returns (uint256)',
    'event Harvested(address,bytes32,int256,uint256)',
    'event ValidatorsApproval(address,string)',
    'event RewardsUpdated(address,bytes32,uint256,uint64,uint64,string)',
  ],
  keeperSelectors,
);

/** The protocol's list of its vaults, and of the code that they may run. */
export const registryInterface = new ContractAbi([
  'function vaults(address) returns (bool)',
  'function vaultImpls(address) returns (bool)',
]);

/** The pool's own escrow for execution-layer rewards. */
export const mevEscrowInterface = new ContractAbi(['event Harvested(uint256)']);

/** What a contract answers to `vaultId()` when it is a vault of the pool's kind: keccak256("EthFoxVault"). */
export const foxVaultId = '0x2250bd18cc1a4ed1c5d180b9b913648e6054cdf2d614f9c25477c4ba18cc7ea0';

/** `capacity()` of a pool without a limit. */
export const unlimitedCapacity = 2n ** 256n - 1n;
