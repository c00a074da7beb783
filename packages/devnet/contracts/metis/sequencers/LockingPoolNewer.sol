// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LockingPoolBase} from "./LockingPoolBase.sol";

/// @title The sequencer pool with the rules of the newer one on Sepolia
/// @notice All may leave at a time; a new owner must be on the list and own no sequencer yet.
contract LockingPoolNewer is LockingPoolBase {
    function _checkExit() internal view override {}

    function _checkNewOwner(address to) internal view override {
        if (to == address(0)) revert NullAddress();
        if (!whitelist[to]) revert NotWhitelisted();
        if (seqOwners[to] != 0) revert OwnedSequencer();
    }
}
