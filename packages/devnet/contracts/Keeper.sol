// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Owned} from "./Owned.sol";
import {AccessDenied, InvalidProof, InvalidRewardsRoot, TooEarlyUpdate} from "./interfaces/Errors.sol";
import {HarvestParams, IKeeper} from "./interfaces/IKeeper.sol";
import {IVaultsRegistry} from "./interfaces/IVaultsRegistry.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title Takes rewards reports and lets pools collect their part
/// @notice One owner stands in for the oracles, whose signatures a real Keeper counts.
contract Keeper is IKeeper, Owned {
    /// Rewards of one pool at its last harvest.
    struct Reward {
        int192 assets;
        uint64 nonce;
    }

    /// Shared MEV of one pool at its last harvest.
    struct UnlockedMevReward {
        uint192 assets;
        uint64 nonce;
    }

    /// @notice Shortest time between two reports, in seconds.
    uint256 public constant rewardsDelay = 12 hours;

    /// @notice Registry whose pools may harvest.
    IVaultsRegistry public vaultsRegistry;

    /// @notice Root of the newest report.
    bytes32 public rewardsRoot;

    /// @notice Root of the report before the newest one.
    bytes32 public prevRewardsRoot;

    /// @notice Number of the next report, the first one being 1.
    uint64 public rewardsNonce;

    /// @notice When the newest report was taken, in seconds since 1970.
    uint64 public lastRewardsTimestamp;

    /// @notice Cumulative consensus reward (wei) of a pool and the report it belongs to; nonce 0: no validators yet.
    mapping(address vault => Reward) public rewards;

    /// @notice Cumulative shared MEV (wei) of a pool and the report it belongs to.
    mapping(address vault => UnlockedMevReward) public unlockedMevRewards;

    /// @notice Sets owner and registry; callable once.
    /// @param owner_ who may report rewards
    /// @param vaultsRegistry_ registry whose pools may harvest
    function initialize(address owner_, IVaultsRegistry vaultsRegistry_) external initializer {
        _setOwner(owner_);
        vaultsRegistry = vaultsRegistry_;
        rewardsNonce = 1;
    }

    /// @notice Takes a report; only the owner, and only when the last one is at least `rewardsDelay` old.
    /// @param rewardsRoot_ Merkle root over (pool, cumulative reward, cumulative shared MEV)
    /// @param avgRewardPerSecond average reward per second of the network, 1e18 = 100 %
    /// @param updateTimestamp moment that the report describes, in seconds since 1970
    /// @param rewardsIpfsHash CID of the file with the amounts and their proofs
    function updateRewards(
        bytes32 rewardsRoot_,
        uint256 avgRewardPerSecond,
        uint64 updateTimestamp,
        string calldata rewardsIpfsHash
    ) external onlyOwner {
        if (!canUpdateRewards()) revert TooEarlyUpdate();
        uint64 nonce = rewardsNonce;
        prevRewardsRoot = rewardsRoot;
        rewardsRoot = rewardsRoot_;
        lastRewardsTimestamp = uint64(block.timestamp);
        rewardsNonce = nonce + 1;
        emit RewardsUpdated(msg.sender, rewardsRoot_, avgRewardPerSecond, updateTimestamp, nonce, rewardsIpfsHash);
    }

    /// @inheritdoc IKeeper
    function harvest(HarvestParams calldata params)
        external
        override
        returns (int256 totalAssetsDelta, uint256 unlockedMevDelta, bool harvested)
    {
        _checkIsVault(msg.sender);

        uint64 nonce = rewardsNonce;
        if (params.rewardsRoot != rewardsRoot) {
            if (params.rewardsRoot != prevRewardsRoot) revert InvalidRewardsRoot();
            nonce -= 1;
        }

        bytes32 leaf = keccak256(
            bytes.concat(keccak256(abi.encode(msg.sender, params.reward, params.unlockedMevReward)))
        );
        if (!MerkleProof.verifyCalldata(params.proof, params.rewardsRoot, leaf)) revert InvalidProof();

        Reward memory last = rewards[msg.sender];
        if (last.nonce >= nonce) return (0, 0, false);
        totalAssetsDelta = int256(params.reward) - last.assets;
        rewards[msg.sender] = Reward({assets: params.reward, nonce: nonce});

        if (params.unlockedMevReward > 0) {
            unlockedMevDelta = params.unlockedMevReward - unlockedMevRewards[msg.sender].assets;
            unlockedMevRewards[msg.sender] = UnlockedMevReward({assets: params.unlockedMevReward, nonce: nonce});
        }

        emit Harvested(msg.sender, params.rewardsRoot, totalAssetsDelta, unlockedMevDelta);
        return (totalAssetsDelta, unlockedMevDelta, true);
    }

    /// @inheritdoc IKeeper
    function approveValidators() external override {
        _checkIsVault(msg.sender);
        if (rewards[msg.sender].nonce == 0) {
            rewards[msg.sender] = Reward({assets: 0, nonce: rewardsNonce});
        }
        emit ValidatorsApproval(msg.sender, "");
    }

    /// @notice Whether the waiting time since the newest report is over.
    function canUpdateRewards() public view returns (bool) {
        return block.timestamp >= lastRewardsTimestamp + rewardsDelay;
    }

    /// @inheritdoc IKeeper
    function canHarvest(address vault) external view override returns (bool) {
        uint256 nonce = rewards[vault].nonce;
        return nonce != 0 && nonce < rewardsNonce;
    }

    /// @inheritdoc IKeeper
    function isHarvestRequired(address vault) external view override returns (bool) {
        uint256 nonce = rewards[vault].nonce;
        return nonce != 0 && nonce + 1 < rewardsNonce;
    }

    /// @inheritdoc IKeeper
    function isCollateralized(address vault) external view override returns (bool) {
        return rewards[vault].nonce != 0;
    }

    function _checkIsVault(address account) private view {
        if (!vaultsRegistry.vaults(account)) revert AccessDenied();
    }
}
