// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// The part of the beacon chain's deposit contract that staking needs.
interface IValidatorsRegistry {
    /// A validator was funded; `amount` (gwei) and `index` are 8 bytes, little-endian.
    event DepositEvent(bytes pubkey, bytes withdrawal_credentials, bytes amount, bytes signature, bytes index);

    /// @notice Funds a validator.
    /// @param pubkey public key, 48 bytes
    /// @param withdrawal_credentials where withdrawals go, 32 bytes
    /// @param signature proof of possession, 96 bytes
    /// @param deposit_data_root hash tree root of the deposit
    function deposit(
        bytes calldata pubkey,
        bytes calldata withdrawal_credentials,
        bytes calldata signature,
        bytes32 deposit_data_root
    ) external payable;
}
