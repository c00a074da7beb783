// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title How an address is written in its reverse name
library AddressDigits {
    /// @notice Forty digits in lower case, without 0x.
    /// @param account the address
    function digitsOf(address account) internal pure returns (bytes memory digits) {
        bytes16 alphabet = "0123456789abcdef";
        digits = new bytes(40);
        for (uint256 i = 0; i < 40; ++i) {
            digits[i] = alphabet[(uint160(account) >> (4 * (39 - i))) & 15];
        }
    }
}
