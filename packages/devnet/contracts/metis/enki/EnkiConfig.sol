// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Where ENKI's contracts are, and their settings
contract EnkiConfig {
    struct Contracts {
        address metis;
        address eMetis;
        address seMetis;
        address enki;
        address eMetisMinter;
        address redemptionQueue;
        address vesting;
        address rewardDispatcher;
        /// What brings rewards from Ethereum; on this chain an account stands in for it.
        address bridge;
        address l1Dealer;
        address protocolTreasury;
    }

    address public owner;
    address public metis;
    address public eMetis;
    address public seMetis;
    address public enki;
    address public eMetisMinter;
    address public redemptionQueue;
    address public vesting;
    address public rewardDispatcher;
    address public bridge;
    address public l1Dealer;
    address public protocolTreasury;

    /// Parts of a million.
    uint32 public protocolTreasuryRatio;
    uint64 public redemptionFee;
    uint64 public cancelRedemptionFee;
    uint32 public vestingRatio;
    uint64 public vestingDuration;
    uint64 public queueLengthSecs;
    uint64 public minQueueLengthSecs;
    uint64 public reduceMaturityStakeSecs;
    bool public isPublic;
    bool public isPaused;
    mapping(bytes32 role => mapping(address account => bool has)) public hasRole;

    modifier onlyOwner() {
        require(msg.sender == owner, "Ownable: caller is not the owner");
        _;
    }

    /// @notice The settings that the real contracts are documented to have begun with; vesting as nobody documents it.
    function initialize(address owner_, Contracts calldata contracts) external {
        require(owner == address(0), "Initializable: contract is already initialized");
        owner = owner_;
        setContracts(contracts);
        protocolTreasuryRatio = 100_000;
        cancelRedemptionFee = 1_000;
        vestingRatio = 500_000;
        vestingDuration = 180 days;
        queueLengthSecs = 20 days;
        minQueueLengthSecs = 8 days;
        reduceMaturityStakeSecs = 30 days;
        isPublic = true;
        hasRole[keccak256("BACKEND_ROLE")][owner_] = true;
    }

    function setContracts(Contracts calldata contracts) public {
        require(msg.sender == owner || owner == address(0), "Ownable: caller is not the owner");
        metis = contracts.metis;
        eMetis = contracts.eMetis;
        seMetis = contracts.seMetis;
        enki = contracts.enki;
        eMetisMinter = contracts.eMetisMinter;
        redemptionQueue = contracts.redemptionQueue;
        vesting = contracts.vesting;
        rewardDispatcher = contracts.rewardDispatcher;
        bridge = contracts.bridge;
        l1Dealer = contracts.l1Dealer;
        protocolTreasury = contracts.protocolTreasury;
    }

    function setRole(string calldata role, address account, bool has) external onlyOwner {
        hasRole[keccak256(bytes(role))][account] = has;
    }

    function setProtocolTreasuryRatio(uint32 ratio) external onlyOwner {
        protocolTreasuryRatio = ratio;
    }

    function setRedemptionFee(uint64 fee) external onlyOwner {
        redemptionFee = fee;
    }

    function setCancelRedemptionFee(uint64 fee) external onlyOwner {
        cancelRedemptionFee = fee;
    }

    function setQueueLengthSecs(uint64 length) external onlyOwner {
        queueLengthSecs = length;
    }

    function setVesting(uint32 ratio, uint64 duration) external onlyOwner {
        vestingRatio = ratio;
        vestingDuration = duration;
    }

    function setIsPublic(bool value) external onlyOwner {
        isPublic = value;
    }

    function setIsPaused(bool value) external onlyOwner {
        isPaused = value;
    }
}
