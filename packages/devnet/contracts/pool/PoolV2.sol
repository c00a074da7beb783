// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    AccessDenied,
    ExitRequestNotProcessed,
    InsufficientAssets,
    InvalidAssets,
    InvalidFeePercent,
    InvalidValidators,
    NotCollateralized,
    NotHarvested,
    TooEarlyUpdate,
    UpgradeFailed,
    ValueNotChanged,
    ZeroAddress
} from "../interfaces/Errors.sol";
import {IKeeper} from "../interfaces/IKeeper.sol";
import {IValidatorsRegistry} from "../interfaces/IValidatorsRegistry.sol";
import {IVaultsRegistry} from "../interfaces/IVaultsRegistry.sol";
import {ExitQueue} from "./ExitQueue.sol";
import {PoolBase} from "./PoolBase.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

/// @title Version 2 of the pool
/// @notice Before the first validator an exit is paid at once; a claim that has nothing to pay reverts; a multicall
/// hands the reason of a failure on. The fee can be changed, and ETH can be donated to the members.
contract PoolV2 is PoolBase, Multicall {
    using ExitQueue for ExitQueue.History;

    uint256 private constant FEE_UPDATE_DELAY = 3 days;
    uint256 private constant INITIAL_FEE_LIMIT = 100;

    uint64 private _lastFeeUpdate;
    uint128 private _donatedAssets;

    event AdminUpdated(address indexed caller, address indexed newAdmin);
    event AssetsDonated(address sender, uint256 assets);
    event FeePercentUpdated(address indexed caller, uint16 feePercent);
    event ValidatorsManagerUpdated(address indexed caller, address indexed validatorsManager);
    event V2ValidatorRegistered(bytes publicKey, uint256 amount);
    event ValidatorFunded(bytes publicKey, uint256 amount);

    constructor(
        IKeeper keeper,
        IVaultsRegistry vaultsRegistry,
        IValidatorsRegistry validatorsRegistry,
        uint256 claimDelay
    ) PoolBase(keeper, vaultsRegistry, validatorsRegistry, claimDelay) {}

    /// @inheritdoc PoolBase
    /// @dev Only as part of an upgrade from version 1: a pool cannot start with this version.
    function initialize(bytes calldata) external payable override reinitializer(2) {
        if (admin == address(0)) revert UpgradeFailed();
    }

    /// @inheritdoc PoolBase
    function version() public pure override returns (uint8) {
        return 2;
    }

    /// @notice State of the exit queue.
    /// @return queuedShares shares that were not served yet
    /// @return unclaimedAssets wei set aside for claims
    /// @return totalExitingTickets always 0: left from an older kind of queue
    /// @return totalExitingAssets always 0: left from an older kind of queue
    /// @return totalTickets ticket up to which the queue has been served
    function getExitQueueData()
        external
        view
        virtual
        returns (
            uint128 queuedShares,
            uint128 unclaimedAssets,
            uint128 totalExitingTickets,
            uint128 totalExitingAssets,
            uint256 totalTickets
        )
    {
        return (_queuedShares, _unclaimedAssets, 0, 0, _exitQueue.servedTickets());
    }

    /// @notice Account that may register validators.
    function validatorsManager() external view returns (address) {
        return _validatorsManager();
    }

    /// @inheritdoc PoolBase
    function enterExitQueue(uint256 shares, address receiver)
        external
        virtual
        override
        returns (uint256 positionTicket)
    {
        _checkExitRequest(shares, receiver);
        if (_isCollateralized()) return _enterExitQueue(msg.sender, shares, receiver);
        _redeem(msg.sender, shares, receiver);
        return type(uint256).max;
    }

    /// @notice What has been served of an exit request; all zero when there is no such request. A last single share,
    /// which rounding may keep in the queue for ever, counts as served.
    /// @param receiver who may claim
    /// @param positionTicket ticket of the request
    /// @param timestamp time of the request, in seconds since 1970
    /// @param exitQueueIndex index of the checkpoint that served the ticket
    /// @return leftTickets shares not served yet
    /// @return exitedTickets shares served
    /// @return exitedAssets wei that they were served for
    function calculateExitedAssets(
        address receiver,
        uint256 positionTicket,
        uint256 timestamp,
        uint256 exitQueueIndex
    ) public view returns (uint256 leftTickets, uint256 exitedTickets, uint256 exitedAssets) {
        (leftTickets, exitedTickets, exitedAssets) = _exited(receiver, positionTicket, timestamp, exitQueueIndex);
        if (leftTickets == 1) {
            leftTickets = 0;
            exitedTickets += 1;
        }
    }

    /// @notice Pays out what has been served of the sender's exit request; reverts when that is nothing.
    /// @param positionTicket ticket of the request
    /// @param timestamp time of the request, in seconds since 1970
    /// @param exitQueueIndex index of the checkpoint that served the ticket
    function claimExitedAssets(uint256 positionTicket, uint256 timestamp, uint256 exitQueueIndex) external {
        (uint256 left, uint256 exited, uint256 assets) =
            calculateExitedAssets(msg.sender, positionTicket, timestamp, exitQueueIndex);
        if (assets == 0 || !_isClaimDelayOver(timestamp)) revert ExitRequestNotProcessed();
        _settle(positionTicket, timestamp, left, exited, assets);
    }

    /// @notice Gives the ETH sent along to the members: it joins the rewards of the next harvest.
    function donateAssets() external payable {
        if (msg.value == 0) revert InvalidAssets();
        if (!_isCollateralized()) revert NotCollateralized();
        _donatedAssets += uint128(msg.value);
        emit AssetsDonated(msg.sender, msg.value);
    }

    /// @notice Tops a registered validator up; only the validators manager. Needs free ETH and a fresh state.
    /// @param index number of the validator, the first one being 0
    /// @param amount wei, at least 1 ETH and a whole number of gwei
    function fundValidator(uint256 index, uint256 amount) external {
        if (msg.sender != _validatorsManager()) revert AccessDenied();
        if (isStateUpdateRequired()) revert NotHarvested();
        if (index >= _validatorsCount) revert InvalidValidators();
        if (withdrawableAssets() < amount) revert InsufficientAssets();
        bytes memory publicKey = _publicKey(index);
        _fundValidator(publicKey, amount);
        emit ValidatorFunded(publicKey, amount);
    }

    /// @notice Changes the fee; only the admin, at most every three days, and upwards by a fifth at most (from 0: to
    /// 1 %).
    /// @param feePercent_ hundredths of a percent
    function setFeePercent(uint16 feePercent_) external onlyAdmin {
        _checkHarvested();
        uint256 limit = feePercent == 0 ? INITIAL_FEE_LIMIT : uint256(feePercent) * 120 / 100;
        if (feePercent_ > MAX_FEE_PERCENT || feePercent_ > limit) revert InvalidFeePercent();
        if (block.timestamp < _lastFeeUpdate + FEE_UPDATE_DELAY) revert TooEarlyUpdate();
        _lastFeeUpdate = uint64(block.timestamp);
        feePercent = feePercent_;
        emit FeePercentUpdated(msg.sender, feePercent_);
    }

    /// @notice Hands the pool over; only the admin.
    /// @param newAdmin the new admin
    function setAdmin(address newAdmin) external onlyAdmin {
        if (newAdmin == address(0)) revert ZeroAddress();
        if (newAdmin == admin) revert ValueNotChanged();
        admin = newAdmin;
        emit AdminUpdated(msg.sender, newAdmin);
    }

    /// @notice Names the account that may register validators; only the admin.
    /// @param validatorsManager_ the account
    function setValidatorsManager(address validatorsManager_) external onlyAdmin {
        _validatorsOperator = validatorsManager_;
        emit ValidatorsManagerUpdated(msg.sender, validatorsManager_);
    }

    function _takeDonations() internal override returns (uint256 donated) {
        donated = _donatedAssets;
        _donatedAssets = 0;
    }

    function _send(address receiver, uint256 assets) internal override {
        Address.sendValue(payable(receiver), assets);
    }

    function _logValidator(bytes memory publicKey, uint256 amount) internal override {
        emit V2ValidatorRegistered(publicKey, amount);
    }
}
