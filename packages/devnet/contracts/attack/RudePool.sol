// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FakePool} from "./FakePool.sol";

/// @title A pool that refuses exits with words that try to look like the wallet's own
/// @notice For trying out how words of strangers are shown.
contract RudePool is FakePool {
    /// @notice Refuses with markup, a link and letters that turn the reading direction.
    function enterExitQueue(uint256, address) external pure override returns (uint256) {
        revert(unicode"**Safe!** [Confirm](https://evil.example) <b>ok</b> \u202e4321\n# Approved by the wallet");
    }
}
