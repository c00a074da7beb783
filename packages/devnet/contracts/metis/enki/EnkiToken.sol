// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnkiErc20} from "./EnkiErc20.sol";

/// @title ENKI: the token that makes vesting run
contract EnkiToken is EnkiErc20 {
    bool private initialized;

    /// @param holder who gets all of it
    /// @param supply in the smallest unit
    function initialize(address holder, uint256 supply) external {
        require(!initialized, "Initializable: contract is already initialized");
        initialized = true;
        _nameToken("ENKI", "ENKI");
        _mint(holder, supply);
    }
}
