// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AMTConfig} from "./AMTConfig.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @title artMETIS: shares of all that is staked with Artemis, made and burned by the pool alone
contract ArtMetis is Initializable {
    string public constant name = "Artemis METIS";
    string public constant symbol = "artMETIS";
    uint8 public constant decimals = 18;

    AMTConfig public config;
    uint256 public totalSupply;
    mapping(address account => uint256 amount) public balanceOf;
    mapping(address owner => mapping(address spender => uint256 amount)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    modifier onlyPool() {
        require(msg.sender == config.depositPool(), "AccessControl: account is missing role");
        _;
    }

    function initialize(AMTConfig config_) external initializer {
        config = config_;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        emit Approval(msg.sender, spender, amount);
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) {
            require(allowed >= amount, "ERC20: insufficient allowance");
            allowance[from][msg.sender] = allowed - amount;
        }
        _move(from, to, amount);
        return true;
    }

    /// @notice Makes shares for a stake.
    function mint(address account, uint256 amount) external onlyPool {
        totalSupply += amount;
        balanceOf[account] += amount;
        emit Transfer(address(0), account, amount);
    }

    /// @notice Burns shares of a withdrawal, without an approval.
    function burn(address account, uint256 amount) external onlyPool {
        require(balanceOf[account] >= amount, "ERC20: burn amount exceeds balance");
        totalSupply -= amount;
        balanceOf[account] -= amount;
        emit Transfer(account, address(0), amount);
    }

    function _move(address from, address to, uint256 amount) private {
        require(to != address(0), "ERC20: transfer to the zero address");
        require(balanceOf[from] >= amount, "ERC20: transfer amount exceeds balance");
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        emit Transfer(from, to, amount);
    }
}
