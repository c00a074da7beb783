// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {NameRegistry} from "./NameRegistry.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// What is asked of a resolver for one name.
interface INameRecords {
    /// @notice The address that a name stands for; 0 without one.
    /// @param node namehash
    function addr(bytes32 node) external view returns (address);

    /// @notice The name that a reverse name says of its address.
    /// @param node namehash of `<address>.addr.reverse`
    function name(bytes32 node) external view returns (string memory);
}

/// A resolver that answers for the names below its own as well (ENSIP-10).
interface IExtendedResolver {
    /// @notice Answers a question about a name.
    /// @param name the name as DNS writes it
    /// @param data the question, as it would be asked of an ordinary resolver
    function resolve(bytes calldata name, bytes calldata data) external view returns (bytes memory);
}

/// @title Records that the owners of names write
contract NameResolver is INameRecords, IERC165 {
    NameRegistry private immutable _registry;
    mapping(bytes32 node => address) private _addresses;
    mapping(bytes32 node => string) private _names;

    error NotTheOwner(bytes32 node);

    modifier onlyOwnerOf(bytes32 node) {
        if (msg.sender != _registry.owner(node)) revert NotTheOwner(node);
        _;
    }

    /// @param registry says who owns a name
    constructor(NameRegistry registry) {
        _registry = registry;
    }

    /// @inheritdoc INameRecords
    function addr(bytes32 node) external view returns (address) {
        return _addresses[node];
    }

    /// @inheritdoc INameRecords
    function name(bytes32 node) external view returns (string memory) {
        return _names[node];
    }

    /// @notice Writes the address that a name stands for; only the owner of the name.
    /// @param node namehash
    /// @param account the address
    function setAddr(bytes32 node, address account) external onlyOwnerOf(node) {
        _addresses[node] = account;
    }

    /// @notice Writes what a reverse name says; only the owner of the name.
    /// @param node namehash of `<address>.addr.reverse`
    /// @param name_ the name
    function setName(bytes32 node, string calldata name_) external onlyOwnerOf(node) {
        _names[node] = name_;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == INameRecords.addr.selector
            || interfaceId == INameRecords.name.selector;
    }
}

/// @title A resolver that answers for every name below its own, on the chain
contract WildcardResolver is IExtendedResolver, IERC165 {
    address private immutable _account;

    /// @param account whom all names stand for
    constructor(address account) {
        _account = account;
    }

    /// @inheritdoc IExtendedResolver
    function resolve(bytes calldata, bytes calldata data) external view returns (bytes memory) {
        return bytes4(data) == INameRecords.addr.selector ? abi.encode(_account) : bytes("");
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IExtendedResolver).interfaceId;
    }
}

/// @title A resolver that sends whoever asks to a server (EIP-3668)
contract OffchainResolver is IExtendedResolver, IERC165 {
    error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callbackFunction, bytes extraData);

    /// @inheritdoc IExtendedResolver
    function resolve(bytes calldata, bytes calldata data) external view returns (bytes memory) {
        string[] memory urls = new string[](1);
        urls[0] = "https://names.invalid/{sender}/{data}.json";
        revert OffchainLookup(address(this), urls, data, this.resolve.selector, data);
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IExtendedResolver).interfaceId;
    }
}
