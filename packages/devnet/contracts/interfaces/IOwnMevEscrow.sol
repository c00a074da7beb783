// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

interface IOwnMevEscrow {
    /// ETH of block proposals came in.
    event MevReceived(uint256 assets);
    /// The pool collected what was there.
    event Harvested(uint256 assets);

    /// @notice The pool that owns this escrow.
    function vault() external view returns (address payable);

    /// @notice Sends the whole balance to the pool; only the pool may ask.
    /// @return assets wei sent
    function harvest() external returns (uint256 assets);
}
