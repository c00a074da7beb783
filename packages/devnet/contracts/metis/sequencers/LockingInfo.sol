// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {L1Bridge} from "./L1Bridge.sol";
import {L1Metis} from "./L1Metis.sol";
import {OwnableOnce} from "./OwnableOnce.sol";
import {Sequencer} from "./SequencerTypes.sol";

/// @title Holds what sequencers locked and earned, and tells what happens to it
/// @notice Only the pool, its manager, moves anything. Value that comes along without a reward to pay out stays here.
contract LockingInfo is OwnableOnce {
    address public manager;
    address public bridge;
    address public l1Token;
    address public l2Token;
    uint256 public l2ChainId;
    uint256 public minLock;
    uint256 public maxLock;
    uint256 public totalLocked;
    uint256 public totalRewardsLiquidated;
    address public rewardPayer;

    event Locked(
        address indexed signer,
        uint256 indexed sequencerId,
        uint256 nonce,
        uint256 indexed activationBatch,
        uint256 amount,
        uint256 total,
        bytes signerPubkey
    );
    event Relocked(uint256 indexed sequencerId, uint256 amount, uint256 total);
    event Withdraw(uint256 indexed sequencerId, uint256 amount);
    event LockUpdate(uint256 indexed sequencerId, uint256 indexed nonce, uint256 indexed newAmount);
    event ClaimRewards(
        uint256 indexed sequencerId, address recipient, uint256 indexed amount, uint256 indexed totalAmount
    );
    event UnlockInit(
        address indexed user,
        uint256 indexed sequencerId,
        uint256 nonce,
        uint256 deactivationBatch,
        uint256 deactivationTime,
        uint256 unlockClaimTime,
        uint256 indexed amount
    );
    event Unlocked(address indexed user, uint256 indexed sequencerId, uint256 amount, uint256 total);
    event SignerChange(
        uint256 indexed sequencerId,
        uint256 nonce,
        address indexed oldSigner,
        address indexed newSigner,
        bytes signerPubkey
    );
    event BatchSubmitReward(uint256 _newBatchId);
    event SetMinLock(uint256 _newMinLock);
    event SetMaxLock(uint256 _newMaxLock);
    event SetRewardPayer(address _payer);

    modifier onlyManager() {
        require(msg.sender == manager, "Not manager");
        _;
    }

    function initialize(address bridge_, address l1Token_, address l2Token_, uint256 l2ChainId_) external initializer {
        bridge = bridge_;
        l1Token = l1Token_;
        l2Token = l2Token_;
        l2ChainId = l2ChainId_;
        minLock = 20_000 ether;
        maxLock = 100_000 ether;
        _setOwner(msg.sender);
    }

    function initManager(address manager_) external onlyOwner {
        require(manager == address(0), "manager has been initialized");
        manager = manager_;
    }

    function setMinLock(uint256 amount) external onlyOwner {
        require(amount > 0, "_minLock=0");
        minLock = amount;
        emit SetMinLock(amount);
    }

    function setMaxLock(uint256 amount) external onlyOwner {
        require(amount >= minLock, "maxLock<minLock");
        maxLock = amount;
        emit SetMaxLock(amount);
    }

    function setRewardPayer(address payer) external onlyOwner {
        rewardPayer = payer;
        emit SetRewardPayer(payer);
    }

    function newSequencer(
        uint256 id,
        address operator,
        address signer,
        uint256 amount,
        uint256 batch,
        bytes calldata pubkey
    ) external onlyManager {
        require(amount >= minLock && amount <= maxLock, "invalid amount");
        totalLocked += amount;
        L1Metis(l1Token).transferFrom(operator, address(this), amount);
        emit Locked(signer, id, 1, batch, amount, totalLocked, pubkey);
    }

    function increaseLocked(
        uint256 id,
        uint256 nonce,
        address operator,
        uint256 locked,
        uint256 incoming,
        uint256 fromReward
    ) external onlyManager {
        require(locked <= maxLock, "locked>maxLock");
        uint256 added = incoming + fromReward;
        require(added > 0, "No new locked added");
        L1Metis(l1Token).transferFrom(operator, address(this), incoming);
        totalLocked += added;
        emit Relocked(id, added, totalLocked);
        emit LockUpdate(id, nonce, locked);
    }

    function withdrawLocking(uint256 id, address operator, uint256 nonce, uint256 amount, uint256 locked)
        external
        onlyManager
    {
        require(amount > 0 && locked >= minLock, "invalid amount");
        totalLocked -= amount;
        L1Metis(l1Token).transfer(operator, amount);
        emit Withdraw(id, amount);
        emit LockUpdate(id, nonce, locked);
    }

    function initializeUnlock(uint256 id, uint256 reward, uint32 l2Gas, Sequencer calldata sequencer)
        external
        payable
        onlyManager
    {
        _payReward(id, reward, sequencer.rewardRecipient, l2Gas);
        emit UnlockInit(
            sequencer.signer,
            id,
            sequencer.nonce,
            sequencer.deactivationBatch,
            sequencer.deactivationTime,
            sequencer.unlockClaimTime,
            reward
        );
    }

    function finalizeUnlock(
        address operator,
        uint256 id,
        uint256 amount,
        uint256 reward,
        address recipient,
        uint32 l2Gas
    ) external payable onlyManager {
        totalLocked -= amount;
        L1Metis(l1Token).transfer(operator, amount);
        if (reward > 0) {
            _payReward(id, reward, recipient, l2Gas);
        }
        emit Unlocked(operator, id, amount, totalLocked);
    }

    function liquidateReward(uint256 id, uint256 amount, address recipient, uint32 l2Gas)
        external
        payable
        onlyManager
    {
        _payReward(id, amount, recipient, l2Gas);
    }

    function distributeReward(uint256 batch, uint256 totalReward) external onlyManager {
        L1Metis(l1Token).transferFrom(rewardPayer, address(this), totalReward);
        emit BatchSubmitReward(batch);
    }

    function logSignerChange(
        uint256 id,
        address oldSigner,
        address newSigner,
        uint256 nonce,
        bytes calldata pubkey
    ) external onlyManager {
        emit SignerChange(id, nonce, oldSigner, newSigner, pubkey);
    }

    /// Sends a reward over the bridge with all the value; without a reward the value stays here.
    function _payReward(uint256 id, uint256 amount, address recipient, uint32 l2Gas) private {
        if (amount > 0) {
            L1Metis(l1Token).approve(bridge, amount);
            L1Bridge(bridge).depositERC20ToByChainId{value: msg.value}(
                l2ChainId, l1Token, l2Token, recipient, amount, l2Gas, ""
            );
        }
        totalRewardsLiquidated += amount;
        emit ClaimRewards(id, recipient, amount, totalRewardsLiquidated);
    }
}
