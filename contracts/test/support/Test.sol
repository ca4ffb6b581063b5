// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice The test runner's orders that these tests use.
interface Vm {
    function addr(uint256 privateKey) external pure returns (address);
    function assume(bool condition) external pure;
    function expectRevert(bytes calldata revertData) external;
    function parseJsonKeys(string calldata json, string calldata key) external pure returns (string[] memory);
    function parseJsonUint(string calldata json, string calldata key) external pure returns (uint256);
    function prank(address sender) external;
    function readFile(string calldata path) external view returns (string memory);
    function roll(uint256 blockNumber) external;
    function setBlockhash(uint256 blockNumber, bytes32 hash) external;
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function warp(uint256 timestamp) external;
}

/// @notice What a test needs beyond Solidity: orders to the runner, and comparisons that name what they saw.
abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    error NotEqual(string what, uint256 seen, uint256 expected);
    error NotTrue(string what);

    function assertEq(uint256 seen, uint256 expected, string memory what) internal pure {
        require(seen == expected, NotEqual(what, seen, expected));
    }

    function assertEq(address seen, address expected, string memory what) internal pure {
        assertEq(uint160(seen), uint160(expected), what);
    }

    function assertEq(bytes32 seen, bytes32 expected, string memory what) internal pure {
        assertEq(uint256(seen), uint256(expected), what);
    }

    function assertEq(int256 seen, int256 expected, string memory what) internal pure {
        assertEq(uint256(seen), uint256(expected), what);
    }

    function assertTrue(bool holds, string memory what) internal pure {
        require(holds, NotTrue(what));
    }

    /// @notice A number in [least, most] made from any number.
    function within(uint256 any, uint256 least, uint256 most) internal pure returns (uint256) {
        return least + any % (most - least + 1);
    }
}
