// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {InvalidAssets} from "../interfaces/Errors.sol";
import {IKeeper} from "../interfaces/IKeeper.sol";
import {IValidatorsRegistry} from "../interfaces/IValidatorsRegistry.sol";
import {IVaultsRegistry} from "../interfaces/IVaultsRegistry.sol";
import {ExitQueue} from "./ExitQueue.sol";
import {PoolV2Early} from "./PoolV2Early.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Version 2 as the codes of v2.0.x have it: an exit burns its shares on entry
/// @notice From then on the exit is an amount of wei. For tests: it is entered, and never served.
contract PoolV2Burning is PoolV2Early {
    using ExitQueue for ExitQueue.History;

    uint128 private _totalExitingTickets;

    event V2ExitQueueEntered(
        address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares, uint256 assets
    );

    constructor(
        IKeeper keeper,
        IVaultsRegistry vaultsRegistry,
        IValidatorsRegistry validatorsRegistry,
        uint256 claimDelay
    ) PoolV2Early(keeper, vaultsRegistry, validatorsRegistry, claimDelay) {}

    /// @notice Burns shares for the wei that they are worth, to be paid later; at once before the first validator.
    /// @param shares number of shares
    /// @param receiver who may claim the ETH
    /// @return positionTicket position in the queue; 2^256 - 1 when the ETH was sent at once
    function enterExitQueue(uint256 shares, address receiver) external override returns (uint256 positionTicket) {
        _checkExitRequest(shares, receiver);
        if (!_isCollateralized()) {
            _redeem(msg.sender, shares, receiver);
            return type(uint256).max;
        }
        uint256 assets = convertToAssets(shares);
        if (assets == 0) revert InvalidAssets();
        _balances[msg.sender] -= shares;
        _totalShares -= SafeCast.toUint128(shares);
        _totalAssets -= SafeCast.toUint128(assets);
        positionTicket = _exitQueue.servedTickets() + _totalExitingTickets;
        _totalExitingTickets += SafeCast.toUint128(shares);
        totalExitingAssets += SafeCast.toUint128(assets);
        // What is owed to exits is not free.
        _unclaimedAssets += SafeCast.toUint128(assets);
        emit V2ExitQueueEntered(msg.sender, receiver, positionTicket, shares, assets);
    }
}
