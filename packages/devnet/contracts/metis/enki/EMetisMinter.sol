// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnkiBase} from "./EnkiBase.sol";
import {IEMetis, IEnkiToken, ISeMetis} from "./EnkiInterfaces.sol";

/// @title Takes METIS and gives eMETIS for it, or shares of the vault
contract EMetisMinter is EnkiBase {
    event Minted(address indexed account, uint256 amount, bool deposit, address indexed inviter);
    event DepositToL1Dealer(uint256 amount);

    /// @notice The caller's first METIS goes into the vault, and stays there. It must be approved.
    function initialize(address config_) external {
        _setConfig(config_);
        _mintFor(address(this), INITIAL_DEPOSIT_AMOUNT);
        _stakeFor(msg.sender, INITIAL_DEPOSIT_AMOUNT);
    }

    /// @notice Neither a pause nor a closed protocol keeps anybody from eMETIS: only from the vault.
    /// @param deposit true: straight into the vault
    function mint(address account, uint256 amount, bool deposit, address) external nonReentrant {
        if (deposit) {
            _mintAndDeposit(account, amount);
        } else {
            _mintFor(account, amount);
        }
        emit Minted(account, amount, deposit, address(0));
    }

    /// @notice Rewards of the sequencers, brought from Ethereum.
    function mintFromL1(uint256 amount) external whenNotPaused {
        require(amount > 0, "EMetisMinter: amount is zero");
        require(msg.sender == config.bridge(), "EMetisMinter: caller is not the crossDomainMessenger");
        IEMetis(config.eMetis()).minter_mint(config.rewardDispatcher(), amount);
    }

    /// @notice Sends METIS to where it is locked.
    function depositToL1Dealer(uint256 amount) external onlyBackend {
        require(amount > 0, "EMetisMinter: amount is zero");
        IEnkiToken(config.metis()).transfer(config.l1Dealer(), amount);
        emit DepositToL1Dealer(amount);
    }

    function _mintAndDeposit(address account, uint256 amount) private forUser {
        _mintFor(address(this), amount);
        _stakeFor(account, amount);
    }

    function _mintFor(address account, uint256 amount) private {
        require(amount > 0, "EMetisMinter: amount is zero");
        IEnkiToken(config.metis()).transferFrom(msg.sender, address(this), amount);
        IEMetis(config.eMetis()).minter_mint(account, amount);
    }

    function _stakeFor(address account, uint256 amount) private {
        IEMetis(config.eMetis()).approve(config.seMetis(), amount);
        ISeMetis(config.seMetis()).depositFromEMetisMinter(amount, account);
    }
}
