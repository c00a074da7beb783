// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LockingInfo} from "./LockingInfo.sol";
import {OwnableOnce} from "./OwnableOnce.sol";
import {Sequencer, SequencerStatus} from "./SequencerTypes.sol";

/// @title The sequencer pool: who has locked how much, who earned what, who leaves
/// @notice What both codes of the recorded pools have in common; they differ in exits and in handing a sequencer on.
abstract contract LockingPoolBase is OwnableOnce {
    struct BatchState {
        uint256 id;
        uint256 number;
        uint256 startEpoch;
        uint256 endEpoch;
    }

    LockingInfo public escrow;
    uint256 public exitDelayPeriod;
    uint256 public rewardPerBlock;
    address public mpcAddress;
    BatchState public curBatchState;
    uint256 public signerUpdateThrottle;
    bool public paused;
    uint256 public totalSequencers;
    mapping(address account => bool) public whitelist;
    mapping(uint256 id => Sequencer) public sequencers;
    /// @notice One sequencer of an owner at most: none after one of several was handed on or claimed.
    mapping(address account => uint256) public seqOwners;
    /// @notice The highest number where a signer may not be used again.
    mapping(address signer => uint256) public seqSigners;
    mapping(SequencerStatus status => uint256) public seqStatuses;

    event DistributeReward(
        uint256 indexed batchId, uint256 startEpoch, uint256 endEpoch, uint256 amount, uint256 rpb
    );
    event SequencerOwnerChanged(uint256 _seqId, address _owner);
    event SequencerRewardRecipientChanged(uint256 _seqId, address _recipient);
    event SetWhitelist(address _user, bool _yes);
    event RewardUpdate(uint256 newReward, uint256 oldReward);
    event WithrawDelayTimeChange(uint256 _cur, uint256 _prev);
    event UpdateMpc(address _newMpc);
    event SetSignerUpdateThrottle(uint256 _n);
    event Paused(address account);
    event Unpaused(address account);

    error NoRewardRecipient();
    error NoSuchSeq();
    error NotSeqOwner();
    error NotSeqSigner();
    error NotWhitelisted();
    error NullAddress();
    error OwnedSequencer();
    error SeqNotActive();
    error SignerExisted();

    modifier whenNotPaused() {
        require(!paused, "Pausable: paused");
        _;
    }

    modifier onlyListed() {
        if (!whitelist[msg.sender]) revert NotWhitelisted();
        _;
    }

    function initialize(LockingInfo escrow_) external initializer {
        exitDelayPeriod = 21 days;
        rewardPerBlock = 0.000761 ether;
        curBatchState = BatchState({id: 1, number: block.number, startEpoch: 0, endEpoch: 0});
        signerUpdateThrottle = 1;
        escrow = escrow_;
        _setOwner(msg.sender);
    }

    function currentBatch() external view returns (uint256) {
        return curBatchState.id;
    }

    function WITHDRAWAL_DELAY() external view returns (uint256) {
        return exitDelayPeriod;
    }

    function BLOCK_REWARD() external view returns (uint256) {
        return rewardPerBlock;
    }

    function setWhitelist(address account, bool yes) external onlyOwner {
        whitelist[account] = yes;
        emit SetWhitelist(account, yes);
    }

    function setPause(bool yes) external onlyOwner {
        if (yes) {
            require(!paused, "Pausable: paused");
            emit Paused(msg.sender);
        } else {
            require(paused, "Pausable: not paused");
            emit Unpaused(msg.sender);
        }
        paused = yes;
    }

    function updateMpc(address mpc) external onlyOwner {
        mpcAddress = mpc;
        emit UpdateMpc(mpc);
    }

    function updateBlockReward(uint256 reward) external onlyOwner {
        require(reward != 0, "invalid newReward");
        emit RewardUpdate(reward, rewardPerBlock);
        rewardPerBlock = reward;
    }

    function updateWithdrawDelayTimeValue(uint256 delay) external onlyOwner {
        require(delay > 0, "dalayTime==0");
        emit WithrawDelayTimeChange(delay, exitDelayPeriod);
        exitDelayPeriod = delay;
    }

    function setSignerUpdateThrottle(uint256 batches) external onlyOwner {
        signerUpdateThrottle = batches;
        emit SetSignerUpdateThrottle(batches);
    }

    function lockFor(address signer, uint256 amount, bytes calldata pubkey) external {
        _lock(signer, address(0), amount, pubkey);
    }

    function lockWithRewardRecipient(address signer, address recipient, uint256 amount, bytes calldata pubkey)
        external
    {
        _lock(signer, recipient, amount, pubkey);
    }

    function relock(uint256 id, uint256 amount, bool withReward) external whenNotPaused onlyListed {
        Sequencer storage sequencer = _ownActive(id);
        uint256 fromReward = withReward ? sequencer.reward : 0;
        sequencer.reward -= fromReward;
        sequencer.amount += amount + fromReward;
        sequencer.nonce += 1;
        escrow.increaseLocked(id, sequencer.nonce, msg.sender, sequencer.amount, amount, fromReward);
    }

    function withdraw(uint256 id, uint256 amount) external whenNotPaused onlyListed {
        Sequencer storage sequencer = _ownActive(id);
        require(curBatchState.id > sequencer.updatedBatch, "withdraw throttle");
        sequencer.amount -= amount;
        sequencer.nonce += 1;
        sequencer.updatedBatch = curBatchState.id;
        escrow.withdrawLocking(id, msg.sender, sequencer.nonce, amount, sequencer.amount);
    }

    /// @notice Value that comes along while there is no reward stays here.
    function withdrawRewards(uint256 id, uint32 l2Gas) external payable whenNotPaused onlyListed {
        Sequencer storage sequencer = _ownActive(id);
        if (sequencer.rewardRecipient == address(0)) revert NoRewardRecipient();
        uint256 reward = sequencer.reward;
        if (reward > 0) {
            sequencer.reward = 0;
            escrow.liquidateReward{value: msg.value}(id, reward, sequencer.rewardRecipient, l2Gas);
        }
    }

    function unlock(uint256 id, uint32 l2Gas) external payable whenNotPaused onlyListed {
        _ownActive(id);
        _checkExit();
        _unlock(id, l2Gas);
    }

    function forceUnlock(uint256 id, uint32 l2Gas) external payable onlyOwner {
        if (sequencers[id].status != SequencerStatus.Active) revert SeqNotActive();
        _unlock(id, l2Gas);
    }

    function unlockClaim(uint256 id, uint32 l2Gas) external payable whenNotPaused onlyListed {
        Sequencer storage sequencer = sequencers[id];
        if (sequencer.owner != msg.sender) revert NotSeqOwner();
        address recipient = sequencer.rewardRecipient;
        if (recipient == address(0)) revert NoRewardRecipient();
        bool isDue = sequencer.status == SequencerStatus.Inactive && sequencer.unlockClaimTime <= block.timestamp;
        require(isDue, "Not allowed to cliam");
        (uint256 amount, uint256 reward) = (sequencer.amount, sequencer.reward);
        sequencer.amount = 0;
        sequencer.reward = 0;
        sequencer.nonce += 1;
        _setStatus(sequencer, SequencerStatus.Unlocked);
        seqOwners[msg.sender] = 0;
        seqSigners[sequencer.signer] = type(uint256).max;
        escrow.finalizeUnlock{value: msg.value}(msg.sender, id, amount, reward, recipient, l2Gas);
    }

    function setSequencerRewardRecipient(uint256 id, address recipient) external onlyListed {
        Sequencer storage sequencer = _ownActive(id);
        if (recipient == address(0)) revert NullAddress();
        sequencer.rewardRecipient = recipient;
        emit SequencerRewardRecipientChanged(id, recipient);
    }

    function setSequencerOwner(uint256 id, address to) external {
        _checkNewOwner(to);
        Sequencer storage sequencer = _ownActive(id);
        seqOwners[msg.sender] = 0;
        seqOwners[to] = id;
        sequencer.owner = to;
        emit SequencerOwnerChanged(id, to);
    }

    /// @notice Asked for by the signer, not by the owner.
    function updateSigner(uint256 id, bytes calldata pubkey) external whenNotPaused {
        Sequencer storage sequencer = sequencers[id];
        if (sequencer.status != SequencerStatus.Active) revert SeqNotActive();
        if (sequencer.signer != msg.sender) revert NotSeqSigner();
        require(
            curBatchState.id >= sequencer.updatedBatch + signerUpdateThrottle, "signer updating throttle"
        );
        address signer = _addressOf(pubkey);
        if (seqSigners[signer] != 0) revert SignerExisted();
        seqSigners[msg.sender] = type(uint256).max;
        seqSigners[signer] = id;
        sequencer.signer = signer;
        sequencer.pubkey = pubkey;
        sequencer.updatedBatch = curBatchState.id;
        sequencer.nonce += 1;
        escrow.logSignerChange(id, msg.sender, signer, sequencer.nonce, pubkey);
    }

    function batchSubmitRewards(
        uint256 batchId,
        uint256 startEpoch,
        uint256 endEpoch,
        address[] calldata signers,
        uint256[] calldata blocks
    ) external {
        require(msg.sender == mpcAddress, "not MPC");
        require(signers.length == blocks.length && signers.length > 0, "mismatch length");
        require(batchId == curBatchState.id + 1, "invalid batch id");
        require(startEpoch == curBatchState.endEpoch + 1, "invalid startEpoch");
        require(startEpoch < endEpoch, "invalid endEpoch");
        uint256 rate = rewardPerBlock;
        uint256 total;
        for (uint256 index = 0; index < signers.length; index++) {
            // A signer that was given up stands for a number that is no sequencer.
            Sequencer storage sequencer = sequencers[seqSigners[signers[index]]];
            if (sequencer.status == SequencerStatus.Unavailable) revert NoSuchSeq();
            uint256 reward = blocks[index] * rate;
            sequencer.reward += reward;
            total += reward;
        }
        curBatchState = BatchState({id: batchId, number: block.number, startEpoch: startEpoch, endEpoch: endEpoch});
        escrow.distributeReward(batchId, total);
        emit DistributeReward(batchId, startEpoch, endEpoch, total, rate);
    }

    /// Refuses an exit that would leave too few sequencers.
    function _checkExit() internal view virtual;

    /// Refuses a new owner, or whoever names one.
    function _checkNewOwner(address to) internal view virtual;

    function _lock(address signer, address recipient, uint256 amount, bytes calldata pubkey)
        private
        whenNotPaused
        onlyListed
    {
        require(_addressOf(pubkey) == signer, "pubkey and address mismatch");
        if (seqOwners[msg.sender] != 0) revert OwnedSequencer();
        if (seqSigners[signer] != 0) revert SignerExisted();
        uint256 id = ++totalSequencers;
        uint256 batch = curBatchState.id;
        seqOwners[msg.sender] = id;
        seqSigners[signer] = id;
        seqStatuses[SequencerStatus.Active] += 1;
        Sequencer storage sequencer = sequencers[id];
        sequencer.amount = amount;
        sequencer.activationBatch = batch;
        sequencer.updatedBatch = batch;
        sequencer.nonce = 1;
        sequencer.owner = msg.sender;
        sequencer.signer = signer;
        sequencer.pubkey = pubkey;
        sequencer.rewardRecipient = recipient;
        sequencer.status = SequencerStatus.Active;
        escrow.newSequencer(id, msg.sender, signer, amount, batch, pubkey);
        emit SequencerOwnerChanged(id, msg.sender);
        emit SequencerRewardRecipientChanged(id, recipient);
    }

    function _unlock(uint256 id, uint32 l2Gas) private {
        Sequencer storage sequencer = sequencers[id];
        if (sequencer.rewardRecipient == address(0)) revert NoRewardRecipient();
        uint256 reward = sequencer.reward;
        sequencer.reward = 0;
        sequencer.nonce += 1;
        sequencer.deactivationBatch = curBatchState.id;
        sequencer.deactivationTime = block.timestamp;
        sequencer.unlockClaimTime = block.timestamp + exitDelayPeriod;
        _setStatus(sequencer, SequencerStatus.Inactive);
        escrow.initializeUnlock{value: msg.value}(id, reward, l2Gas, sequencer);
    }

    function _setStatus(Sequencer storage sequencer, SequencerStatus status) private {
        seqStatuses[sequencer.status] -= 1;
        seqStatuses[status] += 1;
        sequencer.status = status;
    }

    function _ownActive(uint256 id) private view returns (Sequencer storage sequencer) {
        sequencer = sequencers[id];
        if (sequencer.status != SequencerStatus.Active) revert SeqNotActive();
        if (sequencer.owner != msg.sender) revert NotSeqOwner();
    }

    /// The account of an uncompressed key without its first byte.
    function _addressOf(bytes calldata pubkey) private pure returns (address) {
        require(pubkey.length == 64, "invalid pubkey");
        return address(uint160(uint256(keccak256(pubkey))));
    }
}
