// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClaimTooEarly, Collateralized, InsufficientAssets, NotCollateralized} from "../interfaces/Errors.sol";
import {IKeeper} from "../interfaces/IKeeper.sol";
import {IValidatorsRegistry} from "../interfaces/IValidatorsRegistry.sol";
import {IVaultsRegistry} from "../interfaces/IVaultsRegistry.sol";
import {PoolBase} from "./PoolBase.sol";

/// @title Version 1 of the pool
/// @notice Before the first validator shares leave by `redeem`; a claim that has nothing to pay succeeds silently; a
/// multicall hides the reason of a failure.
contract PoolV1 is PoolBase {
    event KeysManagerUpdated(address indexed caller, address indexed keysManager);
    event ValidatorRegistered(bytes publicKey);

    /// The receiver of an exit refuses ETH.
    error FailedInnerCall();

    constructor(
        IKeeper keeper,
        IVaultsRegistry vaultsRegistry,
        IValidatorsRegistry validatorsRegistry,
        uint256 claimDelay
    ) PoolBase(keeper, vaultsRegistry, validatorsRegistry, claimDelay) {}

    /// @inheritdoc PoolBase
    /// @dev Needs exactly 1 gwei, the security deposit.
    function initialize(bytes calldata params) external payable override initializer {
        _create(params);
    }

    /// @inheritdoc PoolBase
    function version() public pure override returns (uint8) {
        return 1;
    }

    /// @notice Shares in the exit queue that were not served yet.
    function queuedShares() external view returns (uint128) {
        return _queuedShares;
    }

    /// @notice Account that may register validators.
    function keysManager() external view returns (address) {
        return _validatorsManager();
    }

    /// @notice Names the account that may register validators; only the admin.
    /// @param keysManager_ the account
    function setKeysManager(address keysManager_) external onlyAdmin {
        _validatorsOperator = keysManager_;
        emit KeysManagerUpdated(msg.sender, keysManager_);
    }

    /// @notice Turns shares into ETH at once; only while the pool has no validators.
    /// @param shares number of shares
    /// @param receiver who gets the ETH
    /// @return assets wei sent
    function redeem(uint256 shares, address receiver) external returns (uint256 assets) {
        if (_isCollateralized()) revert Collateralized();
        _checkExitRequest(shares, receiver);
        return _redeem(msg.sender, shares, receiver);
    }

    /// @inheritdoc PoolBase
    function enterExitQueue(uint256 shares, address receiver) external override returns (uint256 positionTicket) {
        if (!_isCollateralized()) revert NotCollateralized();
        _checkExitRequest(shares, receiver);
        return _enterExitQueue(msg.sender, shares, receiver);
    }

    /// @notice What has been served of an exit request; all zero when there is no such request.
    /// @param receiver who may claim
    /// @param positionTicket ticket of the request
    /// @param timestamp time of the request, in seconds since 1970
    /// @param exitQueueIndex index of the checkpoint that served the ticket
    /// @return leftShares shares not served yet; 1 may stay for ever through rounding
    /// @return claimedShares shares served
    /// @return claimedAssets wei that they were served for
    function calculateExitedAssets(
        address receiver,
        uint256 positionTicket,
        uint256 timestamp,
        uint256 exitQueueIndex
    ) external view returns (uint256 leftShares, uint256 claimedShares, uint256 claimedAssets) {
        return _exited(receiver, positionTicket, timestamp, exitQueueIndex);
    }

    /// @notice Pays out what has been served of the sender's exit request. Does nothing when that is nothing.
    /// @param positionTicket ticket of the request
    /// @param timestamp time of the request, in seconds since 1970
    /// @param exitQueueIndex index of the checkpoint that served the ticket
    /// @return newPositionTicket ticket of what is left, 0 when all is settled
    /// @return claimedShares shares served
    /// @return claimedAssets wei sent
    function claimExitedAssets(uint256 positionTicket, uint256 timestamp, uint256 exitQueueIndex)
        external
        returns (uint256 newPositionTicket, uint256 claimedShares, uint256 claimedAssets)
    {
        if (!_isClaimDelayOver(timestamp)) revert ClaimTooEarly();
        uint256 leftShares;
        (leftShares, claimedShares, claimedAssets) = _exited(msg.sender, positionTicket, timestamp, exitQueueIndex);
        if (claimedShares == 0) return (positionTicket, 0, 0);
        newPositionTicket = _settle(positionTicket, timestamp, leftShares, claimedShares, claimedAssets);
    }

    /// @notice Several calls in one transaction; one failure undoes all. Its reason is handed on only when it is a
    /// text: custom errors and panics end in empty revert data.
    /// @param data calldata of each call
    /// @return results answers in the order of the calls
    function multicall(bytes[] calldata data) external returns (bytes[] memory results) {
        results = new bytes[](data.length);
        for (uint256 i = 0; i < data.length; ++i) {
            (bool success, bytes memory result) = address(this).delegatecall(data[i]);
            if (!success) {
                // Selector, offset and length of a text take 68 bytes.
                uint256 length = result.length < 68 ? 0 : result.length;
                assembly ("memory-safe") {
                    revert(add(result, 32), length)
                }
            }
            results[i] = result;
        }
    }

    function _checkRedeemable(uint256 assets) internal view override {
        if (assets > withdrawableAssets()) revert InsufficientAssets();
    }

    function _send(address receiver, uint256 assets) internal override {
        (bool success,) = receiver.call{value: assets}("");
        if (!success) revert FailedInnerCall();
    }

    function _logValidator(bytes memory publicKey, uint256) internal override {
        emit ValidatorRegistered(publicKey);
    }
}
