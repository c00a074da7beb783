// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A contract that answers like a pool and keeps whatever it gets
/// @notice For trying out warnings. It has no storage, so that its code can be placed at any address.
contract FakePool {
    /// @notice Takes ETH without a word.
    receive() external payable {}

    /// @notice Says what the real pool says.
    function vaultId() external pure returns (bytes32) {
        return keccak256("EthFoxVault");
    }

    /// @notice Says that it is of the newest kind.
    function version() external pure returns (uint8) {
        return 2;
    }

    /// @notice Says that its code lies here.
    function implementation() external view returns (address) {
        return address(this);
    }

    /// @notice Says that it holds much.
    function totalAssets() external pure returns (uint256) {
        return 1_000_000 ether;
    }

    /// @notice Says that a share is worth much.
    function totalShares() external pure returns (uint256) {
        return 1_000 ether;
    }

    /// @notice Says that it has no limit.
    function capacity() external pure returns (uint256) {
        return type(uint256).max;
    }

    /// @notice Says that it costs nothing.
    function feePercent() external pure returns (uint16) {
        return 0;
    }

    /// @notice Says who gets the fee.
    function feeRecipient() external view returns (address) {
        return address(this);
    }

    /// @notice Says where rewards gather.
    function mevEscrow() external view returns (address) {
        return address(this);
    }

    /// @notice Says that everything can be paid.
    function withdrawableAssets() external pure returns (uint256) {
        return 1_000_000 ether;
    }

    /// @notice Says that nobody waits.
    function getExitQueueData() external pure returns (uint128, uint128, uint128, uint128, uint256) {
        return (0, 0, 0, 0, 0);
    }

    /// @notice Says that everybody holds much.
    function getShares(address) external pure returns (uint256) {
        return 1_000 ether;
    }

    /// @notice Says that nobody is blocked.
    function blockedAccounts(address) external pure returns (bool) {
        return false;
    }

    /// @notice Keeps the ETH and says that it was staked.
    function deposit(address, address) external payable returns (uint256) {
        return msg.value;
    }

    /// @notice Does nothing, and says that it did.
    function enterExitQueue(uint256, address) external virtual returns (uint256) {
        return 0;
    }
}
