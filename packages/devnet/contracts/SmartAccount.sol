// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// Code for accounts that delegate to it (EIP-7702): all calls of a batch succeed, or none of them happens (ERC-7821).
contract SmartAccount {
    struct Call {
        address to;
        uint256 value;
        bytes data;
    }

    /// One batch of calls, without anything that authorizes it.
    bytes32 private constant BATCH = bytes32(uint256(1) << 248);

    error NotTheAccount();
    error UnsupportedMode();

    receive() external payable {}

    /// @param executionData `abi.encode(Call[])`; the zero address stands for the account itself.
    function execute(bytes32 mode, bytes calldata executionData) external payable {
        if (msg.sender != address(this)) revert NotTheAccount();
        if (mode != BATCH) revert UnsupportedMode();
        Call[] memory calls = abi.decode(executionData, (Call[]));
        for (uint256 index = 0; index < calls.length; ++index) {
            Call memory each = calls[index];
            address to = each.to == address(0) ? address(this) : each.to;
            (bool isSuccess, bytes memory answer) = to.call{value: each.value}(each.data);
            if (!isSuccess) {
                assembly {
                    revert(add(answer, 32), mload(answer))
                }
            }
        }
    }

    function supportsExecutionMode(bytes32 mode) external pure returns (bool) {
        return mode == BATCH;
    }
}
