// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IParameters, Parameter} from "../interfaces/IParameters.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {Claim, ITaskClaims} from "../interfaces/ITaskClaims.sol";
import {ITaskMarket, TaskState} from "../interfaces/ITaskMarket.sol";
import {IVerification, Phase, Round, Verdict, Vote} from "../interfaces/IVerification.sol";
import {Leaves} from "./Leaves.sol";
import {VerifierDraw} from "./VerifierDraw.sol";

/// @title Verification
/// @notice Who re-computes which part of a sealed result, and what came of it.
///
/// 1. Draw. VerifierDraw.sol tells how the verifiers and the chunks they re-compute are found.
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
/// Not considered: money, and reputation beyond no-shows (settlement); which of three different results is right.
contract Verification is VerifierDraw {
    constructor(IParameters parameters, IRegistry registry, ITaskMarket market, ITaskClaims claims)
        VerifierDraw(parameters, registry, market, claims)
    {}

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
