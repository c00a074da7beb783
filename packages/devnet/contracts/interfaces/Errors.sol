// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// The caller may not do this, or an account is on the blocklist.
error AccessDenied();
/// The deposit would lift the pool above its capacity.
error CapacityExceeded();
/// An exit request may not be claimed before its delay has passed (version 1).
error ClaimTooEarly();
/// The pool has validators: shares leave through the exit queue only.
error Collateralized();
/// Nothing of the exit request can be paid out now (version 2).
error ExitRequestNotProcessed();
/// Only the pool may collect its own MEV escrow.
error HarvestFailed();
/// The pool does not hold enough free ETH.
error InsufficientAssets();
/// The amount of ETH is zero.
error InvalidAssets();
/// A pool without capacity makes no sense.
error InvalidCapacity();
/// The checkpoint does not cover the position ticket.
error InvalidCheckpointIndex();
/// The fee is above its limit.
error InvalidFeePercent();
/// The fee recipient is the zero address.
error InvalidFeeRecipient();
/// The Merkle proof does not lead to the rewards root.
error InvalidProof();
/// The rewards root is neither the current nor the previous one.
error InvalidRewardsRoot();
/// The pool has to be created with its security deposit.
error InvalidSecurityDeposit();
/// The number of shares is zero.
error InvalidShares();
/// The number of validators is zero.
error InvalidValidators();
/// The pool has no validators yet.
error NotCollateralized();
/// The pool is two or more rewards reports behind: its state must be updated first.
error NotHarvested();
/// The waiting time since the last update is not over.
error TooEarlyUpdate();
/// The new implementation is not the registered next version of this pool.
error UpgradeFailed();
/// The new value equals the old one.
error ValueNotChanged();
/// An address is zero.
error ZeroAddress();
