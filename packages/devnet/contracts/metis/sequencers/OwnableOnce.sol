// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title An owner that is named by the first call of `initialize`
/// @notice Speaks as the contracts of the recorded lives do: their errors are texts.
abstract contract OwnableOnce {
    address public owner;
    bool private initialized;

    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);
    event Initialized(uint8 version);

    modifier onlyOwner() {
        require(msg.sender == owner, "Ownable: caller is not the owner");
        _;
    }

    modifier initializer() {
        require(!initialized, "Initializable: contract is already initialized");
        initialized = true;
        _;
        emit Initialized(1);
    }

    function _setOwner(address newOwner) internal {
        emit OwnershipTransferred(owner, newOwner);
        owner = newOwner;
    }
}
