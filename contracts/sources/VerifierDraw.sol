// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IParameters, Parameter} from "../interfaces/IParameters.sol";
import {IRegistry, Seat} from "../interfaces/IRegistry.sol";
import {Claim, ITaskClaims} from "../interfaces/ITaskClaims.sol";
import {ITaskMarket, Task, TaskState, Terms} from "../interfaces/ITaskMarket.sol";
import {IVerification, Phase, Round, Vote} from "../interfaces/IVerification.sol";
import {Draws} from "./Draws.sol";
import {Operated} from "./Operated.sol";

/// @title VerifierDraw
/// @notice Verification's first step: who re-computes which part of a sealed result.
///
/// The seed is the hash of the block after the one that armed the round (the seal arms the first), so nobody knows it while
/// seats or results can still be chosen. In the draw are the seats that stood, without notice and old enough, when the
/// round was armed; never the requester, the worker, or who failed to show up in this attempt. Up to 32 slots the draw is
/// over the seats that qualify; beyond, the seed hits slots by number, at most 32 tries a call, and keeps whom it found.
///
/// A seed older than 256 blocks is gone: the round is armed anew. Where too few qualify the task waits, and is armed anew
/// once enough seats stand, so that who joins later can help but cannot know the seed either.
///
/// Not considered: whoever makes the seed's block. It can steer the draw, and the app says so.
abstract contract VerifierDraw is IVerification, Operated {
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

    IRegistry internal immutable _registry;
    ITaskMarket internal immutable _market;
    ITaskClaims internal immutable _claims;

    mapping(bytes32 taskId => Book) internal _books;

    constructor(IParameters parameters, IRegistry registry, ITaskMarket market, ITaskClaims claims)
        Operated(parameters)
    {
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

    function _armNow(bytes32 taskId) internal {
        _arm(taskId, uint64(block.number) + 1, _registry.slotCount().toUint32(), uint64(block.timestamp));
    }

    function _endOf(Parameter span) internal view returns (uint64) {
        return (block.timestamp + _parameters.valueOf(span)).toUint64();
    }

    function _verifiersOf(Vote[] memory votes) internal pure returns (address[] memory verifiers) {
        verifiers = new address[](votes.length);
        for (uint256 index = 0; index < votes.length; ++index) {
            verifiers[index] = votes[index].verifier;
        }
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
}
