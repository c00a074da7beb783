// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    AccessDenied,
    CapacityExceeded,
    InsufficientAssets,
    InvalidAssets,
    InvalidCapacity,
    InvalidFeePercent,
    InvalidFeeRecipient,
    InvalidSecurityDeposit,
    InvalidShares,
    InvalidValidators,
    NotHarvested,
    UpgradeFailed,
    ZeroAddress
} from "../interfaces/Errors.sol";
import {HarvestParams, IKeeper} from "../interfaces/IKeeper.sol";
import {IOwnMevEscrow} from "../interfaces/IOwnMevEscrow.sol";
import {IValidatorsRegistry} from "../interfaces/IValidatorsRegistry.sol";
import {IVaultsRegistry} from "../interfaces/IVaultsRegistry.sol";
import {ExitQueue} from "./ExitQueue.sol";
import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title What both versions of the pool share
/// @notice A staking pool with shares that cannot be transferred, a blocklist, its own MEV escrow and an exit queue.
/// Assets are wei and shares have 18 decimals. ETH of exits is sent last, after every change of state, so that a
/// receiver that calls back finds consistent books.
/// @dev Interface, events and arithmetic are those of an `EthFoxVault` of StakeWise V3; validators are registered
/// without the oracles' signatures.
abstract contract PoolBase is Initializable, UUPSUpgradeable {
    using ExitQueue for ExitQueue.History;

    /// Where a new pool starts from, as `initialize` takes it.
    struct InitParams {
        address admin;
        address ownMevEscrow;
        uint256 capacity;
        uint16 feePercent;
        string metadataIpfsHash;
    }

    uint256 internal constant MAX_FEE_PERCENT = 10_000;
    uint256 private constant SECURITY_DEPOSIT = 1 gwei;
    uint256 private constant VALIDATOR_DEPOSIT = 32 ether;

    IKeeper internal immutable _keeper;
    IVaultsRegistry private immutable _vaultsRegistry;
    IValidatorsRegistry private immutable _validatorsRegistry;
    uint256 private immutable _claimDelay;

    uint128 internal _totalShares;
    uint128 internal _totalAssets;
    uint128 internal _queuedShares;
    uint128 internal _unclaimedAssets;
    mapping(address account => uint256) internal _balances;
    mapping(bytes32 request => uint256 shares) private _exitRequests;
    ExitQueue.History internal _exitQueue;

    uint256 private _capacity;
    uint256 internal _validatorsCount;

    /// @notice Account that may change the settings and upgrade the pool.
    address public admin;

    /// @notice Part of the rewards that the fee recipient gets, in hundredths of a percent.
    uint16 public feePercent;

    /// @notice Account that receives the fee as newly minted shares.
    address public feeRecipient;

    /// @notice Escrow that collects the pool's MEV.
    address public mevEscrow;

    /// @notice Account that may change the blocklist and eject users.
    address public blocklistManager;

    address internal _validatorsOperator;

    /// @notice Whether an account may not deposit.
    mapping(address account => bool) public blockedAccounts;

    event Deposited(
        address indexed caller, address indexed receiver, uint256 assets, uint256 shares, address referrer
    );
    event Redeemed(address indexed owner, address indexed receiver, uint256 assets, uint256 shares);
    event ExitQueueEntered(
        address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares
    );
    event ExitedAssetsClaimed(
        address indexed receiver, uint256 prevPositionTicket, uint256 newPositionTicket, uint256 withdrawnAssets
    );
    event CheckpointCreated(uint256 shares, uint256 assets);
    event FeeSharesMinted(address receiver, uint256 shares, uint256 assets);
    event FeeRecipientUpdated(address indexed caller, address indexed feeRecipient);
    event MetadataUpdated(address indexed caller, string metadataIpfsHash);
    event BlocklistManagerUpdated(address indexed caller, address indexed blocklistManager);
    event BlocklistUpdated(address indexed caller, address indexed account, bool isBlocked);
    event UserEjected(address user, uint256 shares);
    event EthFoxVaultCreated(
        address admin, address ownMevEscrow, uint256 capacity, uint16 feePercent, string metadataIpfsHash
    );

    modifier onlyAdmin() {
        if (msg.sender != admin) revert AccessDenied();
        _;
    }

    modifier onlyBlocklistManager() {
        if (msg.sender != blocklistManager) revert AccessDenied();
        _;
    }

    /// @param keeper where rewards are harvested
    /// @param vaultsRegistry list of the implementations that may be upgraded to
    /// @param validatorsRegistry takes the ETH of validators
    /// @param claimDelay wait between exit request and claim, in seconds
    constructor(
        IKeeper keeper,
        IVaultsRegistry vaultsRegistry,
        IValidatorsRegistry validatorsRegistry,
        uint256 claimDelay
    ) {
        _keeper = keeper;
        _vaultsRegistry = vaultsRegistry;
        _validatorsRegistry = validatorsRegistry;
        _claimDelay = claimDelay;
        _disableInitializers();
    }

    /// @notice A plain transfer is a deposit for the sender.
    receive() external payable {
        _deposit(msg.sender, address(0));
    }

    /// @notice Sets the pool up, or finishes an upgrade to this version.
    /// @param params ABI-encoded parameters; none for an upgrade
    function initialize(bytes calldata params) external payable virtual;

    /// @notice Version of the implementation; an upgrade goes from one number to the next.
    function version() public pure virtual returns (uint8);

    /// @notice Kind of the pool: keccak256("EthFoxVault").
    function vaultId() public pure returns (bytes32) {
        return keccak256("EthFoxVault");
    }

    /// @notice Address of the code behind the proxy.
    function implementation() external view returns (address) {
        return ERC1967Utils.getImplementation();
    }

    /// @notice Upgrades to the next version; only the admin, and only to a registered implementation.
    /// @param newImplementation address of the new code
    /// @param data parameters of its `initialize`
    function upgradeToAndCall(address newImplementation, bytes memory data) public payable override onlyProxy {
        super.upgradeToAndCall(newImplementation, abi.encodeWithSelector(this.initialize.selector, data));
    }

    /// @notice All ETH of the pool's members in wei, queued exits included.
    function totalAssets() external view returns (uint256) {
        return _totalAssets;
    }

    /// @notice All shares, queued ones included.
    function totalShares() external view returns (uint256) {
        return _totalShares;
    }

    /// @notice Shares of an account without those in the exit queue.
    /// @param account any address
    function getShares(address account) external view returns (uint256) {
        return _balances[account];
    }

    /// @notice Largest amount that the pool takes, in wei; 2^256 - 1 means unlimited.
    function capacity() public view returns (uint256) {
        return _capacity == 0 ? type(uint256).max : _capacity;
    }

    /// @notice Shares that an amount of ETH is worth, rounded down.
    /// @param assets wei
    /// @return shares number of shares
    function convertToShares(uint256 assets) public view returns (uint256 shares) {
        return _convertToShares(assets, Math.Rounding.Floor);
    }

    /// @notice ETH that shares are worth, rounded down.
    /// @param shares number of shares
    /// @return assets wei
    function convertToAssets(uint256 shares) public view returns (uint256 assets) {
        uint256 total = _totalShares;
        return total == 0 ? shares : Math.mulDiv(shares, _totalAssets, total);
    }

    /// @notice ETH that is neither set aside for claims nor needed by the exit queue, in wei.
    function withdrawableAssets() public view returns (uint256) {
        uint256 reserved = convertToAssets(_queuedShares) + _unclaimedAssets;
        uint256 balance = address(this).balance;
        return balance > reserved ? balance - reserved : 0;
    }

    /// @notice Whether the pool is so far behind the Keeper that deposits are refused.
    function isStateUpdateRequired() public view returns (bool) {
        return _keeper.isHarvestRequired(address(this));
    }

    /// @notice Stakes the ETH sent along; the shares are rounded up.
    /// @param receiver who gets the shares
    /// @param referrer only logged
    /// @return shares number of shares minted
    function deposit(address receiver, address referrer) public payable returns (uint256 shares) {
        return _deposit(receiver, referrer);
    }

    /// @notice Collects the pool's rewards and serves the exit queue. Anyone may call.
    /// @param harvestParams root, cumulative amounts and their proof
    function updateState(HarvestParams calldata harvestParams) public {
        (int256 delta,, bool harvested) = _keeper.harvest(harvestParams);
        if (!harvested) return;
        delta += int256(IOwnMevEscrow(mevEscrow).harvest() + _takeDonations());
        _applyReward(delta);
        _serveExitQueue();
    }

    /// @notice Updates the state, then deposits.
    /// @param receiver who gets the shares
    /// @param referrer only logged
    /// @param harvestParams root, cumulative amounts and their proof
    /// @return shares number of shares minted
    function updateStateAndDeposit(address receiver, address referrer, HarvestParams calldata harvestParams)
        external
        payable
        returns (uint256 shares)
    {
        updateState(harvestParams);
        return _deposit(receiver, referrer);
    }

    /// @notice Requests to turn shares into ETH.
    /// @param shares number of shares
    /// @param receiver who may claim the ETH
    /// @return positionTicket position in the queue; 2^256 - 1 when the ETH was sent at once (version 2)
    function enterExitQueue(uint256 shares, address receiver) external virtual returns (uint256 positionTicket);

    /// @notice Index of the checkpoint that served a ticket; -1 when none has yet.
    /// @param positionTicket ticket of the request
    function getExitQueueIndex(uint256 positionTicket) external view returns (int256) {
        return _exitQueue.indexOf(positionTicket);
    }

    /// @notice Takes the ETH that the escrow collected; only the escrow.
    function receiveFromMevEscrow() external payable {
        if (msg.sender != mevEscrow) revert AccessDenied();
    }

    /// @notice Funds validators with 32 ETH each; only the validators manager. Needs free ETH and a fresh state.
    /// @param count how many
    function registerValidators(uint256 count) external {
        if (msg.sender != _validatorsManager()) revert AccessDenied();
        if (isStateUpdateRequired()) revert NotHarvested();
        if (count == 0) revert InvalidValidators();
        if (withdrawableAssets() < count * VALIDATOR_DEPOSIT) revert InsufficientAssets();
        _keeper.approveValidators();
        for (uint256 i = 0; i < count; ++i) {
            bytes memory publicKey = _publicKey(_validatorsCount);
            _validatorsCount += 1;
            _fundValidator(publicKey, VALIDATOR_DEPOSIT);
            _logValidator(publicKey, VALIDATOR_DEPOSIT);
        }
    }

    /// @notice Blocks or unblocks an account; only the blocklist manager.
    /// @param account any address
    /// @param isBlocked whether it may not deposit any more
    function updateBlocklist(address account, bool isBlocked) external onlyBlocklistManager {
        _updateBlocklist(account, isBlocked);
    }

    /// @notice Blocks an account and lets all its shares leave; only the blocklist manager.
    /// @param user the account
    function ejectUser(address user) external onlyBlocklistManager {
        _updateBlocklist(user, true);
        uint256 shares = _balances[user];
        if (shares == 0) return;
        if (_isCollateralized()) {
            _enterExitQueue(user, shares, user);
        } else {
            _redeem(user, shares, user);
        }
        emit UserEjected(user, shares);
    }

    /// @notice Names the account that may change the blocklist; only the admin.
    /// @param blocklistManager_ the account
    function setBlocklistManager(address blocklistManager_) external onlyAdmin {
        _setBlocklistManager(blocklistManager_);
    }

    /// @notice Names the account that receives the fee; only the admin.
    /// @param feeRecipient_ the account
    function setFeeRecipient(address feeRecipient_) external onlyAdmin {
        _checkHarvested();
        _setFeeRecipient(feeRecipient_);
    }

    /// @notice Names the file that describes the pool; only the admin.
    /// @param metadataIpfsHash CID of the file
    function setMetadata(string calldata metadataIpfsHash) external onlyAdmin {
        emit MetadataUpdated(msg.sender, metadataIpfsHash);
    }

    function _create(bytes calldata params) internal onlyInitializing {
        InitParams memory init = abi.decode(params, (InitParams));
        if (init.admin == address(0)) revert ZeroAddress();
        if (init.capacity == 0) revert InvalidCapacity();
        if (init.feePercent > MAX_FEE_PERCENT) revert InvalidFeePercent();
        if (msg.value != SECURITY_DEPOSIT) revert InvalidSecurityDeposit();

        admin = init.admin;
        emit MetadataUpdated(msg.sender, init.metadataIpfsHash);
        if (init.capacity != type(uint256).max) _capacity = init.capacity;
        feePercent = init.feePercent;
        _setFeeRecipient(init.admin);
        _setBlocklistManager(init.admin);
        mevEscrow = init.ownMevEscrow;
        // A first deposit that nobody can withdraw keeps the price from being moved by a tiny number of shares.
        _mint(address(this), msg.value, address(0));
        emit EthFoxVaultCreated(
            init.admin, init.ownMevEscrow, init.capacity, init.feePercent, init.metadataIpfsHash
        );
    }

    function _deposit(address receiver, address referrer) private returns (uint256 shares) {
        _checkNotBlocked(msg.sender);
        _checkNotBlocked(receiver);
        _checkHarvested();
        return _mint(receiver, msg.value, referrer);
    }

    function _mint(address receiver, uint256 assets, address referrer) private returns (uint256 shares) {
        if (receiver == address(0)) revert ZeroAddress();
        if (assets == 0) revert InvalidAssets();
        uint256 assetsAfter = _totalAssets + assets;
        if (assetsAfter > capacity()) revert CapacityExceeded();

        shares = _convertToShares(assets, Math.Rounding.Ceil);
        _totalAssets = SafeCast.toUint128(assetsAfter);
        _mintShares(receiver, shares);
        emit Deposited(msg.sender, receiver, assets, shares, referrer);
    }

    /// Burns the shares and sends their worth; only for a pool whose ETH is all at hand.
    function _redeem(address owner, uint256 shares, address receiver) internal returns (uint256 assets) {
        assets = convertToAssets(shares);
        _checkRedeemable(assets);
        _balances[owner] -= shares;
        _totalShares -= SafeCast.toUint128(shares);
        _totalAssets -= SafeCast.toUint128(assets);
        emit Redeemed(owner, receiver, assets, shares);
        _send(receiver, assets);
    }

    function _enterExitQueue(address owner, uint256 shares, address receiver)
        internal
        returns (uint256 positionTicket)
    {
        _balances[owner] -= shares;
        positionTicket = _exitQueue.servedTickets() + _queuedShares;
        _queuedShares += SafeCast.toUint128(shares);
        _exitRequests[_requestKey(receiver, block.timestamp, positionTicket)] = shares;
        emit ExitQueueEntered(owner, receiver, positionTicket, shares);
    }

    function _checkExitRequest(uint256 shares, address receiver) internal pure {
        if (shares == 0) revert InvalidShares();
        if (receiver == address(0)) revert ZeroAddress();
    }

    /// What has been served of a request: all zero when there is no such request.
    function _exited(address receiver, uint256 positionTicket, uint256 timestamp, uint256 exitQueueIndex)
        internal
        view
        returns (uint256 leftShares, uint256 exitedShares, uint256 exitedAssets)
    {
        uint256 shares = _exitRequests[_requestKey(receiver, timestamp, positionTicket)];
        if (shares == 0) return (0, 0, 0);
        (exitedShares, exitedAssets) = _exitQueue.exited(positionTicket, shares, exitQueueIndex);
        leftShares = shares - exitedShares;
    }

    /// Pays the sender what was served; what is left becomes a request of its own, unless it is a single share.
    function _settle(
        uint256 positionTicket,
        uint256 timestamp,
        uint256 leftShares,
        uint256 exitedShares,
        uint256 exitedAssets
    ) internal returns (uint256 newPositionTicket) {
        delete _exitRequests[_requestKey(msg.sender, timestamp, positionTicket)];
        if (leftShares > 1) {
            newPositionTicket = positionTicket + exitedShares;
            _exitRequests[_requestKey(msg.sender, timestamp, newPositionTicket)] = leftShares;
        }
        _unclaimedAssets -= SafeCast.toUint128(exitedAssets);
        emit ExitedAssetsClaimed(msg.sender, positionTicket, newPositionTicket, exitedAssets);
        _send(msg.sender, exitedAssets);
    }

    function _isClaimDelayOver(uint256 timestamp) internal view returns (bool) {
        return block.timestamp >= timestamp + _claimDelay;
    }

    function _applyReward(int256 delta) private {
        if (delta < 0) {
            _totalAssets -= SafeCast.toUint128(uint256(-delta));
        }
        if (delta <= 0) return;

        uint256 profit = uint256(delta);
        uint256 assetsAfter = _totalAssets + profit;
        _totalAssets = SafeCast.toUint128(assetsAfter);
        uint256 feeAssets = Math.mulDiv(profit, feePercent, MAX_FEE_PERCENT);
        if (feeAssets == 0) return;
        // The fee is worth feeAssets after the shares for it were minted.
        uint256 total = _totalShares;
        uint256 feeShares = total == 0 ? feeAssets : Math.mulDiv(feeAssets, total, assetsAfter - feeAssets);
        address recipient = feeRecipient;
        _mintShares(recipient, feeShares);
        emit FeeSharesMinted(recipient, feeShares, feeAssets);
    }

    function _serveExitQueue() private {
        uint256 queued = _queuedShares;
        if (queued == 0) return;
        uint256 assets = Math.min(address(this).balance - _unclaimedAssets, convertToAssets(queued));
        if (assets == 0) return;
        uint256 shares = convertToShares(assets);
        if (shares == 0) return;

        _exitQueue.push(shares, assets);
        _queuedShares = uint128(queued - shares);
        _unclaimedAssets += SafeCast.toUint128(assets);
        _totalShares -= SafeCast.toUint128(shares);
        _totalAssets -= SafeCast.toUint128(assets);
        emit CheckpointCreated(shares, assets);
    }

    function _fundValidator(bytes memory publicKey, uint256 amount) internal {
        bytes memory withdrawalCredentials = abi.encodePacked(bytes1(0x01), bytes11(0), address(this));
        bytes32 signature = keccak256(publicKey);
        _validatorsRegistry.deposit{value: amount}(
            publicKey,
            withdrawalCredentials,
            abi.encodePacked(signature, signature, signature),
            keccak256(abi.encode(publicKey, withdrawalCredentials, amount))
        );
    }

    /// A made-up public key: unique, of the right length, and the same in every run.
    function _publicKey(uint256 index) internal view returns (bytes memory) {
        bytes32 first = keccak256(abi.encode(address(this), index));
        return abi.encodePacked(first, bytes16(keccak256(abi.encode(first))));
    }

    function _mintShares(address receiver, uint256 shares) private {
        _balances[receiver] += shares;
        _totalShares += SafeCast.toUint128(shares);
    }

    function _updateBlocklist(address account, bool isBlocked) private {
        if (blockedAccounts[account] == isBlocked) return;
        blockedAccounts[account] = isBlocked;
        emit BlocklistUpdated(msg.sender, account, isBlocked);
    }

    function _setFeeRecipient(address feeRecipient_) private {
        if (feeRecipient_ == address(0)) revert InvalidFeeRecipient();
        feeRecipient = feeRecipient_;
        emit FeeRecipientUpdated(msg.sender, feeRecipient_);
    }

    function _setBlocklistManager(address blocklistManager_) private {
        blocklistManager = blocklistManager_;
        emit BlocklistManagerUpdated(msg.sender, blocklistManager_);
    }

    function _convertToShares(uint256 assets, Math.Rounding rounding) private view returns (uint256) {
        uint256 total = _totalShares;
        return total == 0 ? assets : Math.mulDiv(assets, total, _totalAssets, rounding);
    }

    function _isCollateralized() internal view returns (bool) {
        return _keeper.isCollateralized(address(this));
    }

    function _validatorsManager() internal view returns (address) {
        return _validatorsOperator == address(0) ? admin : _validatorsOperator;
    }

    function _checkHarvested() internal view {
        if (isStateUpdateRequired()) revert NotHarvested();
    }

    function _checkNotBlocked(address account) private view {
        if (blockedAccounts[account]) revert AccessDenied();
    }

    function _requestKey(address receiver, uint256 timestamp, uint256 positionTicket) private pure returns (bytes32) {
        return keccak256(abi.encode(receiver, timestamp, positionTicket));
    }

    function _authorizeUpgrade(address newImplementation) internal view override onlyAdmin {
        if (
            newImplementation == address(0) || newImplementation == ERC1967Utils.getImplementation()
                || !_vaultsRegistry.vaultImpls(newImplementation)
                || PoolBase(payable(newImplementation)).vaultId() != vaultId()
                || PoolBase(payable(newImplementation)).version() != version() + 1
        ) revert UpgradeFailed();
    }

    /// Donations since the last harvest, in wei.
    function _takeDonations() internal virtual returns (uint256) {
        return 0;
    }

    /// Refuses to redeem more than the version allows.
    function _checkRedeemable(uint256 assets) internal view virtual {}

    /// Sends wei; the error of a receiver that refuses them depends on the version.
    function _send(address receiver, uint256 assets) internal virtual;

    /// Emits the version's event for a new validator.
    function _logValidator(bytes memory publicKey, uint256 amount) internal virtual;
}
