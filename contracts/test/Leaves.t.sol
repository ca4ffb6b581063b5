// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Draws} from "../sources/Draws.sol";
import {Leaves} from "../sources/Leaves.sol";
import {Results} from "./support/Results.sol";
import {Test} from "./support/Test.sol";

contract LeavesTest is Test {
    function isUnder(bytes32 root, uint256 index, uint256 count, bytes32 digest, bytes32[] calldata proof)
        external
        pure
        returns (bool)
    {
        return Leaves.isUnder(root, index, count, digest, proof);
    }

    function test_oneLeafIsItsOwnRoot() public view {
        bytes32 leaf = keccak256(abi.encodePacked(uint8(0), uint256(0), Results.digest(0, 1)));
        assertTrue(this.isUnder(leaf, 0, 1, Results.digest(0, 1), new bytes32[](0)), "root is the leaf");
    }

    function test_oddLastNodeIsPromoted() public view {
        bytes32 a = keccak256(abi.encodePacked(uint8(0), uint256(0), Results.digest(0, 1)));
        bytes32 b = keccak256(abi.encodePacked(uint8(0), uint256(1), Results.digest(1, 1)));
        bytes32 c = keccak256(abi.encodePacked(uint8(0), uint256(2), Results.digest(2, 1)));
        bytes32 ab = keccak256(abi.encodePacked(uint8(1), a, b));
        bytes32 root = keccak256(abi.encodePacked(uint8(1), ab, c));
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = ab;
        assertTrue(this.isUnder(root, 2, 3, Results.digest(2, 1), proof), "third of three");
    }

    function testFuzz_everyLeafProves(uint256 count, uint256 chunk) public view {
        count = within(count, 1, 256);
        chunk = within(chunk, 0, count - 1);
        bytes32 root = Results.root(count, 1);
        bytes32[] memory proof = Results.proof(count, chunk, 1);
        assertTrue(this.isUnder(root, chunk, count, Results.digest(chunk, 1), proof), "proves");
        assertTrue(!this.isUnder(root, chunk, count, Results.digest(chunk, 2), proof), "another digest does not");
        assertTrue(!this.isUnder(root, count, count, Results.digest(chunk, 1), proof), "beyond the last does not");
        if (count > 1) {
            uint256 other = (chunk + 1) % count;
            assertTrue(!this.isUnder(root, other, count, Results.digest(chunk, 1), proof), "another place does not");
        }
    }

    function testFuzz_proofsHaveExactlyTheSiblings(uint256 count, uint256 chunk) public view {
        count = within(count, 2, 256);
        chunk = within(chunk, 0, count - 1);
        bytes32 root = Results.root(count, 1);
        bytes32[] memory proof = Results.proof(count, chunk, 1);
        bytes32[] memory longer = new bytes32[](proof.length + 1);
        bytes32[] memory shorter = new bytes32[](proof.length - 1);
        for (uint256 index = 0; index < proof.length; ++index) {
            longer[index] = proof[index];
            if (index < shorter.length) shorter[index] = proof[index];
        }
        assertTrue(!this.isUnder(root, chunk, count, Results.digest(chunk, 1), longer), "one more");
        assertTrue(!this.isUnder(root, chunk, count, Results.digest(chunk, 1), shorter), "one less");
    }
}

contract DrawsTest is Test {
    function testFuzz_numbersAreDistinctAndInRange(bytes32 seed, uint256 count, uint256 drawn) public pure {
        count = within(count, 1, 256);
        drawn = within(drawn, 0, count);
        uint32[] memory numbers = Draws.distinct(seed, count, drawn);
        assertEq(numbers.length, drawn, "as many as asked for");
        bool[] memory seen = new bool[](count);
        for (uint256 index = 0; index < drawn; ++index) {
            assertTrue(numbers[index] < count && !seen[numbers[index]], "new and below the count");
            seen[numbers[index]] = true;
        }
    }

    /// 4000 draws of 2 out of 8: each number comes 1000 times, give or take five standard deviations (27).
    function test_drawsAreEven() public pure {
        uint256[] memory hits = new uint256[](8);
        for (uint256 round = 0; round < 4000; ++round) {
            uint32[] memory numbers = Draws.distinct(keccak256(abi.encode(round)), 8, 2);
            hits[numbers[0]] += 1;
            hits[numbers[1]] += 1;
        }
        for (uint256 index = 0; index < 8; ++index) {
            assertTrue(hits[index] > 862 && hits[index] < 1138, "even");
        }
    }

    function test_sameSeedSameDraw() public pure {
        uint32[] memory once = Draws.distinct("seed", 50, 10);
        uint32[] memory again = Draws.distinct("seed", 50, 10);
        for (uint256 index = 0; index < 10; ++index) {
            assertEq(once[index], again[index], "same");
        }
    }
}
