// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AMTConfig} from "./AMTConfig.sol";
import {AMTRewardPool} from "./AMTRewardPool.sol";
import {ArtMetis} from "./ArtMetis.sol";
import {Stoppable} from "./Stoppable.sol";

/// @title Takes stakes in the chain's own METIS and gives artMETIS for them
contract AMTDepositPool is Stoppable {
    /// @notice METIS that all artMETIS is worth, wherever it is.
    uint256 public totalDeposits;

    event MetisDeposited(address indexed _user, uint256 _amount, uint256 _artMetisAmount, string _referralId);
    event Harvested(address indexed _user, uint256 _amount);
    event AdminWithdrawnMetis(address indexed _user, uint256 _amount);
    event InitiateWithdrawalFor(address indexed _user, uint256 _artMetisAmount, uint256 _depositAmount);

    modifier onlyManager() {
        require(msg.sender == config.withdrawalManager(), "AMTDepositPool: only withdrawal manager");
        _;
    }

    function initialize(AMTConfig config_) external initializer {
        _setConfig(config_);
    }

    /// @notice artMETIS for so much METIS, rounded down, before a harvest.
    function getArtMetisAmountToMint(uint256 amount) public view returns (uint256) {
        return totalDeposits == 0 ? amount : (amount * ArtMetis(config.artMetis()).totalSupply()) / totalDeposits;
    }

    /// @notice Stakes the value that comes along, after a harvest.
    /// @param minArtMetisOut the least artMETIS that the caller takes for it
    function deposit(uint256 minArtMetisOut, string calldata referralId)
        external
        payable
        whenNotPaused
        returns (uint256 artMetisAmount)
    {
        harvest();
        require(msg.value > 0, "AMTDepositPool: INVALID_AMOUNT");
        artMetisAmount = getArtMetisAmountToMint(msg.value);
        require(artMetisAmount >= minArtMetisOut, "AMTDepositPool: artMetis is too high");
        totalDeposits += msg.value;
        ArtMetis(config.artMetis()).mint(msg.sender, artMetisAmount);
        emit MetisDeposited(msg.sender, msg.value, artMetisAmount, referralId);
    }

    /// @notice Brings in what the reward pool holds. Anybody may.
    function harvest() public {
        uint256 reward = AMTRewardPool(payable(config.rewardPool())).claimReward();
        if (reward > 0) {
            totalDeposits += reward;
            emit Harvested(msg.sender, reward);
        }
    }

    /// @notice Burns artMETIS of a withdrawal and takes its METIS out of the books.
    function initiateWithdrawalFor(address user, uint256 artMetisAmount, uint256 amount) external onlyManager {
        require(artMetisAmount > 0 && amount > 0, "AMTDepositPool: invalid amount");
        ArtMetis(config.artMetis()).burn(user, artMetisAmount);
        totalDeposits -= amount;
        emit InitiateWithdrawalFor(user, artMetisAmount, amount);
    }

    /// @notice Hands METIS to the withdrawal manager, or to the owner, who stakes it.
    function adminWithdrawMetis(uint256 amount) external {
        require(
            msg.sender == config.owner() || msg.sender == config.withdrawalManager(),
            "AMTDepositPool: only admin or withdrawal manager"
        );
        require(amount > 0, "AMTDepositPool: invalid amount");
        require(amount <= address(this).balance, "AMTDepositPool: amount exceeds balance");
        (bool paid,) = msg.sender.call{value: amount}("");
        require(paid, "TransferHelper: ETH transfer failed");
        emit AdminWithdrawnMetis(msg.sender, amount);
    }

    receive() external payable {}
}
