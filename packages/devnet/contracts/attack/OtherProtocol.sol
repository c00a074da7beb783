// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title An honest contract of another protocol that has some methods of the pool's names and shapes
/// @notice For trying out that nobody is alarmed about it. It takes whatever it is called with.
contract OtherProtocol {
    /// @notice Takes ETH.
    receive() external payable {}

    /// @notice Takes a token and says for whom, as many bridges and lenders do.
    function deposit(address, address) external payable returns (uint256) {
        return msg.value;
    }

    /// @notice Several calls at once, as most routers have it.
    function multicall(bytes[] calldata data) external payable returns (bytes[] memory results) {
        results = new bytes[](data.length);
        for (uint256 i = 0; i < data.length; ++i) {
            (, results[i]) = address(this).delegatecall(data[i]);
        }
    }

    /// @notice Gives back, as tokenised vaults do.
    function redeem(uint256 shares, address) external pure returns (uint256) {
        return shares;
    }

    /// @notice Refuses everything else.
    fallback() external payable {
        revert("unknown method");
    }
}
