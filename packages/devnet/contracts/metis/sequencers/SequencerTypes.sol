// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

enum SequencerStatus {
    Unavailable,
    Inactive,
    Active,
    Unlocked
}

struct Sequencer {
    uint256 amount;
    uint256 reward;
    uint256 activationBatch;
    uint256 updatedBatch;
    uint256 deactivationBatch;
    uint256 deactivationTime;
    uint256 unlockClaimTime;
    uint256 nonce;
    address owner;
    address signer;
    bytes pubkey;
    address rewardRecipient;
    SequencerStatus status;
}
