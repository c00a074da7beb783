// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LockingPoolBase} from "./LockingPoolBase.sol";
import {SequencerStatus} from "./SequencerTypes.sol";

/// @title The sequencer pool with the rules of the one on Ethereum
/// @notice No more than a third may be on the way out, and an owner on the list may hand a sequencer to anybody.
contract LockingPool is LockingPoolBase {
    function _checkExit() internal view override {
        uint256 exiting = seqStatuses[SequencerStatus.Inactive];
        require(3 * (exiting + 1) <= seqStatuses[SequencerStatus.Active] + exiting, "BFT restriction");
    }

    function _checkNewOwner(address to) internal view override onlyListed {
        if (to == address(0)) revert NullAddress();
    }
}
