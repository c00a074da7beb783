// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The part of ENS' registry that names are looked up by
/// @notice Says of each name, by its namehash, who owns it and which contract knows its records.
contract NameRegistry {
    struct Record {
        address owner;
        address resolver;
    }

    mapping(bytes32 node => Record) private _records;

    event NewOwner(bytes32 indexed node, bytes32 indexed label, address owner);
    event NewResolver(bytes32 indexed node, address resolver);

    error NotTheOwner(bytes32 node);

    modifier onlyOwnerOf(bytes32 node) {
        if (msg.sender != _records[node].owner) revert NotTheOwner(node);
        _;
    }

    /// @param root who may name the names at the top
    constructor(address root) {
        _records[bytes32(0)].owner = root;
    }

    /// @notice Account that may change a name and those below it; 0 of one that nobody owns.
    /// @param node namehash
    function owner(bytes32 node) external view returns (address) {
        return _records[node].owner;
    }

    /// @notice Contract that knows the records of a name; 0 of one without.
    /// @param node namehash
    function resolver(bytes32 node) external view returns (address) {
        return _records[node].resolver;
    }

    /// @notice Names the contract that knows the records of a name; only its owner.
    /// @param node namehash
    /// @param resolver_ the contract
    function setResolver(bytes32 node, address resolver_) external onlyOwnerOf(node) {
        _setResolver(node, resolver_);
    }

    /// @notice Makes a name below another one; only the owner of that one.
    /// @param node namehash of the name above
    /// @param label keccak256 of the first part of the new name
    /// @param owner_ owner of the new name
    /// @param resolver_ contract that knows its records
    function setSubnodeRecord(bytes32 node, bytes32 label, address owner_, address resolver_, uint64)
        external
        onlyOwnerOf(node)
    {
        bytes32 subnode = keccak256(abi.encode(node, label));
        _records[subnode].owner = owner_;
        emit NewOwner(node, label, owner_);
        _setResolver(subnode, resolver_);
    }

    function _setResolver(bytes32 node, address resolver_) private {
        _records[node].resolver = resolver_;
        emit NewResolver(node, resolver_);
    }
}
