// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice A worker's hold on a task, and what it submitted. Times are seconds, compute time is the worker's own word.
struct Claim {
    address worker;
    uint32 attempt;
    uint64 claimedAt;
    uint64 lockedUntil;
    uint64 statedFinish;
    bool extended;
    uint128 bondMcc;
    bytes32 seal;
    uint64 sealedAt;
    uint64 sealBlock;
    uint32 slotCountAtSeal;
}

/// @notice Claims, their locks and bonds, and sealed submissions.
interface ITaskClaims {
    event TaskClaimed(bytes32 indexed taskId, address indexed worker, Claim claim);
    event ClaimExtended(bytes32 indexed taskId, address indexed worker, uint64 lockedUntil);
    event ClaimHandedBack(bytes32 indexed taskId, address indexed worker);
    event ClaimLapsed(bytes32 indexed taskId, address indexed worker, uint128 bondMcc);
    event ResultSealed(
        bytes32 indexed taskId, address indexed worker, bytes32 seal, bytes32 engine, uint64 computeMs, bytes32 hardware, Claim claim
    );
    event ClaimClosed(bytes32 indexed taskId, address indexed worker);

    error OwnTask(bytes32 taskId);
    error TaskNotOpen(bytes32 taskId);
    error TaskDeadlinePassed(uint64 deadline);
    error TooManyClaims(uint256 active);
    error CapabilityMissing(uint64 needs, uint64 capabilities);
    error BondNeeded(uint128 availableMcc, uint128 bondMcc);
    error NotClaimed(bytes32 taskId);
    error NotClaimant(bytes32 taskId, address caller);
    error AlreadyExtended(bytes32 taskId);
    error FinishOutOfRange(uint64 statedFinish);
    error HandBackTooLate(uint64 until);
    error LockNotExpired(uint64 lockedUntil);
    error LockExpired(uint64 lockedUntil);
    error AlreadySealed(bytes32 taskId);
    error SealMissing();
    error EngineMismatch(bytes32 expected, bytes32 given);

    /// @notice Locks an open task for its claimant, with a bond where it can give one. statedFinish: when it expects to submit.
    function claim(bytes32 taskId, uint64 statedFinish) external;

    /// @notice Work is under way: extends the lock to the stated finish, once.
    function extend(bytes32 taskId) external;

    /// @notice Free of cost within the first minutes.
    function handBack(bytes32 taskId) external;

    /// @notice Ends a claim whose lock ran out; its bond goes to the requester. Anyone may.
    function lapse(bytes32 taskId) external;

    /// @notice Submits keccak256(abi.encode(taskId, worker, root, outputCid, salt)), before the deadline and within the lock.
    function submit(bytes32 taskId, bytes32 seal, bytes32 engine, uint64 computeMs, bytes32 hardware) external;

    /// @notice Ends the claim of a judged task.
    function close(bytes32 taskId) external;

    function claimOf(bytes32 taskId) external view returns (Claim memory);

    function activeClaimsOf(address worker) external view returns (uint256);

    /// @notice The ledger's name for the bond behind the task's present claim.
    function bondIdOf(bytes32 taskId) external view returns (bytes32);
}
