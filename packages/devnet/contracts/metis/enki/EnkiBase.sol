// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEnkiConfig} from "./EnkiInterfaces.sol";

/// @title What ENKI's contracts share: their settings, who may call when, and that they take no native METIS
abstract contract EnkiBase {
    uint64 public constant FEE_PRECISION = 1e6;
    uint256 public constant INITIAL_DEPOSIT_AMOUNT = 1 ether;

    IEnkiConfig public config;
    address private internalCalling;
    bool private entered;

    /// Only while the protocol is open to everybody and not paused; before, for invited accounts alone.
    modifier forUser() {
        if (!config.isPublic() && internalCalling == address(0)) {
            require(config.hasRole(keccak256("BETA_USER_ROLE"), msg.sender), "AccessControl: account is missing role");
        }
        require(!config.isPaused(), "forUser: paused");
        _;
    }

    modifier whenNotPaused() {
        require(!config.isPaused(), "whenNotPaused: paused");
        _;
    }

    modifier onlyBackend() {
        require(config.hasRole(keccak256("BACKEND_ROLE"), msg.sender), "AccessControl: account is missing role");
        _;
    }

    modifier internalOnly(address caller) {
        require(msg.sender == caller, "internal only");
        internalCalling = caller;
        _;
        internalCalling = address(0);
    }

    modifier nonReentrant() {
        require(!entered, "ReentrancyGuard: reentrant call");
        entered = true;
        _;
        entered = false;
    }

    receive() external payable {
        revert("Base: not support Metis transfer");
    }

    function paused() public view returns (bool) {
        return config.isPaused();
    }

    function _setConfig(address config_) internal {
        require(address(config) == address(0), "Initializable: contract is already initialized");
        config = IEnkiConfig(config_);
    }
}
