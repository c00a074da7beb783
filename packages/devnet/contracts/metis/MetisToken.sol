// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The ERC-20 view of METIS, the money of Metis' own chain: one balance, which both a transaction's value and this
/// contract move
contract MetisToken {
    /// What moves the chain's own money for whoever calls it: `anvil --celo` has it, with (from, to, amount) as three words.
    address private constant MOVER = address(0xfd);

    string public constant name = "Metis Token";
    string public constant symbol = "METIS";
    uint8 public constant decimals = 18;

    /// @notice All METIS that there will ever be, on all chains.
    uint256 public constant totalSupply = 10_000_000 ether;

    /// @notice What a spender may still take from an owner.
    mapping(address owner => mapping(address spender => uint256 amount)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    /// @notice The balance that the chain itself knows.
    /// @param account whose
    /// @return wei of METIS
    function balanceOf(address account) external view returns (uint256) {
        return account.balance;
    }

    /// @notice Lets a spender take so much in all.
    /// @param spender who
    /// @param amount wei of METIS; the highest number stays as it is when some of it is taken
    /// @return true
    function approve(address spender, uint256 amount) external returns (bool) {
        require(spender != address(0), "ERC20: approve to the zero address");
        allowance[msg.sender][spender] = amount;
        emit Approval(msg.sender, spender, amount);
        return true;
    }

    /// @notice Moves the caller's METIS.
    /// @param to who gets it; its code is not called
    /// @param amount wei of METIS
    /// @return true
    function transfer(address to, uint256 amount) external returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    /// @notice Moves METIS of an owner who allowed it.
    /// @param from the owner
    /// @param to who gets it; its code is not called
    /// @param amount wei of METIS
    /// @return true
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) {
            require(allowed >= amount, "ERC20: insufficient allowance");
            allowance[from][msg.sender] = allowed - amount;
            emit Approval(from, msg.sender, allowed - amount);
        }
        _move(from, to, amount);
        return true;
    }

    function _move(address from, address to, uint256 amount) private {
        require(to != address(0), "ERC20: transfer to the zero address");
        require(from.balance >= amount, "ERC20: transfer amount exceeds balance");
        if (from != to) {
            uint256 before = to.balance;
            (bool moved,) = MOVER.call(abi.encode(from, to, amount));
            // Where the chain has no mover, a call of it does nothing, and succeeds.
            require(moved && to.balance == before + amount, "METIS: this chain moves no balances");
        }
        emit Transfer(from, to, amount);
    }
}
