// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice Turns a verdict into debts, fees, bonds and reputation, in one call. It calls the others; none calls it.
interface ISettlement {
    event TaskAccepted(
        bytes32 indexed taskId, address indexed requester, address indexed worker, uint128 bountyMcc, uint128 platformFeeMcc, uint128 verifierFeeMcc, address[] agreeing
    );
    event TaskRejected(bytes32 indexed taskId, address indexed worker, uint128 bondMcc, address[] agreeing);
    event TaskUnresolved(bytes32 indexed taskId, address indexed worker);
    event TaskUnchecked(bytes32 indexed taskId, address indexed worker);
    event ComputeVerified(uint256 totalMcc);

    error VerdictPending(bytes32 taskId);
    error QuorumTimeNotOver(uint64 endsAt);
    error NotSealed(bytes32 taskId);

    /// @notice Settles a decided task; anyone may.
    function settle(bytes32 taskId) external;

    /// @notice Closes a sealed task that found no verifiers in time: escrow and bond go back. Anyone may.
    function settleUnchecked(bytes32 taskId) external;

    /// @notice Every accepted bounty so far: the supply of compute ever proved.
    function verifiedCompute() external view returns (uint256);
}
