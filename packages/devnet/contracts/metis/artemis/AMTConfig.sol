// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Owned} from "../../Owned.sol";

/// @title Where the contracts of Artemis find each other
contract AMTConfig is Owned {
    /// @notice The liquid token.
    address public artMetis;
    /// @notice What takes stakes.
    address public depositPool;
    /// @notice Where rewards come in.
    address public rewardPool;
    /// @notice What takes and pays withdrawals.
    address public withdrawalManager;

    /// @notice Names everything, once its code was put in place.
    function initialize(
        address owner_,
        address artMetis_,
        address depositPool_,
        address rewardPool_,
        address withdrawalManager_
    ) external initializer {
        _setOwner(owner_);
        (artMetis, depositPool, rewardPool, withdrawalManager) = (
            artMetis_,
            depositPool_,
            rewardPool_,
            withdrawalManager_
        );
    }
}
