// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AddressDigits} from "./AddressDigits.sol";
import {NameRegistry} from "./NameRegistry.sol";
import {NameResolver, OffchainResolver, WildcardResolver} from "./Resolvers.sol";
import {UniversalResolver} from "./UniversalResolver.sol";

/// @title ENS of a local chain, with names in it, in one transaction
contract DevelopmentNames {
    NameRegistry public immutable registry;
    NameResolver public immutable resolver;
    UniversalResolver public immutable universalResolver;

    bytes32 private constant ETH = keccak256("eth");
    bytes32 private constant ADDR = keccak256("addr");
    bytes32 private constant REVERSE = keccak256("reverse");

    /// @param owner who owns all names afterwards
    /// @param labels the first parts of names below `eth`
    /// @param accounts whom they stand for, and who call themselves so
    /// @param wildcard first part of a name below `eth` that answers for all names below it, with the first account
    /// @param offchain first part of a name below `eth` whose answers are not on the chain
    constructor(
        address owner,
        string[] memory labels,
        address[] memory accounts,
        string memory wildcard,
        string memory offchain
    ) {
        registry = new NameRegistry(address(this));
        resolver = new NameResolver(registry);
        universalResolver = new UniversalResolver(registry);
        bytes32 eth = _take(bytes32(0), ETH);
        bytes32 addrReverse = _take(_take(bytes32(0), REVERSE), ADDR);
        for (uint256 i = 0; i < labels.length; ++i) {
            bytes32 label = keccak256(bytes(labels[i]));
            resolver.setAddr(_take(eth, label), accounts[i]);
            _hand(eth, label, owner, address(resolver));
            bytes32 digits = keccak256(AddressDigits.digitsOf(accounts[i]));
            resolver.setName(_take(addrReverse, digits), string.concat(labels[i], ".eth"));
            _hand(addrReverse, digits, owner, address(resolver));
        }
        _hand(eth, keccak256(bytes(wildcard)), owner, address(new WildcardResolver(accounts[0])));
        _hand(eth, keccak256(bytes(offchain)), owner, address(new OffchainResolver()));
        _hand(_node(bytes32(0), REVERSE), ADDR, owner, address(0));
        _hand(bytes32(0), ETH, owner, address(0));
    }

    function _take(bytes32 node, bytes32 label) private returns (bytes32) {
        _hand(node, label, address(this), address(resolver));
        return _node(node, label);
    }

    function _hand(bytes32 node, bytes32 label, address to, address resolver_) private {
        registry.setSubnodeRecord(node, label, to, resolver_, 0);
    }

    function _node(bytes32 node, bytes32 label) private pure returns (bytes32) {
        return keccak256(abi.encode(node, label));
    }
}
