// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";

/// @title The address that people know; the code behind it can be upgraded
contract PoolProxy is ERC1967Proxy {
    /// @param implementation code of the pool
    /// @param data call that initialises it
    constructor(address implementation, bytes memory data) payable ERC1967Proxy(implementation, data) {}
}
