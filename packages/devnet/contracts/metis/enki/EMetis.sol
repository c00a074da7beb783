// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnkiErc20} from "./EnkiErc20.sol";

/// @title eMETIS: one for each METIS that the minter took, with permits and a list of who may mint and burn it
contract EMetis is EnkiErc20 {
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    address public owner;
    mapping(address account => bool may) public minters;
    mapping(address owner => uint256 next) public nonces;

    event TokenMinterBurned(address indexed from, address indexed to, uint256 amount);
    event TokenMinterMinted(address indexed from, address indexed to, uint256 amount);
    event MinterAdded(address minter_address);

    modifier onlyMinters() {
        require(minters[msg.sender], "Only minters");
        _;
    }

    /// @param owner_ who names the minters
    function initialize(address owner_) external {
        require(owner == address(0), "Initializable: contract is already initialized");
        owner = owner_;
        _nameToken("ENKI Metis", "eMETIS");
    }

    function addMinter(address minter) external {
        require(msg.sender == owner, "Not owner or timelock");
        require(!minters[minter], "Address already exists");
        minters[minter] = true;
        emit MinterAdded(minter);
    }

    function minter_mint(address account, uint256 amount) external onlyMinters {
        _mint(account, amount);
        emit TokenMinterMinted(msg.sender, account, amount);
    }

    function minter_burn_from(address account, uint256 amount) external onlyMinters {
        _burn(account, amount);
        emit TokenMinterBurned(account, msg.sender, amount);
    }

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN, keccak256(bytes(name)), keccak256("1"), block.chainid, address(this)));
    }

    /// @notice An approval by a signature (EIP-2612).
    function permit(
        address from,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        require(block.timestamp <= deadline, "ERC20Permit: expired deadline");
        bytes32 content = keccak256(abi.encode(PERMIT, from, spender, value, nonces[from]++, deadline));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", DOMAIN_SEPARATOR(), content));
        address signer = ecrecover(digest, v, r, s);
        require(signer != address(0) && signer == from, "ERC20Permit: invalid signature");
        _approve(from, spender, value);
    }
}
