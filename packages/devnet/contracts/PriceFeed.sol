// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Owned} from "./Owned.sol";

/// @title A price feed with Chainlink's interface whose owner pushes the prices
contract PriceFeed is Owned {
    struct Round {
        int256 answer;
        uint256 updatedAt;
    }

    /// Round ids of a Chainlink proxy carry the number of the aggregator behind it in the bits above 64.
    uint80 private constant PHASE = 1 << 64;

    /// @notice Version of the aggregator's interface.
    uint256 public constant version = 4;

    /// @notice Number of decimals of an answer.
    uint8 public decimals;

    /// @notice What is priced in what, for example "ETH / USD".
    string public description;

    Round[] private _rounds;

    /// A new price.
    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    /// @notice Sets owner and description; callable once.
    /// @param owner_ who may push prices
    /// @param decimals_ number of decimals of an answer
    /// @param description_ what is priced in what
    function initialize(address owner_, uint8 decimals_, string calldata description_) external initializer {
        _setOwner(owner_);
        decimals = decimals_;
        description = description_;
    }

    /// @notice Appends a price; only the owner.
    /// @param answer the price with `decimals` decimals
    /// @param updatedAt moment of the price, in seconds since 1970
    function pushRound(int256 answer, uint256 updatedAt) external onlyOwner {
        _rounds.push(Round({answer: answer, updatedAt: updatedAt}));
        emit AnswerUpdated(answer, PHASE + _rounds.length, updatedAt);
    }

    /// @notice The newest price.
    /// @return roundId number of the round
    /// @return answer the price
    /// @return startedAt moment of the price, in seconds since 1970
    /// @return updatedAt the same
    /// @return answeredInRound number of the round
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        return getRoundData(PHASE + uint80(_rounds.length));
    }

    /// @notice The price of one round; reverts with "No data present" when there is no such round.
    /// @param roundId_ number of the round
    /// @return roundId number of the round
    /// @return answer the price
    /// @return startedAt moment of the price, in seconds since 1970
    /// @return updatedAt the same
    /// @return answeredInRound number of the round
    function getRoundData(uint80 roundId_)
        public
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        require(roundId_ > PHASE && roundId_ - PHASE <= _rounds.length, "No data present");
        Round memory round = _rounds[roundId_ - PHASE - 1];
        return (roundId_, round.answer, round.updatedAt, round.updatedAt, roundId_);
    }
}
