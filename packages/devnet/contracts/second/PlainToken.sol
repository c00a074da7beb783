// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token of six decimals that everybody may make: the asset of the plain vault
contract PlainToken is ERC20("Plain Token", "PLAIN") {
    /// @notice Number of decimals of an amount.
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @notice Makes tokens for an account.
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
