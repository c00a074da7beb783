// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title A vault of ERC-4626 as the library has it: what a second protocol's pool may look like
contract PlainVault is ERC4626 {
    /// @param token what is staked, and what rewards are paid in
    constructor(IERC20 token) ERC20("Plain Vault", "vPLAIN") ERC4626(token) {}
}
