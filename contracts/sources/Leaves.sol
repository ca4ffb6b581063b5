// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice The tree over a result's chunks. Leaf i hashes (0, i, digest), a node hashes (1, left, right). A level's odd last
/// node is promoted unchanged; so a tree of one leaf is that leaf, and a proof holds exactly the siblings that exist.
library Leaves {
    /// @notice Whether the digest is leaf `index` of `count` under the root. proof: the siblings, from the bottom up.
    function isUnder(bytes32 root, uint256 index, uint256 count, bytes32 digest, bytes32[] calldata proof)
        internal
        pure
        returns (bool)
    {
        if (index >= count) return false;
        bytes32 node = keccak256(abi.encodePacked(uint8(0), index, digest));
        uint256 used = 0;
        for (uint256 width = count; width > 1; width = (width + 1) / 2) {
            bool promoted = index % 2 == 0 && index + 1 == width;
            if (!promoted) {
                if (used == proof.length) return false;
                bytes32 sibling = proof[used++];
                node = index % 2 == 0 ? _join(node, sibling) : _join(sibling, node);
            }
            index /= 2;
        }
        return used == proof.length && node == root;
    }

    function _join(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(1), left, right));
    }
}
