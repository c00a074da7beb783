// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnkiBase} from "./EnkiBase.sol";
import {IEMetis, IEnkiToken} from "./EnkiInterfaces.sol";

interface ITicketReceiver {
    function onERC721Received(address operator, address from, uint256 tokenId, bytes calldata data)
        external
        returns (bytes4);
}

/// @title Turns eMETIS back into METIS: a ticket (ERC-721) that is paid once it is mature, if there is METIS here
contract RedemptionQueue is EnkiBase {
    struct Ticket {
        bool hasBeenRedeemed;
        uint64 maturity;
        uint120 amount;
        /// Parts of a million, as it was when the ticket was made.
        uint64 cancelRedemptionFee;
        uint64 lpLockMaturity;
        address lpLockToken;
        uint256 lpLockAmount;
        bool lpClaimed;
    }

    struct Accounting {
        uint128 etherLiabilities;
        uint128 unclaimedFees;
    }

    string public constant name = "eMetisRedemptionTicket";
    string public constant symbol = "eMetis Redemption Queue Ticket";

    uint64 private nextNftId;
    Accounting public redemptionQueueAccounting;
    mapping(uint256 nftId => Ticket ticket) public nftInformation;
    mapping(uint256 nftId => address owner) private owners;
    mapping(address owner => uint256 count) public balanceOf;
    mapping(uint256 nftId => address account) private approved;
    mapping(address owner => mapping(address operator => bool may)) public isApprovedForAll;

    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);
    event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId);
    event ApprovalForAll(address indexed owner, address indexed operator, bool approved);
    event EnterRedemptionQueue(
        uint256 indexed nftId,
        address indexed sender,
        address indexed recipient,
        uint256 amountEMetisRedeemed,
        uint120 redemptionFeeAmount,
        uint64 maturityTimestamp,
        uint256 cancelRedemptionFee
    );
    event CancelRedemptionTicketNft(
        uint256 indexed nftId,
        address indexed sender,
        address indexed recipient,
        uint120 eMetisOut,
        uint120 cancelRedemptionFee
    );
    event RedeemRedemptionTicketNft(
        uint256 indexed nftId, address indexed sender, address indexed recipient, uint120 amountOut
    );
    event CollectRedemptionFees(address recipient, uint128 collectAmount);

    error Erc721CallerNotOwnerOrApproved();
    error ExceedsCollectedFees(uint128 collectAmount, uint128 accruedAmount);
    error NotMatureYet(uint256 currentTime, uint64 maturity);
    error AlreadyRedeemed();

    modifier onlyHolder(uint256 nftId) {
        if (!_isApprovedOrOwner(msg.sender, nftId)) {
            revert Erc721CallerNotOwnerOrApproved();
        }
        _;
    }

    function initialize(address config_) external {
        _setConfig(config_);
    }

    function enterRedemptionQueue(address recipient, uint120 amount) external nonReentrant returns (uint256 nftId) {
        require(recipient != address(0), "RedemptionQueue: zero address");
        require(amount > 0, "RedemptionQueue: amount is zero");
        uint120 fee = uint120((uint256(amount) * config.redemptionFee()) / FEE_PRECISION);
        uint64 cancelFee = config.cancelRedemptionFee();
        uint64 maturity = uint64(block.timestamp) + config.queueLengthSecs();
        redemptionQueueAccounting.etherLiabilities += amount - fee;
        redemptionQueueAccounting.unclaimedFees += fee;
        nftId = nextNftId;
        nextNftId += 1;
        nftInformation[nftId] = Ticket(false, maturity, amount - fee, cancelFee, 0, address(0), 0, false);
        _move(address(0), recipient, nftId);
        _requireReceiver(address(0), recipient, nftId, "");
        emit EnterRedemptionQueue(nftId, msg.sender, recipient, amount, fee, maturity, cancelFee);
        IEnkiToken(config.eMetis()).transferFrom(msg.sender, address(this), amount);
    }

    function redeemRedemptionTicketNft(uint256 nftId, address recipient) external nonReentrant onlyHolder(nftId) {
        require(recipient != address(0), "RedemptionQueue: zero address");
        Ticket storage ticket = nftInformation[nftId];
        if (ticket.hasBeenRedeemed) {
            revert AlreadyRedeemed();
        }
        if (block.timestamp < ticket.maturity) {
            revert NotMatureYet(block.timestamp, ticket.maturity);
        }
        redemptionQueueAccounting.etherLiabilities -= ticket.amount;
        _move(owners[nftId], address(0), nftId);
        ticket.hasBeenRedeemed = true;
        IEMetis(config.eMetis()).minter_burn_from(address(this), ticket.amount);
        IEnkiToken(config.metis()).transfer(recipient, ticket.amount);
        emit RedeemRedemptionTicketNft(nftId, msg.sender, recipient, ticket.amount);
    }

    function cancelRedemptionTicketNft(address recipient, uint256 nftId)
        external
        nonReentrant
        onlyHolder(nftId)
        returns (uint120 out)
    {
        require(recipient != address(0), "RedemptionQueue: zero address");
        Ticket storage ticket = nftInformation[nftId];
        uint120 fee = uint120((uint256(ticket.amount) * ticket.cancelRedemptionFee) / FEE_PRECISION);
        redemptionQueueAccounting.etherLiabilities -= ticket.amount;
        redemptionQueueAccounting.unclaimedFees += fee;
        out = ticket.amount - fee;
        _move(owners[nftId], address(0), nftId);
        ticket.hasBeenRedeemed = true;
        emit CancelRedemptionTicketNft(nftId, msg.sender, recipient, out, fee);
        IEnkiToken(config.eMetis()).transfer(recipient, out);
    }

    function collectRedemptionFees(uint128 amount) external onlyBackend {
        uint128 fees = redemptionQueueAccounting.unclaimedFees;
        if (amount > fees) {
            revert ExceedsCollectedFees(amount, fees);
        }
        redemptionQueueAccounting.unclaimedFees = fees - amount;
        IEnkiToken(config.eMetis()).transfer(config.protocolTreasury(), amount);
        emit CollectRedemptionFees(config.protocolTreasury(), amount);
    }

    function ownerOf(uint256 nftId) public view returns (address owner) {
        owner = owners[nftId];
        require(owner != address(0), "ERC721: invalid token ID");
    }

    function getApproved(uint256 nftId) public view returns (address) {
        ownerOf(nftId);
        return approved[nftId];
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x80ac58cd || id == 0x5b5e139f;
    }

    function approve(address to, uint256 nftId) external {
        address owner = ownerOf(nftId);
        require(
            msg.sender == owner || isApprovedForAll[owner][msg.sender],
            "ERC721: approve caller is not token owner or approved for all"
        );
        approved[nftId] = to;
        emit Approval(owner, to, nftId);
    }

    function setApprovalForAll(address operator, bool may) external {
        isApprovedForAll[msg.sender][operator] = may;
        emit ApprovalForAll(msg.sender, operator, may);
    }

    function transferFrom(address from, address to, uint256 nftId) public {
        require(_isApprovedOrOwner(msg.sender, nftId), "ERC721: caller is not token owner or approved");
        require(ownerOf(nftId) == from, "ERC721: transfer from incorrect owner");
        require(to != address(0), "ERC721: transfer to the zero address");
        _move(from, to, nftId);
    }

    function safeTransferFrom(address from, address to, uint256 nftId) external {
        safeTransferFrom(from, to, nftId, "");
    }

    function safeTransferFrom(address from, address to, uint256 nftId, bytes memory data) public {
        transferFrom(from, to, nftId);
        _requireReceiver(from, to, nftId, data);
    }

    function _isApprovedOrOwner(address account, uint256 nftId) private view returns (bool) {
        address owner = ownerOf(nftId);
        return account == owner || approved[nftId] == account || isApprovedForAll[owner][account];
    }

    function _move(address from, address to, uint256 nftId) private {
        delete approved[nftId];
        owners[nftId] = to;
        if (from != address(0)) {
            balanceOf[from] -= 1;
        }
        if (to != address(0)) {
            balanceOf[to] += 1;
        }
        emit Transfer(from, to, nftId);
    }

    function _requireReceiver(address from, address to, uint256 nftId, bytes memory data) private {
        if (to.code.length == 0) {
            return;
        }
        bytes4 answer;
        try ITicketReceiver(to).onERC721Received(msg.sender, from, nftId, data) returns (bytes4 given) {
            answer = given;
        } catch {}
        require(
            answer == ITicketReceiver.onERC721Received.selector, "ERC721: transfer to non ERC721Receiver implementer"
        );
    }
}
