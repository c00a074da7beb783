// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A contract that burns all gas of whoever asks it anything
/// @notice For trying out that it cannot keep others from being asked.
contract GasBurner {
    /// @notice Never ends.
    fallback() external payable {
        while (true) {}
    }
}
