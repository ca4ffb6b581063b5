// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice Even draws without replacement from a seed, by the first steps of a Fisher-Yates shuffle.
library Draws {
    /// @notice `drawn` different numbers below `count`, each set equally likely; drawn is at most count.
    function distinct(bytes32 seed, uint256 count, uint256 drawn) internal pure returns (uint32[] memory numbers) {
        uint32[] memory deck = new uint32[](count);
        for (uint256 index = 0; index < count; ++index) {
            deck[index] = uint32(index);
        }
        numbers = new uint32[](drawn);
        for (uint256 index = 0; index < drawn; ++index) {
            uint256 other = index + below(seed, index, count - index);
            numbers[index] = deck[other];
            deck[other] = deck[index];
        }
    }

    /// @notice The nth even number below a limit. 256 bits of hash make the bias of the remainder negligible.
    function below(bytes32 seed, uint256 nth, uint256 limit) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, nth))) % limit;
    }
}
