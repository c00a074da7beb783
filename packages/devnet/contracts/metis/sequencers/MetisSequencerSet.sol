// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OwnableOnce} from "./OwnableOnce.sol";

/// @title Names who makes which blocks of the L2
/// @notice Epochs follow each other without a gap; one that fails is cut short by a recommit, which names another signer.
contract MetisSequencerSet is OwnableOnce {
    struct Epoch {
        uint256 number;
        address signer;
        uint256 startBlock;
        uint256 endBlock;
    }

    uint256 public epochLength;
    address public mpcAddress;
    uint256 public currentEpochNumber;
    mapping(uint256 number => Epoch) public epochs;

    event NewEpoch(uint256 indexed epochId, uint256 startBlock, uint256 endBlock, address signer);
    event ReCommitEpoch(
        uint256 indexed oldEpochId,
        uint256 indexed newEpochId,
        uint256 curEpochId,
        uint256 startBlock,
        uint256 endBlock,
        address newSigner
    );
    event MpcAddressUpdated(address _newMpcAddress);
    event EpochUpdated(uint256 _newLength);

    modifier onlyMpc() {
        require(msg.sender == mpcAddress, "Not Mpc");
        _;
    }

    function initialize(address signer, address mpc, uint256 startBlock, uint256 endBlock, uint256 length)
        external
        initializer
    {
        require(startBlock > block.number && endBlock > startBlock, "Invalid block range");
        mpcAddress = mpc;
        epochLength = length;
        epochs[0] = Epoch({number: 0, signer: signer, startBlock: startBlock, endBlock: endBlock});
        emit NewEpoch(0, startBlock, endBlock, signer);
        _setOwner(msg.sender);
    }

    function UpdateMpcAddress(address mpc) external onlyOwner {
        require(mpc != address(0), "Invalid new mpc");
        mpcAddress = mpc;
        emit MpcAddressUpdated(mpc);
    }

    function UpdateEpochLength(uint256 length) external {
        require(msg.sender == mpcAddress || msg.sender == owner, "Not Mpc or Owner");
        require(length > 0, "Invalid new epoch length");
        epochLength = length;
        emit EpochUpdated(length);
    }

    function commitEpoch(uint256 number, uint256 startBlock, uint256 endBlock, address signer) external onlyMpc {
        uint256 current = currentEpochNumber;
        require(current < 2 || epochs[current - 1].endBlock < block.number, "The last epoch not finished");
        require(number == current + 1, "Invalid new epoch number");
        require(endBlock > startBlock, "End block must be greater than start block");
        require(endBlock - startBlock + 1 == epochLength, "Mismatch epoch length and block length");
        require(
            startBlock == epochs[current].endBlock + 1,
            "Start block must be greater than currentEpoch.endBlock by 1"
        );
        require(signer != address(0), "Invalid signer");
        epochs[number] = Epoch({number: number, signer: signer, startBlock: startBlock, endBlock: endBlock});
        currentEpochNumber = number;
        emit NewEpoch(number, startBlock, endBlock, signer);
    }

    function recommitEpoch(
        uint256 oldNumber,
        uint256 newNumber,
        uint256 startBlock,
        uint256 endBlock,
        address signer
    ) external onlyMpc {
        require(startBlock == block.number, "Invalid start block");
        require(signer != address(0), "Invalid signer");
        require(endBlock > startBlock, "End block must be greater than start block");
        uint256 current = currentEpochNumber;
        if (oldNumber == current) {
            require(newNumber == current + 1, "Invalid newEpochId");
            require(epochs[current].startBlock < block.number, "Conflict on end block");
        } else if (oldNumber + 1 == current) {
            require(newNumber == current, "Invalid newEpochId");
            require(epochs[oldNumber].endBlock >= block.number, "The latest epoch producing");
        } else {
            revert("Invalid oldEpochId");
        }
        epochs[oldNumber].endBlock = block.number - 1;
        epochs[newNumber] = Epoch({number: newNumber, signer: signer, startBlock: startBlock, endBlock: endBlock});
        currentEpochNumber = newNumber;
        emit ReCommitEpoch(oldNumber, newNumber, current, startBlock, endBlock, signer);
    }

    function currentEpoch() external view returns (Epoch memory) {
        return epochs[currentEpochNumber];
    }

    /// @notice The number of the epoch of a block, the highest number where there is none.
    function getEpochByBlock(uint256 number) public view returns (uint256) {
        for (uint256 count = currentEpochNumber + 1; count > 0; count--) {
            Epoch storage epoch = epochs[count - 1];
            if (epoch.startBlock <= number && number <= epoch.endBlock) return count - 1;
        }
        return type(uint256).max;
    }

    /// @notice Who makes a block: the first signer up to the end of epoch 0, the zero address where nobody is named.
    function getMetisSequencer(uint256 number) external view returns (address) {
        if (number <= epochs[0].endBlock) return epochs[0].signer;
        uint256 epoch = getEpochByBlock(number);
        return epoch == type(uint256).max ? address(0) : epochs[epoch].signer;
    }

    /// @notice The newest epoch that is over; `exist` is false, and it is epoch 0, while none is.
    function finalizedEpoch() public view returns (Epoch memory epoch, bool exist) {
        for (uint256 count = currentEpochNumber + 1; count > 0; count--) {
            epoch = epochs[count - 1];
            if (epoch.endBlock < block.number) return (epoch, true);
        }
        return (epoch, false);
    }

    /// @notice Up to this block no epoch changes any more.
    function finalizedBlock() external view returns (uint256) {
        (Epoch memory epoch, bool exist) = finalizedEpoch();
        return exist ? epoch.endBlock : epoch.startBlock - 1;
    }
}
