// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AddressDigits} from "./AddressDigits.sol";
import {NameRegistry} from "./NameRegistry.sol";
import {IExtendedResolver, INameRecords, OffchainResolver} from "./Resolvers.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";

/// @title Where names are resolved, with the interface and the errors of ENS' Universal Resolver
/// @notice Finds the resolver of a name or of the nearest name above it, and asks it. Knows Ethereum's addresses only.
contract UniversalResolver {
    uint256 private constant COIN_TYPE_ETHER = 60;

    NameRegistry private immutable _registry;

    error ResolverNotFound(bytes name);
    error ResolverNotContract(bytes name, address resolver);
    error UnsupportedResolverProfile(bytes4 selector);
    error ResolverError(bytes errorData);
    error ReverseAddressMismatch(string primary, bytes primaryAddress);
    error DNSDecodingFailed(bytes dns);
    error DNSEncodingFailed(string ens);
    error EmptyAddress();

    /// @param registry says which resolver a name has
    constructor(NameRegistry registry) {
        _registry = registry;
    }

    /// @notice The resolver of a name, or of the nearest name above it that has one; 0 without any.
    /// @param name as DNS writes it
    /// @return resolver the contract
    /// @return node namehash of the name
    /// @return offset where in `name` the name begins that has the resolver
    function findResolver(bytes memory name)
        public
        view
        returns (address resolver, bytes32 node, uint256 offset)
    {
        node = _namehash(name, 0);
        while (true) {
            resolver = _registry.resolver(_namehash(name, offset));
            if (resolver != address(0) || name[offset] == 0) return (resolver, node, offset);
            offset += 1 + uint8(name[offset]);
        }
    }

    /// @notice Answers a question about a name. Reverts with `OffchainLookup` where the answer is not on the chain.
    /// @param name as DNS writes it
    /// @param data the question
    /// @return result the answer, ABI-encoded
    /// @return resolver who gave it
    function resolve(bytes calldata name, bytes calldata data)
        external
        view
        returns (bytes memory result, address resolver)
    {
        return _resolve(name, data);
    }

    /// @notice The name that an address calls itself by, when that name stands for the address.
    /// @param lookupAddress 20 bytes
    /// @param coinType 60
    /// @return primary the name; empty without one
    /// @return resolver who knows the name
    /// @return reverseResolver who knows the address
    function reverse(bytes calldata lookupAddress, uint256 coinType)
        external
        view
        returns (string memory primary, address resolver, address reverseResolver)
    {
        if (lookupAddress.length != 20) revert EmptyAddress();
        if (coinType != COIN_TYPE_ETHER) return ("", address(0), address(0));
        bytes memory digits = AddressDigits.digitsOf(address(bytes20(lookupAddress)));
        bytes memory reverseName = _encode(string.concat(string(digits), ".addr.reverse"));
        bytes memory answer;
        (answer, reverseResolver) =
            _resolve(reverseName, abi.encodeCall(INameRecords.name, (_namehash(reverseName, 0))));
        primary = abi.decode(answer, (string));
        if (bytes(primary).length == 0) return ("", address(0), reverseResolver);
        bytes memory name = _encode(primary);
        (answer, resolver) = _resolve(name, abi.encodeCall(INameRecords.addr, (_namehash(name, 0))));
        bytes memory account = abi.encodePacked(abi.decode(answer, (address)));
        if (keccak256(account) != keccak256(lookupAddress)) revert ReverseAddressMismatch(primary, account);
    }

    function _resolve(bytes memory name, bytes memory data)
        private
        view
        returns (bytes memory result, address resolver)
    {
        uint256 offset;
        (resolver,, offset) = findResolver(name);
        if (resolver == address(0)) revert ResolverNotFound(name);
        bool extended = ERC165Checker.supportsInterface(resolver, type(IExtendedResolver).interfaceId);
        if (!extended && offset != 0) revert ResolverNotFound(name);
        if (resolver.code.length == 0) revert ResolverNotContract(name, resolver);
        bool success;
        (success, result) =
            resolver.staticcall(extended ? abi.encodeCall(IExtendedResolver.resolve, (name, data)) : data);
        if (!success) _fail(result);
        if (result.length == 0) revert UnsupportedResolverProfile(bytes4(data));
        if (extended) result = abi.decode(result, (bytes));
    }

    /// Hands on what asks for a server, and wraps any other error. (The real one puts its own gateways in front.)
    function _fail(bytes memory reason) private pure {
        bytes4 selector = bytes4(reason);
        if (selector != OffchainResolver.OffchainLookup.selector && selector != UnsupportedResolverProfile.selector) {
            revert ResolverError(reason);
        }
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }

    function _namehash(bytes memory name, uint256 offset) private pure returns (bytes32 node) {
        if (offset >= name.length) revert DNSDecodingFailed(name);
        uint256 length = uint8(name[offset]);
        if (length == 0) {
            if (offset + 1 != name.length) revert DNSDecodingFailed(name);
            return bytes32(0);
        }
        if (offset + 1 + length >= name.length) revert DNSDecodingFailed(name);
        bytes32 label;
        assembly ("memory-safe") {
            label := keccak256(add(add(name, 33), offset), length)
        }
        return keccak256(abi.encode(_namehash(name, offset + 1 + length), label));
    }

    /// A name as DNS writes it: each part behind its length, and a 0 at the end.
    function _encode(string memory ens) private pure returns (bytes memory dns) {
        bytes memory text = bytes(ens);
        dns = abi.encodePacked(bytes1(0), text, bytes1(0));
        uint256 start = 0;
        for (uint256 i = 0; i <= text.length; ++i) {
            if (i == text.length || text[i] == ".") {
                if (i == start || i - start > 255) revert DNSEncodingFailed(ens);
                dns[start] = bytes1(uint8(i - start));
                start = i + 1;
            }
        }
    }
}
