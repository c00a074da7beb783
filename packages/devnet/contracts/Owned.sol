// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AccessDenied, ZeroAddress} from "./interfaces/Errors.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @title A contract with one owner that is named once, after its code was put in place
abstract contract Owned is Initializable {
    /// @notice Who may call the functions reserved to the owner.
    address public owner;

    modifier onlyOwner() {
        if (msg.sender != owner) revert AccessDenied();
        _;
    }

    function _setOwner(address owner_) internal onlyInitializing {
        if (owner_ == address(0)) revert ZeroAddress();
        owner = owner_;
    }
}
