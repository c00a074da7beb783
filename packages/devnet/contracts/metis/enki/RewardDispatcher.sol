// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnkiBase} from "./EnkiBase.sol";
import {IEnkiToken, ISeMetis} from "./EnkiInterfaces.sol";

/// @title Shares rewards between the treasury and the vault
contract RewardDispatcher is EnkiBase {
    /// The treasury's part, until it is taken out; the next dispatch shares what is left of it again, as the real one does.
    uint256 public treasuryBalance;

    event Dispatched(uint256 amount, uint256 toTreasuryAmount, uint256 toVaultAmount);

    function initialize(address config_) external {
        _setConfig(config_);
    }

    function dispatch() external whenNotPaused nonReentrant onlyBackend {
        IEnkiToken eMetis = IEnkiToken(config.eMetis());
        uint256 amount = eMetis.balanceOf(address(this));
        require(amount > 0, "RewardDispatcher: no reward");
        uint256 toTreasury = (amount * config.protocolTreasuryRatio()) / FEE_PRECISION;
        treasuryBalance += toTreasury;
        eMetis.approve(config.seMetis(), amount - toTreasury);
        ISeMetis(config.seMetis()).addAssets(amount - toTreasury);
        emit Dispatched(amount, toTreasury, amount - toTreasury);
    }

    function withdrawTreasury(uint256 amount) external onlyBackend {
        require(amount <= treasuryBalance, "RewardDispatcher: insufficient balance");
        treasuryBalance -= amount;
        IEnkiToken(config.eMetis()).transfer(config.protocolTreasury(), amount);
    }
}
