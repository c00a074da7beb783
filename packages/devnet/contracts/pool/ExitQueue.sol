// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {InvalidCheckpointIndex} from "../interfaces/Errors.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title The history of a first-in, first-out queue of shares that wait to be turned into ETH
/// @notice A ticket is a position in the line: the shares queued before it. A checkpoint says up to which ticket the
/// queue has been served, and what was paid for the shares since the checkpoint before.
library ExitQueue {
    struct Checkpoint {
        uint160 totalTickets;
        uint96 exitedAssets;
    }

    struct History {
        Checkpoint[] checkpoints;
    }

    /// Ticket up to which the queue has been served.
    function servedTickets(History storage self) internal view returns (uint256) {
        uint256 length = self.checkpoints.length;
        return length == 0 ? 0 : self.checkpoints[length - 1].totalTickets;
    }

    /// Adds a checkpoint: `shares` more were served for `assets` wei.
    function push(History storage self, uint256 shares, uint256 assets) internal {
        self.checkpoints.push(
            Checkpoint({
                totalTickets: SafeCast.toUint160(servedTickets(self) + shares),
                exitedAssets: SafeCast.toUint96(assets)
            })
        );
    }

    /// Index of the checkpoint that served the ticket, -1 when none has yet.
    function indexOf(History storage self, uint256 ticket) internal view returns (int256) {
        uint256 low;
        uint256 high = self.checkpoints.length;
        uint256 length = high;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (self.checkpoints[middle].totalTickets > ticket) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == length ? -1 : int256(low);
    }

    /// What a request for `shares` from `ticket` on has been served, beginning at the checkpoint of the ticket.
    /// Rounds down once per checkpoint. An index past the end means nothing yet; a wrong one reverts.
    function exited(History storage self, uint256 ticket, uint256 shares, uint256 index)
        internal
        view
        returns (uint256 exitedShares, uint256 exitedAssets)
    {
        uint256 length = self.checkpoints.length;
        if (index >= length) return (0, 0);

        uint256 begin = index == 0 ? 0 : self.checkpoints[index - 1].totalTickets;
        if (ticket < begin || ticket >= self.checkpoints[index].totalTickets) revert InvalidCheckpointIndex();

        for (; index < length && exitedShares < shares; ++index) {
            Checkpoint memory checkpoint = self.checkpoints[index];
            uint256 served = Math.min(checkpoint.totalTickets - (ticket + exitedShares), shares - exitedShares);
            exitedShares += served;
            exitedAssets += Math.mulDiv(served, checkpoint.exitedAssets, checkpoint.totalTickets - begin);
            begin = checkpoint.totalTickets;
        }
    }
}
