// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IValidatorsRegistry} from "./interfaces/IValidatorsRegistry.sol";

/// @title Stand-in for the beacon chain's deposit contract
/// @notice Keeps the ETH and counts deposits. Signatures and the deposit data root are not checked: there is no beacon
/// chain behind it.
contract ValidatorsRegistry is IValidatorsRegistry {
    uint64 private _depositCount;

    /// A deposit is at least 1 ETH and a whole number of gwei.
    error InvalidDepositAmount();
    /// A public key has 48, withdrawal credentials 32 and a signature 96 bytes.
    error InvalidDepositData();

    /// @inheritdoc IValidatorsRegistry
    function deposit(
        bytes calldata pubkey,
        bytes calldata withdrawal_credentials,
        bytes calldata signature,
        bytes32 deposit_data_root
    ) external payable override {
        if (
            pubkey.length != 48 || withdrawal_credentials.length != 32 || signature.length != 96
                || deposit_data_root == 0
        ) revert InvalidDepositData();
        if (msg.value < 1 ether || msg.value % 1 gwei != 0) revert InvalidDepositAmount();
        emit DepositEvent(
            pubkey,
            withdrawal_credentials,
            _littleEndian(uint64(msg.value / 1 gwei)),
            signature,
            _littleEndian(_depositCount)
        );
        _depositCount += 1;
    }

    /// @notice Number of deposits so far.
    /// @return count 8 bytes, little-endian
    function get_deposit_count() external view returns (bytes memory count) {
        return _littleEndian(_depositCount);
    }

    function _littleEndian(uint64 value) private pure returns (bytes memory result) {
        result = new bytes(8);
        for (uint256 i = 0; i < 8; ++i) {
            result[i] = bytes1(uint8(value >> (8 * i)));
        }
    }
}
