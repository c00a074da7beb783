// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {L1Metis} from "./L1Metis.sol";

/// @title The L1's end of the bridge to Metis
/// @notice Keeps the tokens and counts them for their recipients. It wants a fee of more than 0 wei.
contract L1Bridge {
    mapping(address recipient => uint256) public bridgedToL2;

    event ERC20DepositInitiated(
        address indexed l1Token,
        address indexed l2Token,
        address indexed from,
        address to,
        uint256 amount,
        bytes data
    );

    function depositERC20ToByChainId(
        uint256,
        address l1Token,
        address l2Token,
        address to,
        uint256 amount,
        uint32,
        bytes calldata data
    ) external payable {
        require(msg.value > 0, "bridge fee required");
        L1Metis(l1Token).transferFrom(msg.sender, address(this), amount);
        bridgedToL2[to] += amount;
        emit ERC20DepositInitiated(l1Token, l2Token, msg.sender, to, amount, data);
    }
}
