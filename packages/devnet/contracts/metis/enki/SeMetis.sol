// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnkiBase} from "./EnkiBase.sol";
import {EnkiErc20} from "./EnkiErc20.sol";
import {IEnkiToken, IEnkiVesting} from "./EnkiInterfaces.sol";

/// @title The vault (ERC-4626) over eMETIS, of which a part leaves by vesting
/// @notice `previewWithdraw` and `previewRedeem` tell nothing of the part that vests.
contract SeMetis is EnkiBase, EnkiErc20 {
    address public deployer;
    /// Rewards count once they are added: eMETIS that is sent here does not.
    uint256 public totalAssets;

    event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares);
    event Withdraw(
        address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares
    );
    event AssetsAdded(address indexed caller, uint256 assets);

    function initialize(address config_) external {
        _setConfig(config_);
        _nameToken("Staked ENKI Metis", "seMETIS");
        deployer = msg.sender;
    }

    function asset() public view returns (address) {
        return config.eMetis();
    }

    function convertToAssets(uint256 shares) public view returns (uint256) {
        return (shares * (totalAssets + 1)) / (totalSupply + 1);
    }

    function convertToShares(uint256 assets) public view returns (uint256) {
        return (assets * (totalSupply + 1)) / (totalAssets + 1);
    }

    function previewDeposit(uint256 assets) public view returns (uint256) {
        return convertToShares(assets);
    }

    function previewMint(uint256 shares) public view returns (uint256) {
        return _up(shares * (totalAssets + 1), totalSupply + 1);
    }

    function previewWithdraw(uint256 assets) public view returns (uint256) {
        return _up(assets * (totalSupply + 1), totalAssets + 1);
    }

    function previewRedeem(uint256 shares) public view returns (uint256) {
        return convertToAssets(shares);
    }

    function maxDeposit(address) external pure returns (uint256) {
        return type(uint256).max;
    }

    function maxMint(address) external pure returns (uint256) {
        return type(uint256).max;
    }

    function maxWithdraw(address owner) public view returns (uint256) {
        return convertToAssets(balanceOf[owner]);
    }

    function maxRedeem(address owner) public view returns (uint256) {
        return balanceOf[owner];
    }

    function deposit(uint256 assets, address receiver) external returns (uint256 shares) {
        shares = previewDeposit(assets);
        _deposit(receiver, assets, shares);
    }

    function mint(uint256 shares, address receiver) external returns (uint256 assets) {
        assets = previewMint(shares);
        _deposit(receiver, assets, shares);
    }

    function depositFromEMetisMinter(uint256 assets, address receiver)
        external
        internalOnly(config.eMetisMinter())
        returns (uint256 shares)
    {
        shares = previewDeposit(assets);
        _deposit(receiver, assets, shares);
    }

    function withdraw(uint256 assets, address receiver, address owner) external returns (uint256 shares) {
        require(assets <= maxWithdraw(owner), "ERC4626: withdraw more than max");
        shares = previewWithdraw(assets);
        _withdraw(receiver, owner, assets, shares);
    }

    function redeem(uint256 shares, address receiver, address owner) external returns (uint256 assets) {
        require(shares <= maxRedeem(owner), "ERC4626: redeem more than max");
        assets = previewRedeem(shares);
        _withdraw(receiver, owner, assets, shares);
    }

    /// @notice Takes rewards in: the price of a share jumps.
    function addAssets(uint256 assets) external internalOnly(config.rewardDispatcher()) {
        IEnkiToken(asset()).transferFrom(msg.sender, address(this), assets);
        totalAssets += assets;
        emit AssetsAdded(msg.sender, assets);
    }

    function _deposit(address receiver, uint256 assets, uint256 shares) private forUser {
        IEnkiToken(asset()).transferFrom(msg.sender, address(this), assets);
        _mint(receiver, shares);
        emit Deposit(msg.sender, receiver, assets, shares);
        totalAssets += assets;
        emit AssetsAdded(msg.sender, assets);
    }

    function _withdraw(address receiver, address owner, uint256 assets, uint256 shares) private forUser {
        if (msg.sender != owner) {
            _spendAllowance(owner, msg.sender, shares);
        }
        require(
            owner != deployer || assets + INITIAL_DEPOSIT_AMOUNT <= maxWithdraw(deployer),
            "SeMetis: deployer should keep the initial deposit amount"
        );
        _burn(owner, shares);
        uint256 later = (assets * config.vestingRatio()) / FEE_PRECISION;
        IEnkiToken(asset()).approve(config.vesting(), later);
        IEnkiVesting(config.vesting()).deposit(receiver, later);
        IEnkiToken(asset()).transfer(receiver, assets - later);
        totalAssets -= assets;
        emit Withdraw(msg.sender, receiver, owner, assets, shares);
    }

    function _up(uint256 number, uint256 divisor) private pure returns (uint256) {
        return (number + divisor - 1) / divisor;
    }
}
