// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

enum TaskState {
    None,
    Open,
    Claimed,
    Sealed,
    Checking,
    Accepted,
    Cancelled,
    Expired
}

enum Plan {
    Deterministic,
    Metric,
    ZkSnark
}

/// @notice What a requester asks for. kind is ASCII; engine, manifest and spec are sha256 of bytes; needs is a set of capability bits;
/// estimateMcc is the requester's word for the work, by which queues are ordered and prices compared.
struct Terms {
    uint256 nonce;
    bytes32 kind;
    bytes32 engine;
    bytes manifestCid;
    bytes32 manifestHash;
    bytes32 specHash;
    uint32 chunkCount;
    uint128 bountyMcc;
    uint128 estimateMcc;
    uint64 deadline;
    Plan plan;
    uint8 fewestVerifiers;
    uint16 drawnShareBps;
    uint64 needs;
}

/// @notice A posted task. Its fees and the number of verifiers a round draws stay what they were when it was posted.
struct Task {
    address requester;
    TaskState state;
    uint8 failures;
    uint8 drawnVerifiers;
    uint64 postedAt;
    uint128 platformFeeMcc;
    uint128 verifierFeeMcc;
    Terms terms;
}

/// @notice Terms of tasks and their state.
interface ITaskMarket {
    event TaskPosted(bytes32 indexed taskId, address indexed requester, Terms terms, uint128 escrowMcc, uint64 postedAt);
    event TaskStateChanged(bytes32 indexed taskId, TaskState state, uint8 failures);

    error AlreadyPosted(bytes32 taskId);
    error BountyTooSmall(uint128 bountyMcc, uint128 minimumMcc);
    error DeadlinePassed(uint64 deadline);
    error DeadlineNotPassed(uint64 deadline);
    error ChunkCountOutOfRange(uint32 chunkCount);
    error DrawnShareOutOfRange(uint16 drawnShareBps);
    error VerifiersOutOfRange(uint8 fewestVerifiers);
    error PlanNotSupported(Plan plan);
    error ManifestCidOutOfRange(uint256 length);
    error TooManyTasks(uint256 count);
    error WrongState(bytes32 taskId, TaskState state);
    error NotRequester(bytes32 taskId, address caller);

    /// @notice Posts up to 20 tasks and sets their escrows aside; all or none.
    function post(Terms[] calldata batch) external;

    /// @notice Takes back an open task.
    function cancel(bytes32 taskId) external;

    /// @notice Closes an open task whose deadline has passed; anyone may.
    function expire(bytes32 taskId) external;

    function setState(bytes32 taskId, TaskState state) external;

    /// @notice Back to the queue after an attempt, or closed: past the deadline, on the last failure, or with an escrow too
    /// small for a round. failed: the attempt counts as a failure.
    function reopen(bytes32 taskId, bool failed) external;

    /// @notice Closes a task for good and gives back what is left of its escrow.
    function close(bytes32 taskId, TaskState finalState) external;

    /// @notice keccak256(abi.encode(requester, nonce, specHash)).
    function taskIdOf(address requester, uint256 nonce, bytes32 specHash) external pure returns (bytes32);

    /// @notice A verifier's fee: the greater of the minimum rate and the drawn share of the chunks, of the bounty, rounded up.
    function verifierFeeOf(Terms calldata terms) external view returns (uint128);

    /// @notice Bounty, platform fee and the reserved verifier and auditor fees.
    function escrowOf(Terms calldata terms) external view returns (uint128);

    /// @notice How many chunks a round draws: the share of them, rounded up, at least one.
    function drawnChunkCountOf(uint32 chunkCount, uint16 drawnShareBps) external pure returns (uint32);

    function taskOf(bytes32 taskId) external view returns (Task memory);

    function taskCount() external view returns (uint256);

    function taskAt(uint256 index) external view returns (bytes32);
}
