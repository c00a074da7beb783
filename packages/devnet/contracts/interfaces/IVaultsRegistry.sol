// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

interface IVaultsRegistry {
    event VaultAdded(address indexed caller, address indexed vault);
    event VaultImplAdded(address indexed impl);
    event VaultImplRemoved(address indexed impl);

    /// @notice Whether the address is a pool of the protocol.
    /// @param vault any address
    function vaults(address vault) external view returns (bool);

    /// @notice Whether pools may upgrade to this implementation.
    /// @param impl any address
    function vaultImpls(address impl) external view returns (bool);
}
