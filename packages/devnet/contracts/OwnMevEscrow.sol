// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HarvestFailed} from "./interfaces/Errors.sol";
import {IOwnMevEscrow} from "./interfaces/IOwnMevEscrow.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title Collects the MEV of one pool's block proposals until the pool's next harvest
contract OwnMevEscrow is IOwnMevEscrow {
    /// @inheritdoc IOwnMevEscrow
    address payable public immutable override vault;

    /// @param vault_ the pool that owns the escrow
    constructor(address payable vault_) {
        vault = vault_;
    }

    /// @notice Takes MEV. ETH also arrives as a block reward, which runs no code and leaves no event.
    receive() external payable {
        emit MevReceived(msg.value);
    }

    /// @inheritdoc IOwnMevEscrow
    function harvest() external override returns (uint256 assets) {
        if (msg.sender != vault) revert HarvestFailed();
        assets = address(this).balance;
        if (assets == 0) return 0;
        emit Harvested(assets);
        Address.functionCallWithValue(vault, abi.encodeWithSignature("receiveFromMevEscrow()"), assets);
    }
}
