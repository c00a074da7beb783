// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Many calls in one, with the interface of the contract that has the same address on every public chain
contract Multicall3 {
    struct Call {
        address target;
        bytes callData;
    }

    struct Call3 {
        address target;
        bool allowFailure;
        bytes callData;
    }

    struct Call3Value {
        address target;
        bool allowFailure;
        uint256 value;
        bytes callData;
    }

    struct Result {
        bool success;
        bytes returnData;
    }

    /// @notice Calls everything; one failure fails all.
    /// @param calls targets and calldata
    /// @return blockNumber number of the block
    /// @return returnData answers in the order of the calls
    function aggregate(Call[] calldata calls)
        external
        payable
        returns (uint256 blockNumber, bytes[] memory returnData)
    {
        blockNumber = block.number;
        returnData = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            returnData[i] = _call(calls[i].target, 0, calls[i].callData, false).returnData;
        }
    }

    /// @notice Calls everything.
    /// @param requireSuccess whether one failure fails all
    /// @param calls targets and calldata
    /// @return returnData success and answer in the order of the calls
    function tryAggregate(bool requireSuccess, Call[] calldata calls)
        public
        payable
        returns (Result[] memory returnData)
    {
        returnData = new Result[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            returnData[i] = _call(calls[i].target, 0, calls[i].callData, !requireSuccess);
        }
    }

    /// @notice Calls everything and tells the block.
    /// @param requireSuccess whether one failure fails all
    /// @param calls targets and calldata
    /// @return blockNumber number of the block
    /// @return blockHash hash of the block, zero for the current one
    /// @return returnData success and answer in the order of the calls
    function tryBlockAndAggregate(bool requireSuccess, Call[] calldata calls)
        public
        payable
        returns (uint256 blockNumber, bytes32 blockHash, Result[] memory returnData)
    {
        return (block.number, blockhash(block.number), tryAggregate(requireSuccess, calls));
    }

    /// @notice Calls everything and tells the block; one failure fails all.
    /// @param calls targets and calldata
    /// @return blockNumber number of the block
    /// @return blockHash hash of the block, zero for the current one
    /// @return returnData success and answer in the order of the calls
    function blockAndAggregate(Call[] calldata calls)
        external
        payable
        returns (uint256 blockNumber, bytes32 blockHash, Result[] memory returnData)
    {
        return tryBlockAndAggregate(true, calls);
    }

    /// @notice Calls everything; each call says whether it may fail.
    /// @param calls targets, calldata and whether a failure is allowed
    /// @return returnData success and answer in the order of the calls
    function aggregate3(Call3[] calldata calls) external payable returns (Result[] memory returnData) {
        returnData = new Result[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            returnData[i] = _call(calls[i].target, 0, calls[i].callData, calls[i].allowFailure);
        }
    }

    /// @notice Calls everything with ETH; the values must sum up to what was sent.
    /// @param calls targets, calldata, wei and whether a failure is allowed
    /// @return returnData success and answer in the order of the calls
    function aggregate3Value(Call3Value[] calldata calls) external payable returns (Result[] memory returnData) {
        returnData = new Result[](calls.length);
        uint256 sum;
        for (uint256 i = 0; i < calls.length; ++i) {
            sum += calls[i].value;
            returnData[i] = _call(calls[i].target, calls[i].value, calls[i].callData, calls[i].allowFailure);
        }
        require(msg.value == sum, "Multicall3: value mismatch");
    }

    /// @notice Hash of one of the last 256 blocks.
    /// @param blockNumber number of the block
    /// @return blockHash its hash
    function getBlockHash(uint256 blockNumber) external view returns (bytes32 blockHash) {
        return blockhash(blockNumber);
    }

    /// @notice Number of the current block.
    /// @return blockNumber the number
    function getBlockNumber() external view returns (uint256 blockNumber) {
        return block.number;
    }

    /// @notice Beneficiary of the current block.
    /// @return coinbase its address
    function getCurrentBlockCoinbase() external view returns (address coinbase) {
        return block.coinbase;
    }

    /// @notice Randomness of the current block, under its old name.
    /// @return difficulty the value
    function getCurrentBlockDifficulty() external view returns (uint256 difficulty) {
        return block.difficulty;
    }

    /// @notice Gas limit of the current block.
    /// @return gaslimit the limit
    function getCurrentBlockGasLimit() external view returns (uint256 gaslimit) {
        return block.gaslimit;
    }

    /// @notice Time of the current block.
    /// @return timestamp seconds since 1970
    function getCurrentBlockTimestamp() external view returns (uint256 timestamp) {
        return block.timestamp;
    }

    /// @notice Balance of an account.
    /// @param addr the account
    /// @return balance in wei
    function getEthBalance(address addr) external view returns (uint256 balance) {
        return addr.balance;
    }

    /// @notice Hash of the block before the current one.
    /// @return blockHash the hash
    function getLastBlockHash() external view returns (bytes32 blockHash) {
        return blockhash(block.number - 1);
    }

    /// @notice Base fee of the current block.
    /// @return basefee wei per gas
    function getBasefee() external view returns (uint256 basefee) {
        return block.basefee;
    }

    /// @notice Id of the chain.
    /// @return chainid the id
    function getChainId() external view returns (uint256 chainid) {
        return block.chainid;
    }

    function _call(address target, uint256 value, bytes calldata data, bool allowFailure)
        private
        returns (Result memory result)
    {
        (result.success, result.returnData) = target.call{value: value}(data);
        require(result.success || allowFailure, "Multicall3: call failed");
    }
}
