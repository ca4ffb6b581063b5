// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IParameters, Parameter} from "../interfaces/IParameters.sol";
import {IRegistry, Seat} from "../interfaces/IRegistry.sol";
import {Claim, ITaskClaims} from "../interfaces/ITaskClaims.sol";
import {ITaskMarket, Task, TaskState, Terms} from "../interfaces/ITaskMarket.sol";
import {IVerification, Phase, Round, Verdict, Vote} from "../interfaces/IVerification.sol";
import {Draws} from "./Draws.sol";
import {Leaves} from "./Leaves.sol";
import {Operated} from "./Operated.sol";

/// @title Verification
/// @notice Who re-computes which part of a sealed result, and what came of it.
///
/// 1. Draw. The seed is the hash of the block after the one that armed the round (the seal arms the first), so nobody
///    knows it while seats or results can still be chosen. Those in the draw are the seats that stood, without notice and
///    old enough, when the round was armed; never the requester, the worker, or who failed to show up in this attempt. Up
///    to 32 slots the draw is over the seats that qualify; beyond, the seed hits slots by number, at most 32 tries a call.
///    A seed older than 256 blocks is gone: the round is armed anew. Too few qualify: the task waits, and is armed anew
///    once enough seats stand.
/// 2. Commit. Each drawn verifier commits to what it computed, before anyone but the worker knows the worker's digests.
///    Who lets the time pass is reported, and another round is armed, up to the limit.
/// 3. Open. The worker opens its seal and proves the drawn leaves. Not opening is a verdict of its own.
/// 4. Reveal. Each verifier opens its commitment.
/// 5. Verdict, over those who revealed, and only where they are at least as many as the task asks for: all match the worker
///    (accepted), or all name the same other digests (rejected), or neither (unresolved). The worker's result is never a
///    vote. Who committed and did not reveal dissents.
///
/// Rounds of a task are numbered through all its attempts, so no commitment or event of one fits another.
///
/// Not considered: money and reputation beyond no-shows (settlement), and whoever makes the seed's block: it can steer it.
contract Verification is IVerification, Operated {
    using SafeCast for uint256;

    /// @dev A task's round and what its draw needs. Those in the draw are judged as of poolAt.
    struct Book {
        Round round;
        uint32 roundsThisAttempt;
        uint32 slotCount;
        uint64 poolAt;
        uint32 tries;
        bool exhausted;
        address[] absent;
    }

    /// @dev Slots up to which a draw looks at every seat, and tries a call beyond.
    uint256 private constant SMALL_NETWORK = 32;
    uint256 private constant TRIES_A_CALL = 32;

    IRegistry private immutable _registry;
    ITaskMarket private immutable _market;
    ITaskClaims private immutable _claims;

    mapping(bytes32 taskId => Book) private _books;

    constructor(IParameters parameters, IRegistry registry, ITaskMarket market, ITaskClaims claims) Operated(parameters) {
        _registry = registry;
        _market = market;
        _claims = claims;
    }

    /// @inheritdoc IVerification
    function draw(bytes32 taskId) external {
        Task memory task = _market.taskOf(taskId);
        require(task.state == TaskState.Sealed, NothingToDraw(taskId));
        Claim memory claim = _claims.claimOf(taskId);
        Book storage book = _books[taskId];
        if (book.roundsThisAttempt == 0) _arm(taskId, claim.sealBlock + 1, claim.slotCountAtSeal, claim.sealedAt);

        uint64 seedBlock = book.round.seedBlock;
        require(block.number > seedBlock, SeedNotReady(seedBlock));
        bytes32 hash = blockhash(seedBlock);
        if (hash == 0) return _armAgain(taskId);
        bytes32 seed = keccak256(abi.encode(hash, taskId, book.round.number));
        if (book.slotCount <= SMALL_NETWORK) _drawSmall(taskId, task, claim, seed);
        else _drawLarge(taskId, task, claim, seed);
    }

    /// @inheritdoc IVerification
    function commit(bytes32 taskId, bytes32 commitment) external {
        Round storage round = _roundIn(taskId, Phase.Committing);
        Vote storage vote = _voteOf(taskId, round);
        require(vote.commitment == 0, AlreadyCommitted(taskId, msg.sender));
        vote.commitment = commitment;
        emit VoteCommitted(taskId, round.number, msg.sender, commitment);
        if (_allCommitted(round)) _enter(taskId, round, Phase.Opening, Parameter.OpenSeconds);
    }

    /// @inheritdoc IVerification
    function redraw(bytes32 taskId) external {
        Book storage book = _books[taskId];
        Round storage round = book.round;
        require(round.phase == Phase.Committing, WrongPhase(taskId, round.phase));
        require(block.timestamp > round.phaseEndsAt, PhaseNotOver(round.phaseEndsAt));
        _dismiss(book);
        if (book.roundsThisAttempt < _parameters.valueOf(Parameter.MaximumRounds)) {
            _market.setState(taskId, TaskState.Sealed);
            return _armNow(taskId);
        }
        book.exhausted = true;
        round.phase = Phase.None;
        emit PhaseChanged(taskId, round.number, Phase.None, 0);
    }

    /// @inheritdoc IVerification
    function open(
        bytes32 taskId,
        bytes32 root,
        bytes calldata outputCid,
        bytes32 salt,
        bytes32[] calldata digests,
        bytes32[][] calldata proofs
    ) external {
        Round storage round = _roundIn(taskId, Phase.Opening);
        Claim memory claim = _claims.claimOf(taskId);
        require(claim.worker == msg.sender, NotWorker(taskId, msg.sender));
        bytes32 seal = keccak256(abi.encode(taskId, msg.sender, root, outputCid, salt));
        require(seal == claim.seal, SealMismatch(claim.seal, seal));
        _checkLeaves(round.chunks, _market.taskOf(taskId).terms.chunkCount, root, digests, proofs);

        round.openedHash = keccak256(abi.encode(digests));
        emit ResultOpened(taskId, round.number, root, outputCid, digests);
        _enter(taskId, round, Phase.Revealing, Parameter.RevealSeconds);
    }

    /// @inheritdoc IVerification
    function reveal(bytes32 taskId, bytes32[] calldata digests, bytes32 salt) external {
        Round storage round = _roundIn(taskId, Phase.Revealing);
        Vote storage vote = _voteOf(taskId, round);
        require(!vote.revealed, AlreadyRevealed(taskId, msg.sender));
        require(digests.length == round.chunks.length, WrongDigestCount(round.chunks.length, digests.length));
        bytes32 commitment = keccak256(abi.encode(taskId, round.number, msg.sender, digests, salt));
        require(commitment == vote.commitment, CommitmentMismatch(vote.commitment, commitment));
        vote.revealed = true;
        vote.digestsHash = keccak256(abi.encode(digests));
        emit VoteRevealed(taskId, round.number, msg.sender, digests, vote.digestsHash == round.openedHash);
    }

    /// @inheritdoc IVerification
    function close(bytes32 taskId) external onlyOperator {
        Book storage book = _books[taskId];
        uint32 number = book.round.number;
        Vote[] storage votes = book.round.votes;
        for (uint256 index = 0; index < votes.length; ++index) {
            _registry.endDuty(votes[index].verifier);
        }
        delete _books[taskId];
        _books[taskId].round.number = number;
    }

    /// @inheritdoc IVerification
    function verdictOf(bytes32 taskId)
        external
        view
        returns (Verdict verdict, address[] memory agreeing, address[] memory dissenting)
    {
        Book storage book = _books[taskId];
        if (book.exhausted) return (Verdict.Unresolved, agreeing, dissenting);
        Round memory round = book.round;
        bool over = block.timestamp > round.phaseEndsAt;
        if (round.phase == Phase.Opening && over) return (Verdict.NotOpened, _verifiersOf(round.votes), dissenting);
        if (round.phase != Phase.Revealing) return (Verdict.Pending, agreeing, dissenting);

        (address[] memory revealed, address[] memory silent) = _split(round.votes);
        if (silent.length > 0 && !over) return (Verdict.Pending, agreeing, dissenting);
        verdict = _decide(round, revealed.length, _market.taskOf(taskId).terms.fewestVerifiers);
        if (verdict != Verdict.Unresolved) agreeing = revealed;
        dissenting = silent;
    }

    /// @inheritdoc IVerification
    function roundOf(bytes32 taskId) external view returns (Round memory) {
        return _books[taskId].round;
    }

    /// @dev Draws over all seats that qualify, fewer than the usual number where the task accepts that.
    function _drawSmall(bytes32 taskId, Task memory task, Claim memory claim, bytes32 seed) private {
        Book storage book = _books[taskId];
        Seat[] memory seats = _registry.firstSeats(SMALL_NETWORK);
        address[] memory pool = _pool(book, seats, book.slotCount, book.poolAt, task.requester, claim.worker);
        uint256 needed = task.terms.fewestVerifiers;
        if (pool.length < needed) {
            uint256 standing = _pool(book, seats, seats.length, uint64(block.timestamp), task.requester, claim.worker).length;
            require(standing >= needed, NotEnoughVerifiers(standing, needed));
            return _armAgain(taskId);
        }
        uint256 found = Math.min(task.drawnVerifiers, pool.length);
        uint32[] memory drawn = Draws.distinct(keccak256(abi.encode(seed, "seats")), pool.length, found);
        for (uint256 index = 0; index < found; ++index) {
            _appoint(book, pool[drawn[index]]);
        }
        _begin(taskId, task.terms, seed);
    }

    /// @dev Tries slots by number and keeps whom it found for the next call.
    function _drawLarge(bytes32 taskId, Task memory task, Claim memory claim, bytes32 seed) private {
        Book storage book = _books[taskId];
        bytes32 tickets = keccak256(abi.encode(seed, "seats"));
        uint256 age = _parameters.valueOf(Parameter.SeatAgeSeconds);
        uint32 last = book.tries + uint32(TRIES_A_CALL);
        uint32 tried = book.tries;
        while (tried < last && book.round.votes.length < task.drawnVerifiers) {
            Seat memory seat = _registry.seatAt(1 + Draws.below(tickets, tried++, book.slotCount));
            bool qualifies = _qualifies(book, seat, book.poolAt, age, task.requester, claim.worker);
            if (qualifies && !_isDrawn(book.round, seat.holder)) _appoint(book, seat.holder);
        }
        book.tries = tried;
        if (book.round.votes.length == task.drawnVerifiers) _begin(taskId, task.terms, seed);
    }

    function _appoint(Book storage book, address verifier) private {
        book.round.votes.push(Vote(verifier, 0, 0, false));
        _registry.beginDuty(verifier);
    }

    /// @dev The verifiers are found: draws their chunks and starts the clock.
    function _begin(bytes32 taskId, Terms memory terms, bytes32 seed) private {
        Round storage round = _books[taskId].round;
        uint32 drawn = _market.drawnChunkCountOf(terms.chunkCount, terms.drawnShareBps);
        round.seed = seed;
        round.chunks = Draws.distinct(keccak256(abi.encode(seed, "chunks")), terms.chunkCount, drawn);
        round.phase = Phase.Committing;
        round.phaseEndsAt = _endOf(Parameter.CommitSeconds);
        emit RoundDrawn(taskId, round.number, seed, _verifiersOf(round.votes), round.chunks, round.phaseEndsAt);
        _market.setState(taskId, TaskState.Checking);
    }

    function _arm(bytes32 taskId, uint64 seedBlock, uint32 slotCount, uint64 poolAt) private {
        Book storage book = _books[taskId];
        Round storage round = book.round;
        uint32 number = round.number + 1;
        delete book.round;
        round.number = number;
        round.seedBlock = seedBlock;
        book.roundsThisAttempt += 1;
        book.slotCount = slotCount;
        book.poolAt = poolAt;
        book.tries = 0;
        emit RoundArmed(taskId, number, seedBlock);
    }

    function _armNow(bytes32 taskId) private {
        _arm(taskId, uint64(block.number) + 1, _registry.slotCount().toUint32(), uint64(block.timestamp));
    }

    /// @dev A new seed for a round that found no verifiers; it is no round of its own.
    function _armAgain(bytes32 taskId) private {
        Book storage book = _books[taskId];
        Vote[] storage votes = book.round.votes;
        for (uint256 index = 0; index < votes.length; ++index) {
            _registry.endDuty(votes[index].verifier);
        }
        book.roundsThisAttempt -= 1;
        _armNow(taskId);
    }

    /// @dev Ends the duties of a round whose time to commit passed; reports who did not show up.
    function _dismiss(Book storage book) private {
        Vote[] storage votes = book.round.votes;
        for (uint256 index = 0; index < votes.length; ++index) {
            address verifier = votes[index].verifier;
            _registry.endDuty(verifier);
            if (votes[index].commitment == 0) {
                book.absent.push(verifier);
                _registry.recordNoShow(verifier);
            }
        }
        delete book.round.votes;
    }

    function _enter(bytes32 taskId, Round storage round, Phase phase, Parameter span) private {
        round.phase = phase;
        round.phaseEndsAt = _endOf(span);
        emit PhaseChanged(taskId, round.number, phase, round.phaseEndsAt);
    }

    function _endOf(Parameter span) private view returns (uint64) {
        return (block.timestamp + _parameters.valueOf(span)).toUint64();
    }

    function _roundIn(bytes32 taskId, Phase phase) private view returns (Round storage round) {
        round = _books[taskId].round;
        require(round.phase == phase, WrongPhase(taskId, round.phase));
        require(block.timestamp <= round.phaseEndsAt, PhaseOver(round.phaseEndsAt));
    }

    function _voteOf(bytes32 taskId, Round storage round) private view returns (Vote storage) {
        for (uint256 index = 0; index < round.votes.length; ++index) {
            if (round.votes[index].verifier == msg.sender) return round.votes[index];
        }
        revert NotDrawn(taskId, msg.sender);
    }

    /// @dev The holders of the first slots who qualify as of a moment.
    function _pool(Book storage book, Seat[] memory seats, uint256 slots, uint64 asOf, address requester, address worker)
        private
        view
        returns (address[] memory pool)
    {
        uint256 age = _parameters.valueOf(Parameter.SeatAgeSeconds);
        pool = new address[](slots);
        uint256 found = 0;
        for (uint256 index = 0; index < slots; ++index) {
            if (_qualifies(book, seats[index], asOf, age, requester, worker)) pool[found++] = seats[index].holder;
        }
        assembly ("memory-safe") {
            mstore(pool, found)
        }
    }

    /// @dev A notice given after the moment does not count: otherwise a holder who knows the seed could step aside.
    function _qualifies(Book storage book, Seat memory seat, uint64 asOf, uint256 age, address requester, address worker)
        private
        view
        returns (bool)
    {
        if (seat.holder == address(0) || seat.holder == requester || seat.holder == worker) return false;
        if (seat.noticeAt != 0 && seat.noticeAt <= asOf) return false;
        if (seat.takenAt + age > asOf) return false;
        for (uint256 index = 0; index < book.absent.length; ++index) {
            if (book.absent[index] == seat.holder) return false;
        }
        return true;
    }

    function _isDrawn(Round storage round, address account) private view returns (bool) {
        for (uint256 index = 0; index < round.votes.length; ++index) {
            if (round.votes[index].verifier == account) return true;
        }
        return false;
    }

    function _allCommitted(Round storage round) private view returns (bool) {
        for (uint256 index = 0; index < round.votes.length; ++index) {
            if (round.votes[index].commitment == 0) return false;
        }
        return true;
    }

    function _checkLeaves(
        uint32[] memory chunks,
        uint256 chunkCount,
        bytes32 root,
        bytes32[] calldata digests,
        bytes32[][] calldata proofs
    ) private pure {
        require(digests.length == chunks.length, WrongDigestCount(chunks.length, digests.length));
        require(proofs.length == chunks.length, WrongDigestCount(chunks.length, proofs.length));
        for (uint256 index = 0; index < chunks.length; ++index) {
            bool proved = Leaves.isUnder(root, chunks[index], chunkCount, digests[index], proofs[index]);
            require(proved, ProofInvalid(chunks[index]));
        }
    }

    /// @dev Where there is a verdict, everyone who revealed is on its side.
    function _decide(Round memory round, uint256 revealed, uint256 fewest) private pure returns (Verdict) {
        if (revealed < fewest) return Verdict.Unresolved;
        bytes32 named = 0;
        for (uint256 index = 0; index < round.votes.length; ++index) {
            Vote memory vote = round.votes[index];
            if (!vote.revealed) continue;
            if (named != 0 && vote.digestsHash != named) return Verdict.Unresolved;
            named = vote.digestsHash;
        }
        return named == round.openedHash ? Verdict.Accepted : Verdict.Rejected;
    }

    function _verifiersOf(Vote[] memory votes) private pure returns (address[] memory verifiers) {
        verifiers = new address[](votes.length);
        for (uint256 index = 0; index < votes.length; ++index) {
            verifiers[index] = votes[index].verifier;
        }
    }

    function _split(Vote[] memory votes) private pure returns (address[] memory revealed, address[] memory silent) {
        uint256 count = 0;
        for (uint256 index = 0; index < votes.length; ++index) {
            if (votes[index].revealed) count += 1;
        }
        revealed = new address[](count);
        silent = new address[](votes.length - count);
        for (uint256 index = 0; index < votes.length; ++index) {
            if (votes[index].revealed) revealed[--count] = votes[index].verifier;
            else silent[index - (revealed.length - count)] = votes[index].verifier;
        }
    }
}
