// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnkiBase} from "./EnkiBase.sol";
import {IEnkiToken, IEnkiVesting} from "./EnkiInterfaces.sol";

/// @title Gives the vesting part of what left the vault, little by little, to those who stake ENKI here
contract EnkiVesting is EnkiBase, IEnkiVesting {
    struct UserInfo {
        /// ENKI.
        uint256 balance;
        /// eMETIS that came free since the account last took its ENKI out, and what of it was claimed.
        uint256 cumulativeClaimAmount;
        uint256 claimedAmount;
        uint256 lastVestingTime;
        /// eMETIS that still vests.
        uint256 eMetisBalance;
    }

    mapping(address account => UserInfo info) public userInfos;

    event Vested(address indexed user, uint256 amount);
    event Claimed(address indexed user, uint256 amount);
    event Staked(address indexed user, uint256 amount);
    event Unstaked(address indexed user, uint256 amount);

    function initialize(address config_) external {
        _setConfig(config_);
    }

    function deposit(address user, uint256 amount) external internalOnly(config.seMetis()) {
        require(user != address(0), "Vesting: zero address");
        require(amount > 0, "Vesting: amount is zero");
        _update(user);
        IEnkiToken(config.eMetis()).transferFrom(msg.sender, address(this), amount);
        userInfos[user].eMetisBalance += amount;
        emit Vested(user, amount);
    }

    /// @notice Pays what came free, be it nothing.
    function claim() external nonReentrant {
        _claim();
    }

    function stake(uint256 amount) external nonReentrant forUser {
        _update(msg.sender);
        IEnkiToken(config.enki()).transferFrom(msg.sender, address(this), amount);
        userInfos[msg.sender].balance += amount;
        emit Staked(msg.sender, amount);
    }

    /// @notice Pays what came free, and gives all ENKI back: vesting stops.
    function unstake() external nonReentrant forUser {
        _claim();
        UserInfo storage user = userInfos[msg.sender];
        uint256 amount = user.balance;
        IEnkiToken(config.enki()).transfer(msg.sender, amount);
        userInfos[msg.sender] = UserInfo(0, 0, 0, 0, user.eMetisBalance);
        emit Unstaked(msg.sender, amount);
    }

    function claimable(address account) public view returns (uint256) {
        UserInfo memory user = userInfos[account];
        return user.cumulativeClaimAmount - user.claimedAmount + _next(user);
    }

    /// @notice How much comes free in a whole `vestingDuration`.
    function amountOfDuration(address account) external view returns (uint256) {
        return _amountOfDuration(userInfos[account]);
    }

    function estimateFinishTime(address account) external view returns (uint256) {
        UserInfo memory user = userInfos[account];
        uint256 amount = _amountOfDuration(user);
        require(amount > 0, "Vesting: no eMetis or no ENKI staked");
        return user.lastVestingTime + (config.vestingDuration() * user.eMetisBalance) / amount;
    }

    function _claim() private {
        _update(msg.sender);
        uint256 amount = claimable(msg.sender);
        userInfos[msg.sender].claimedAmount += amount;
        IEnkiToken(config.eMetis()).transfer(msg.sender, amount);
        emit Claimed(msg.sender, amount);
    }

    function _update(address account) private {
        UserInfo storage user = userInfos[account];
        uint256 amount = _next(user);
        user.lastVestingTime = block.timestamp;
        user.cumulativeClaimAmount += amount;
        user.eMetisBalance -= amount;
    }

    function _amountOfDuration(UserInfo memory user) private pure returns (uint256) {
        return _least(user.eMetisBalance + user.cumulativeClaimAmount, user.balance / 10);
    }

    function _next(UserInfo memory user) private view returns (uint256) {
        if (user.balance == 0) {
            return 0;
        }
        uint256 elapsed = block.timestamp - user.lastVestingTime;
        return _least((_amountOfDuration(user) * elapsed) / config.vestingDuration(), user.eMetisBalance);
    }

    function _least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
