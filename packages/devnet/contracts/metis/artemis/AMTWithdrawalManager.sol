// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AMTConfig} from "./AMTConfig.sol";
import {AMTDepositPool} from "./AMTDepositPool.sol";
import {Stoppable} from "./Stoppable.sol";

/// @title Takes requests for METIS, which the owner releases in their order, and pays each account's oldest one at a time
contract AMTWithdrawalManager is Stoppable {
    struct WithdrawRequest {
        uint256 artMetisAmount;
        uint256 expectedAmount;
        uint256 startTime;
    }

    /// @notice Number of the next request.
    uint256 public nextWithdrawNonce;
    /// @notice Requests below this number are released.
    uint256 public nextUnlockNonce;
    /// @notice Seconds that each request waits at least.
    uint256 public withdrawDelay;
    /// @notice Requests by number.
    mapping(uint256 nonce => WithdrawRequest request) public withdrawRequests;

    mapping(address user => uint256[] nonces) private _nonces;
    /// Requests of a user that were paid: the first ones.
    mapping(address user => uint256 count) private _paid;

    event WithdrawDelaySet(address indexed _user, uint256 _withdrawDelay);
    event WithdrawRequestInitiated(
        address indexed _user, uint256 _nonce, uint256 _artMetisAmount, uint256 _expectedAmount
    );
    event WithdrawRequestCompleted(address indexed _user, uint256 _nonce);
    event NextUnlockNonceSet(uint256 _nextUnlockNonce);

    function initialize(AMTConfig config_, uint256 withdrawDelay_) external initializer {
        _setConfig(config_);
        withdrawDelay = withdrawDelay_;
    }

    /// @notice Sets how long requests wait, those that wait already among them.
    function setWithdrawDelay(uint256 withdrawDelay_) external onlyAdmin {
        withdrawDelay = withdrawDelay_;
        emit WithdrawDelaySet(msg.sender, withdrawDelay_);
    }

    /// @notice Requests of a user that were not paid yet.
    function getUserWithdrawRequestLength(address user) public view returns (uint256) {
        return _nonces[user].length - _paid[user];
    }

    /// @notice One of them, the oldest first.
    function getUserWithdrawRequest(address user, uint256 index) external view returns (WithdrawRequest memory) {
        require(index < getUserWithdrawRequestLength(user), "AMTWithdrawalManager: INVALID_INDEX");
        return withdrawRequests[_nonces[user][_paid[user] + index]];
    }

    /// @notice Burns artMETIS of the caller for METIS at the rate of now, without a harvest.
    function initiateWithdrawal(uint256 artMetisAmount) external whenNotPaused {
        require(artMetisAmount > 0, "AMTWithdrawalManager: INVALID_AMOUNT");
        AMTDepositPool pool = AMTDepositPool(payable(config.depositPool()));
        uint256 expectedAmount = (artMetisAmount * 1e18) / pool.getArtMetisAmountToMint(1e18);
        pool.initiateWithdrawalFor(msg.sender, artMetisAmount, expectedAmount);
        uint256 nonce = nextWithdrawNonce++;
        withdrawRequests[nonce] = WithdrawRequest(artMetisAmount, expectedAmount, block.timestamp);
        _nonces[msg.sender].push(nonce);
        emit WithdrawRequestInitiated(msg.sender, nonce, artMetisAmount, expectedAmount);
    }

    /// @notice Releases requests with the pool's METIS.
    /// @param firstExcludeNonce the first request that is not released
    function unlockWithdrawal(uint256 firstExcludeNonce) external onlyAdmin {
        require(firstExcludeNonce > nextUnlockNonce, "AMTWithdrawalManager: invalid first exclude nonce");
        uint256 amount = calculateUnlockNonce(firstExcludeNonce);
        AMTDepositPool(payable(config.depositPool())).adminWithdrawMetis(amount);
        nextUnlockNonce = firstExcludeNonce;
        emit NextUnlockNonceSet(firstExcludeNonce);
    }

    /// @notice METIS that releasing the requests below a number takes.
    function calculateUnlockNonce(uint256 firstExcludeNonce) public view returns (uint256 amount) {
        require(firstExcludeNonce <= nextWithdrawNonce, "AMTWithdrawalManager: INVALID_NONCE");
        for (uint256 nonce = nextUnlockNonce; nonce < firstExcludeNonce; nonce++) {
            amount += withdrawRequests[nonce].expectedAmount;
        }
    }

    /// @notice Pays the caller's oldest request.
    function completeWithdrawal() external whenNotPaused {
        require(getUserWithdrawRequestLength(msg.sender) > 0, "AMTWithdrawalManager: no withdraw request");
        uint256 nonce = _nonces[msg.sender][_paid[msg.sender]++];
        require(nonce < nextUnlockNonce, "AMTWithdrawalManager: withdraw request has not unlocked yet");
        WithdrawRequest memory request = withdrawRequests[nonce];
        require(
            request.startTime + withdrawDelay <= block.timestamp,
            "AMTWithdrawalManager: withdraw request is not ready to complete"
        );
        delete withdrawRequests[nonce];
        (bool paid,) = msg.sender.call{value: request.expectedAmount}("");
        require(paid, "TransferHelper: ETH transfer failed");
        emit WithdrawRequestCompleted(msg.sender, nonce);
    }

    receive() external payable {}
}
