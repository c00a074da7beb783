// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

interface IEnkiToken {
    function balanceOf(address account) external view returns (uint256);
    function approve(address spender, uint256 amount) external returns (bool);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

interface IEMetis is IEnkiToken {
    function minter_mint(address account, uint256 amount) external;
    function minter_burn_from(address account, uint256 amount) external;
}

interface ISeMetis {
    function depositFromEMetisMinter(uint256 assets, address receiver) external returns (uint256);
    function addAssets(uint256 assets) external;
}

interface IEnkiVesting {
    function deposit(address user, uint256 amount) external;
}

interface IEnkiConfig {
    function metis() external view returns (address);
    function eMetis() external view returns (address);
    function seMetis() external view returns (address);
    function enki() external view returns (address);
    function eMetisMinter() external view returns (address);
    function redemptionQueue() external view returns (address);
    function vesting() external view returns (address);
    function rewardDispatcher() external view returns (address);
    function bridge() external view returns (address);
    function l1Dealer() external view returns (address);
    function protocolTreasury() external view returns (address);
    function protocolTreasuryRatio() external view returns (uint32);
    function redemptionFee() external view returns (uint64);
    function cancelRedemptionFee() external view returns (uint64);
    function queueLengthSecs() external view returns (uint64);
    function minQueueLengthSecs() external view returns (uint64);
    function reduceMaturityStakeSecs() external view returns (uint64);
    function vestingRatio() external view returns (uint32);
    function vestingDuration() external view returns (uint64);
    function isPublic() external view returns (bool);
    function isPaused() external view returns (bool);
    function hasRole(bytes32 role, address account) external view returns (bool);
}
