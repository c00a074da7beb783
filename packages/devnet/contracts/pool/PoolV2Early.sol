// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IKeeper} from "../interfaces/IKeeper.sol";
import {IValidatorsRegistry} from "../interfaces/IValidatorsRegistry.sol";
import {IVaultsRegistry} from "../interfaces/IVaultsRegistry.sol";
import {PoolV2} from "./PoolV2.sol";

/// @title Version 2 with the getters of its earlier codes
/// @notice Queues shares as every other code does, and tells of its queue as the codes of v2.0.x and v3.0.x do. For
/// tests: a pool of this kind must not be taken for one that burns shares on entry.
contract PoolV2Early is PoolV2 {
    /// @notice Wei that burned shares are still to be paid.
    uint128 public totalExitingAssets;

    constructor(
        IKeeper keeper,
        IVaultsRegistry vaultsRegistry,
        IValidatorsRegistry validatorsRegistry,
        uint256 claimDelay
    ) PoolV2(keeper, vaultsRegistry, validatorsRegistry, claimDelay) {}

    /// @notice Shares that were not served yet.
    function queuedShares() external view returns (uint128) {
        return _queuedShares;
    }

    /// @inheritdoc PoolV2
    /// @dev Fails as a method that the code does not have.
    function getExitQueueData() external pure override returns (uint128, uint128, uint128, uint128, uint256) {
        revert();
    }
}
