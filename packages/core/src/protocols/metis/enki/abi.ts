import { ContractAbi } from '../../../chain/contract-abi';
import { enkiHashes, queueHashes, vaultHashes, vestingHashes } from './selectors';

/** The vault of seMETIS: ERC-4626, and where its settings are. */
export const vaultAbi = new ContractAbi(
  [
    'function config() returns (address)',
    'function totalAssets() returns (uint256)',
    'function deposit(uint256,address) returns (uint256)',
    'function mint(uint256,address) returns (uint256)',
    'function withdraw(uint256,address,address) returns (uint256)',
    'function redeem(uint256,address,address) returns (uint256)',
    'event Deposit(address,address,uint256,uint256)',
    'event Withdraw(address,address,address,uint256,uint256)',
    'event AssetsAdded(address,uint256)',
  ],
  vaultHashes,
);

/** ENKI's settings and its minter. */
export const enkiAbi = new ContractAbi(
  [
    'function metis() returns (address)',
    'function eMetis() returns (address)',
    'function seMetis() returns (address)',
    'function enki() returns (address)',
    'function eMetisMinter() returns (address)',
    'function redemptionQueue() returns (address)',
    'function vesting() returns (address)',
    'function rewardDispatcher() returns (address)',
    'function protocolTreasury() returns (address)',
    'function protocolTreasuryRatio() returns (uint256)',
    'function redemptionFee() returns (uint256)',
    'function cancelRedemptionFee() returns (uint256)',
    'function queueLengthSecs() returns (uint256)',
    'function vestingRatio() returns (uint256)',
    'function vestingDuration() returns (uint256)',
    'function isPublic() returns (bool)',
    'function isPaused() returns (bool)',
    'function hasRole(bytes32,address) returns (bool)',
    'function mint(address,uint256,bool,address)',
  ],
  enkiHashes,
);

/** The queue by which eMETIS becomes METIS again: its tickets are tokens (ERC-721). */
export const queueAbi = new ContractAbi(
  [
    'function enterRedemptionQueue(address,uint120) returns (uint256)',
    'function redeemRedemptionTicketNft(uint256,address)',
    'function cancelRedemptionTicketNft(address,uint256) returns (uint256)',
    'function reduceRedemptionMaturity(uint256,address,uint256)',
    'function unlockLpToken(uint256)',
    'function safeTransferFrom(address,address,uint256)',
    'function setApprovalForAll(address,bool)',
    'function nftInformation(uint256) returns (bool,uint256,uint256,uint256,uint256,address,uint256,bool)',
    'function ownerOf(uint256) returns (address)',
    'function redemptionQueueAccounting() returns (uint256,uint256)',
    'event EnterRedemptionQueue(uint256,address,address,uint256,uint120,uint64,uint256)',
    'event CancelRedemptionTicketNft(uint256,address,address,uint120,uint120)',
    'event RedeemRedemptionTicketNft(uint256,address,address,uint120)',
    'error Erc721CallerNotOwnerOrApproved()',
    'error NotMatureYet(uint256,uint64)',
    'error AlreadyRedeemed()',
  ],
  queueHashes,
);

/** Where what left the vault comes free, for those who stake ENKI. */
export const vestingAbi = new ContractAbi(
  [
    'function userInfos(address) returns (uint256,uint256,uint256,uint256,uint256)',
    'function claimable(address) returns (uint256)',
    'function claim()',
    'function stake(uint256)',
    'function unstake()',
    'event Vested(address,uint256)',
    'event Claimed(address,uint256)',
  ],
  vestingHashes,
);
