// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice Results to submit and the trees over them, built level by level: the way the contract's check is not written.
library Results {
    /// @notice The digest of a chunk; each variant is another result of the same work.
    function digest(uint256 chunk, uint256 variant) internal pure returns (bytes32) {
        return keccak256(abi.encode("result", chunk, variant));
    }

    function digests(uint32[] memory chunks, uint256 variant) internal pure returns (bytes32[] memory all) {
        all = new bytes32[](chunks.length);
        for (uint256 index = 0; index < chunks.length; ++index) {
            all[index] = digest(chunks[index], variant);
        }
    }

    function root(uint256 count, uint256 variant) internal pure returns (bytes32) {
        bytes32[] memory level = leaves(count, variant);
        while (level.length > 1) level = above(level);
        return level[0];
    }

    function proof(uint256 count, uint256 chunk, uint256 variant) internal pure returns (bytes32[] memory siblings) {
        bytes32[] memory level = leaves(count, variant);
        bytes32[] memory found = new bytes32[](16);
        uint256 used = 0;
        while (level.length > 1) {
            uint256 sibling = chunk % 2 == 0 ? chunk + 1 : chunk - 1;
            if (sibling < level.length) found[used++] = level[sibling];
            level = above(level);
            chunk /= 2;
        }
        siblings = new bytes32[](used);
        for (uint256 index = 0; index < used; ++index) {
            siblings[index] = found[index];
        }
    }

    function proofs(uint256 count, uint32[] memory chunks, uint256 variant) internal pure returns (bytes32[][] memory all) {
        all = new bytes32[][](chunks.length);
        for (uint256 index = 0; index < chunks.length; ++index) {
            all[index] = proof(count, chunks[index], variant);
        }
    }

    function leaves(uint256 count, uint256 variant) internal pure returns (bytes32[] memory level) {
        level = new bytes32[](count);
        for (uint256 index = 0; index < count; ++index) {
            level[index] = keccak256(abi.encodePacked(uint8(0), index, digest(index, variant)));
        }
    }

    function above(bytes32[] memory level) internal pure returns (bytes32[] memory next) {
        next = new bytes32[]((level.length + 1) / 2);
        for (uint256 index = 0; index < next.length; ++index) {
            bool single = 2 * index + 1 == level.length;
            next[index] =
                single ? level[2 * index] : keccak256(abi.encodePacked(uint8(1), level[2 * index], level[2 * index + 1]));
        }
    }
}
