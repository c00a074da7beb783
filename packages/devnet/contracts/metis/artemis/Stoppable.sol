// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AMTConfig} from "./AMTConfig.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @title A contract of Artemis that its owner can stop
abstract contract Stoppable is Initializable {
    AMTConfig public config;

    /// @notice True while it takes nothing.
    bool public paused;

    event Paused(address account);
    event Unpaused(address account);

    modifier onlyAdmin() {
        require(msg.sender == config.owner(), "AccessControl: account is missing role");
        _;
    }

    modifier whenNotPaused() {
        require(!paused, "Pausable: paused");
        _;
    }

    function _setConfig(AMTConfig config_) internal onlyInitializing {
        config = config_;
    }

    /// @notice Stops it, or lets it go on.
    function setPaused(bool paused_) external onlyAdmin {
        paused = paused_;
        if (paused_) {
            emit Paused(msg.sender);
        } else {
            emit Unpaused(msg.sender);
        }
    }
}
