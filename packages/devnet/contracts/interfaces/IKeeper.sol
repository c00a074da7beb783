// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// What a pool has to show the Keeper to collect its rewards.
/// @param rewardsRoot Merkle root that the proof leads to: the current or the previous one
/// @param reward consensus reward since the pool exists, in wei; negative after penalties
/// @param unlockedMevReward MEV from the shared escrow since the pool exists, in wei; 0 for a pool with its own escrow
/// @param proof Merkle proof of (pool, reward, unlockedMevReward)
struct HarvestParams {
    bytes32 rewardsRoot;
    int160 reward;
    uint160 unlockedMevReward;
    bytes32[] proof;
}

interface IKeeper {
    /// A pool collected its share of a report.
    event Harvested(
        address indexed vault, bytes32 indexed rewardsRoot, int256 totalAssetsDelta, uint256 unlockedMevDelta
    );

    /// The oracles reported rewards.
    event RewardsUpdated(
        address indexed caller,
        bytes32 indexed rewardsRoot,
        uint256 avgRewardPerSecond,
        uint64 updateTimestamp,
        uint64 nonce,
        string rewardsIpfsHash
    );

    /// The oracles approved validators of a pool.
    event ValidatorsApproval(address indexed vault, string exitSignaturesIpfsHash);

    /// @notice Collects the calling pool's rewards since its last harvest; the same report again is no error.
    /// @param params root, cumulative amounts and their proof
    /// @return totalAssetsDelta change of the consensus reward, in wei
    /// @return unlockedMevDelta change of the shared MEV, in wei
    /// @return harvested false when the pool had this report already
    function harvest(HarvestParams calldata params)
        external
        returns (int256 totalAssetsDelta, uint256 unlockedMevDelta, bool harvested);

    /// @notice Marks the calling pool as one with validators: from now on reports concern it.
    function approveValidators() external;

    /// @notice Whether a report waits for the pool.
    /// @param vault the pool
    function canHarvest(address vault) external view returns (bool);

    /// @notice Whether the pool is two or more reports behind, so that deposits are refused.
    /// @param vault the pool
    function isHarvestRequired(address vault) external view returns (bool);

    /// @notice Whether the pool has had validators.
    /// @param vault the pool
    function isCollateralized(address vault) external view returns (bool);
}
