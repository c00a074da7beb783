// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Owned} from "./Owned.sol";
import {IVaultsRegistry} from "./interfaces/IVaultsRegistry.sol";

/// @title The list of the protocol's pools and of the implementations that they may upgrade to
contract VaultsRegistry is IVaultsRegistry, Owned {
    /// @inheritdoc IVaultsRegistry
    mapping(address vault => bool) public override vaults;

    /// @inheritdoc IVaultsRegistry
    mapping(address impl => bool) public override vaultImpls;

    /// @notice Sets the owner; callable once.
    /// @param owner_ who may add pools and implementations
    function initialize(address owner_) external initializer {
        _setOwner(owner_);
    }

    /// @notice Registers a pool.
    /// @param vault address of the pool
    function addVault(address vault) external onlyOwner {
        vaults[vault] = true;
        emit VaultAdded(msg.sender, vault);
    }

    /// @notice Allows upgrades to an implementation.
    /// @param impl address of the implementation
    function addVaultImpl(address impl) external onlyOwner {
        vaultImpls[impl] = true;
        emit VaultImplAdded(impl);
    }

    /// @notice Forbids upgrades to an implementation.
    /// @param impl address of the implementation
    function removeVaultImpl(address impl) external onlyOwner {
        vaultImpls[impl] = false;
        emit VaultImplRemoved(impl);
    }
}
