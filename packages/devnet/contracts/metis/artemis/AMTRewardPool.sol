// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AMTConfig} from "./AMTConfig.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @title Where the sequencers' rewards come in, until the pool takes them
contract AMTRewardPool is Initializable {
    uint256 private constant WHOLE = 1e18;

    AMTConfig public config;
    /// @notice Who gets the fee.
    address public feeReceiver;
    /// @notice What is kept of rewards, of 1e18.
    uint256 public feeRate;

    event FeeRateSet(uint256 feeRate);
    event FeeSent(address feeReceiver, uint256 amount);
    event RewardClaimed(address user, uint256 amount);

    function initialize(AMTConfig config_, address feeReceiver_, uint256 feeRate_) external initializer {
        (config, feeReceiver, feeRate) = (config_, feeReceiver_, feeRate_);
    }

    /// @notice Sets the fee, of 1e18.
    function setFeeRate(uint256 feeRate_) external {
        require(msg.sender == config.owner(), "AccessControl: account is missing role");
        require(feeRate_ <= WHOLE, "invalid _feeRate!");
        feeRate = feeRate_;
        emit FeeRateSet(feeRate_);
    }

    /// @notice Pays out what came in: the fee to its receiver, the rest to the pool.
    /// @return reward what the pool gets
    function claimReward() external returns (uint256 reward) {
        require(msg.sender == config.depositPool(), "AMTRewardPool: ONLY_DEPOSIT_POOL");
        uint256 fee = (address(this).balance * feeRate) / WHOLE;
        reward = address(this).balance - fee;
        if (fee > 0) {
            _pay(feeReceiver, fee);
            emit FeeSent(feeReceiver, fee);
        }
        if (reward > 0) {
            _pay(msg.sender, reward);
            emit RewardClaimed(msg.sender, reward);
        }
    }

    receive() external payable {}

    function _pay(address to, uint256 amount) private {
        (bool paid,) = to.call{value: amount}("");
        require(paid, "TransferHelper: ETH transfer failed");
    }
}
