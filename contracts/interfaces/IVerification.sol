// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

enum Phase {
    None,
    Committing,
    Opening,
    Revealing
}

enum Verdict {
    Pending,
    Accepted,
    Rejected,
    NotOpened,
    Unresolved
}

/// @notice One drawn verifier: what it committed to, and whether its reveal agreed with the worker.
struct Vote {
    address verifier;
    bytes32 commitment;
    bytes32 digestsHash;
    bool revealed;
}

struct Round {
    uint32 number;
    Phase phase;
    uint64 seedBlock;
    uint64 phaseEndsAt;
    bytes32 seed;
    bytes32 openedHash;
    uint32[] chunks;
    Vote[] votes;
}

/// @notice Draws verifiers and chunks, takes commitments, the worker's opening and reveals, and reads the verdict.
interface IVerification {
    event RoundArmed(bytes32 indexed taskId, uint32 round, uint64 seedBlock);
    event RoundDrawn(bytes32 indexed taskId, uint32 round, bytes32 seed, address[] verifiers, uint32[] chunks, uint64 phaseEndsAt);
    event VoteCommitted(bytes32 indexed taskId, uint32 round, address indexed verifier, bytes32 commitment);
    event PhaseChanged(bytes32 indexed taskId, uint32 round, Phase phase, uint64 phaseEndsAt);
    event ResultOpened(bytes32 indexed taskId, uint32 round, bytes32 root, bytes outputCid, bytes32[] digests);
    event VoteRevealed(bytes32 indexed taskId, uint32 round, address indexed verifier, bytes32[] digests, bool agrees);

    error NothingToDraw(bytes32 taskId);
    error SeedNotReady(uint64 seedBlock);
    error NotEnoughVerifiers(uint256 found, uint256 needed);
    error WrongPhase(bytes32 taskId, Phase phase);
    error PhaseOver(uint64 endedAt);
    error PhaseNotOver(uint64 endsAt);
    error NotDrawn(bytes32 taskId, address caller);
    error AlreadyCommitted(bytes32 taskId, address verifier);
    error AlreadyRevealed(bytes32 taskId, address verifier);
    error NotWorker(bytes32 taskId, address caller);
    error SealMismatch(bytes32 expected, bytes32 given);
    error CommitmentMismatch(bytes32 expected, bytes32 given);
    error WrongDigestCount(uint256 expected, uint256 given);
    error ProofInvalid(uint32 chunk);

    /// @notice Draws once the seed block has passed. Where the seed is older than 256 blocks, or only seats taken since the
    /// arming make enough, the round is armed anew instead (RoundArmed); with too few it reverts. Anyone may.
    function draw(bytes32 taskId) external;

    /// @notice keccak256(abi.encode(taskId, round, verifier, digests, salt)), by a drawn verifier.
    function commit(bytes32 taskId, bytes32 commitment) external;

    /// @notice Starts a new round after some drawn verifier let the time to commit pass; anyone may.
    function redraw(bytes32 taskId) external;

    /// @notice The worker opens its seal, with the digests of the drawn chunks and their proofs, in the drawn order.
    function open(bytes32 taskId, bytes32 root, bytes calldata outputCid, bytes32 salt, bytes32[] calldata digests, bytes32[][] calldata proofs)
        external;

    function reveal(bytes32 taskId, bytes32[] calldata digests, bytes32 salt) external;

    /// @notice Ends the round of a judged task and its verifiers' duties.
    function close(bytes32 taskId) external;

    /// @notice Pending until it can be settled. agreeing: the verifiers on the verdict's side; dissenting: the others who
    /// were drawn, or where there is no verdict those who did not reveal.
    function verdictOf(bytes32 taskId)
        external
        view
        returns (Verdict verdict, address[] memory agreeing, address[] memory dissenting);

    function roundOf(bytes32 taskId) external view returns (Round memory);
}
