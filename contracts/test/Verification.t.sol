// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Parameter} from "../interfaces/IParameters.sol";
import {TaskState, Terms} from "../interfaces/ITaskMarket.sol";
import {IVerification, Phase, Round, Verdict} from "../interfaces/IVerification.sol";
import {Operated} from "../sources/Operated.sol";
import {Network} from "./support/Network.sol";
import {Results} from "./support/Results.sol";

contract VerificationTest is Network {
    address private requester;
    address private worker;
    address private first;
    address private second;

    function setUp() public {
        deploy();
        requester = invite("requester");
        worker = invite("worker");
        first = seated("first");
        second = seated("second");
        pass(1);
    }

    function test_drawWaitsForTheBlockAfterTheSeal() public {
        bytes32 taskId = post(requester, terms());
        vm.expectRevert(abi.encodeWithSelector(IVerification.NothingToDraw.selector, taskId));
        verification.draw(taskId);
        _seal(taskId, 1);
        uint64 seedBlock = uint64(block.number + 1);
        vm.expectRevert(abi.encodeWithSelector(IVerification.SeedNotReady.selector, seedBlock));
        verification.draw(taskId);
        vm.roll(seedBlock);
        vm.expectRevert(abi.encodeWithSelector(IVerification.SeedNotReady.selector, seedBlock));
        verification.draw(taskId);

        Round memory round = draw(taskId);
        bytes32 hash = keccak256(abi.encode("block", seedBlock));
        assertEq(round.seed, keccak256(abi.encode(hash, taskId, uint32(1))), "seed");
        assertEq(round.number, 1, "round");
        assertEq(uint256(round.phase), uint256(Phase.Committing), "phase");
        assertEq(round.phaseEndsAt, block.timestamp + 1800, "time to commit");
        assertEq(round.votes.length, 2, "verifiers");
        assertEq(round.chunks.length, 2, "chunks");
        assertTrue(round.chunks[0] != round.chunks[1] && round.chunks[0] < 10 && round.chunks[1] < 10, "distinct");
        assertEq(stateOf(taskId), uint256(TaskState.Checking), "checking");
        assertEq(registry.seatAt(1).duties + registry.seatAt(2).duties, 2, "on duty");
    }

    function test_oldSeedIsArmedAnew() public {
        bytes32 taskId = post(requester, terms());
        _seal(taskId, 1);
        vm.roll(block.number + 400);
        verification.draw(taskId);
        Round memory round = verification.roundOf(taskId);
        assertEq(round.seedBlock, block.number + 1, "next block");
        assertEq(round.votes.length, 0, "nobody drawn");
        assertEq(draw(taskId).votes.length, 2, "drawn with the new seed");
    }

    function test_excludesRequesterWorkerNoticeAndYoungSeats() public {
        vm.prank(requester);
        registry.takeSeat();
        vm.prank(worker);
        registry.takeSeat();
        address leaving = seated("leaving");
        vm.prank(leaving);
        registry.giveNotice();
        pass(1);
        for (uint256 round = 0; round < 8; ++round) {
            bytes32 taskId = post(requester, _small());
            (address one, address other) = workThrough(worker, taskId, 1, 1, 1);
            assertTrue(_areBoth(one, other), "only the two that qualify");
            settlement.settle(taskId);
        }
    }

    function test_seatsMustHaveAge() public {
        set(Parameter.SeatAgeSeconds, 3600);
        bytes32 taskId = post(requester, terms());
        seated("young");
        pass(3599);
        _seal(taskId, 1);
        Round memory round = draw(taskId);
        assertTrue(_areBoth(round.votes[0].verifier, round.votes[1].verifier), "not the young one");
    }

    function test_noticeAfterTheSealDoesNotEscapeTheDraw() public {
        bytes32 taskId = post(requester, terms());
        _seal(taskId, 1);
        pass(1);
        vm.prank(first);
        registry.giveNotice();
        Round memory round = draw(taskId);
        assertTrue(_areBoth(round.votes[0].verifier, round.votes[1].verifier), "both drawn");
    }

    function test_waitsForEnoughVerifiersAndIsArmedAnew() public {
        vm.prank(second);
        registry.giveNotice();
        bytes32 taskId = post(requester, terms());
        _seal(taskId, 1);
        uint64 seedBlock = uint64(block.number + 1);
        vm.roll(seedBlock + 1);
        vm.setBlockhash(seedBlock, keccak256("block"));
        vm.expectRevert(abi.encodeWithSelector(IVerification.NotEnoughVerifiers.selector, 1, 2));
        verification.draw(taskId);

        address third = seated("third");
        verification.draw(taskId);
        assertEq(verification.roundOf(taskId).seedBlock, block.number + 1, "a seed nobody knew when the seat was taken");
        Round memory round = draw(taskId);
        assertTrue(round.votes[0].verifier == third || round.votes[1].verifier == third, "the newcomer helps");
    }

    function test_drawsWhomThereIsWhereTheTaskAcceptsFewer() public {
        vm.prank(second);
        registry.giveNotice();
        Terms memory what = terms();
        what.fewestVerifiers = 1;
        bytes32 taskId = post(requester, what);
        _seal(taskId, 1);
        Round memory round = draw(taskId);
        assertEq(round.votes.length, 1, "one");
        assertEq(round.votes[0].verifier, first, "the one without notice");
    }

    function test_largeNetworkDrawsByRehashes() public {
        for (uint256 index = 0; index < 38; ++index) {
            seated(string.concat("seat", string(abi.encodePacked(uint8(65 + index)))));
        }
        pass(1);
        bytes32 taskId = post(requester, terms());
        _seal(taskId, 1);
        Round memory round = draw(taskId);
        assertEq(round.votes.length, 2, "two");
        assertTrue(round.votes[0].verifier != round.votes[1].verifier, "different");
    }

    function test_largeNetworkKeepsItsProgress() public {
        uint256 count = 60;
        for (uint256 index = 0; index < count; ++index) {
            address holder = seated(string.concat("seat", string(abi.encodePacked(uint8(65 + index)))));
            vm.prank(holder);
            registry.giveNotice();
        }
        bytes32 taskId = post(requester, terms());
        _seal(taskId, 1);
        uint256 calls = 0;
        while (verification.roundOf(taskId).phase == Phase.None) {
            draw(taskId);
            assertTrue(++calls < 40, "found within some calls");
        }
        Round memory round = verification.roundOf(taskId);
        assertTrue(calls > 1, "more than one call");
        assertTrue(_areBoth(round.votes[0].verifier, round.votes[1].verifier), "the two that qualify");
    }

    function test_commitsAreChecked() public {
        bytes32 taskId = _drawn(1);
        vm.expectRevert(abi.encodeWithSelector(IVerification.NotDrawn.selector, taskId, address(this)));
        verification.commit(taskId, "commitment");
        commit(first, taskId, 1);
        vm.prank(first);
        vm.expectRevert(abi.encodeWithSelector(IVerification.AlreadyCommitted.selector, taskId, first));
        verification.commit(taskId, "commitment");
        uint64 endsAt = verification.roundOf(taskId).phaseEndsAt;
        vm.warp(endsAt + 1);
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(IVerification.PhaseOver.selector, endsAt));
        verification.commit(taskId, "commitment");
    }

    function test_openingIsChecked() public {
        bytes32 taskId = _drawn(1);
        uint32[] memory chunks = verification.roundOf(taskId).chunks;
        bytes32[] memory digests = Results.digests(chunks, 1);
        bytes32[][] memory proofs = Results.proofs(10, chunks, 1);
        bytes32 root = Results.root(10, 1);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(IVerification.WrongPhase.selector, taskId, Phase.Committing));
        verification.open(taskId, root, OUTPUT, SALT, digests, proofs);
        commit(first, taskId, 1);
        commit(second, taskId, 1);
        vm.expectRevert(abi.encodeWithSelector(IVerification.NotWorker.selector, taskId, address(this)));
        verification.open(taskId, root, OUTPUT, SALT, digests, proofs);

        bytes32 wrongSeal = keccak256(abi.encode(taskId, worker, root, OUTPUT, bytes32("pepper")));
        bytes32 seal = sealOf(taskId, worker, 1);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(IVerification.SealMismatch.selector, seal, wrongSeal));
        verification.open(taskId, root, OUTPUT, "pepper", digests, proofs);

        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(IVerification.WrongDigestCount.selector, 2, 1));
        verification.open(taskId, root, OUTPUT, SALT, new bytes32[](1), proofs);

        digests[1] = Results.digest(chunks[1], 2);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(IVerification.ProofInvalid.selector, chunks[1]));
        verification.open(taskId, root, OUTPUT, SALT, digests, proofs);
        open(worker, taskId, 1);
        assertEq(uint256(verification.roundOf(taskId).phase), uint256(Phase.Revealing), "revealing");
    }

    function test_revealIsChecked() public {
        bytes32 taskId = post(requester, terms());
        workTo(worker, taskId, 1, 1, 1);
        bytes32[] memory digests = Results.digests(verification.roundOf(taskId).chunks, 1);
        bytes32 made = keccak256(abi.encode(taskId, uint32(1), first, digests, SALT));
        bytes32 given = keccak256(abi.encode(taskId, uint32(1), first, digests, bytes32("pepper")));
        vm.prank(first);
        vm.expectRevert(abi.encodeWithSelector(IVerification.CommitmentMismatch.selector, made, given));
        verification.reveal(taskId, digests, "pepper");
        vm.prank(first);
        vm.expectRevert(abi.encodeWithSelector(IVerification.WrongDigestCount.selector, 2, 3));
        verification.reveal(taskId, new bytes32[](3), SALT);
        reveal(first, taskId, 1);
        vm.prank(first);
        vm.expectRevert(abi.encodeWithSelector(IVerification.AlreadyRevealed.selector, taskId, first));
        verification.reveal(taskId, digests, SALT);
    }

    function test_verdicts() public {
        assertEq(_verdict(1, 1, 1), uint256(Verdict.Accepted), "both match");
        assertEq(_verdict(2, 1, 1), uint256(Verdict.Rejected), "both name the same other");
        assertEq(_verdict(1, 1, 2), uint256(Verdict.Unresolved), "one matches");
        assertEq(_verdict(1, 2, 3), uint256(Verdict.Unresolved), "three different");
    }

    function test_silenceOfOneLeavesATaskForTwoUnresolved() public {
        bytes32 taskId = post(requester, terms());
        (address one, address other) = workTo(worker, taskId, 1, 1, 1);
        reveal(one, taskId, 1);
        assertEq(verdictOf(taskId), uint256(Verdict.Pending), "pending");
        pass(1801);
        (Verdict verdict, address[] memory agreeing, address[] memory dissenting) = verification.verdictOf(taskId);
        assertEq(uint256(verdict), uint256(Verdict.Unresolved), "unresolved");
        assertEq(agreeing.length, 0, "nobody paid");
        assertEq(dissenting[0], other, "the silent one");
    }

    function test_unopenedSealIsAVerdict() public {
        bytes32 taskId = _drawn(1);
        commit(first, taskId, 1);
        commit(second, taskId, 1);
        assertEq(verdictOf(taskId), uint256(Verdict.Pending), "there is still time");
        pass(1801);
        (Verdict verdict, address[] memory agreeing,) = verification.verdictOf(taskId);
        assertEq(uint256(verdict), uint256(Verdict.NotOpened), "not opened");
        assertEq(agreeing.length, 2, "both did their part");
    }

    function test_noShowsAreReplaced() public {
        address third = seated("third");
        bytes32 taskId = _drawn(1);
        Round memory round = verification.roundOf(taskId);
        (address shows, address absent) = (round.votes[0].verifier, round.votes[1].verifier);
        commit(shows, taskId, 1);
        vm.expectRevert(abi.encodeWithSelector(IVerification.PhaseNotOver.selector, round.phaseEndsAt));
        verification.redraw(taskId);
        pass(1801);
        verification.redraw(taskId);
        assertEq(registry.reputationOf(absent).noShows, 1, "recorded");
        assertEq(registry.reputationOf(shows).noShows, 0, "not who committed");
        assertEq(stateOf(taskId), uint256(TaskState.Sealed), "sealed again");
        round = draw(taskId);
        assertEq(round.number, 2, "second round");
        for (uint256 index = 0; index < 2; ++index) {
            assertTrue(round.votes[index].verifier != absent, "the absent one is out");
            assertEq(round.votes[index].commitment, 0, "commitments anew");
        }
        assertTrue(registry.seatAt(registry.slotOf(third)).duties == 1, "the third helps");
        assertEq(registry.seatAt(registry.slotOf(absent)).duties, 0, "duty ended");
    }

    function test_roundsRunOut() public {
        for (uint256 index = 0; index < 4; ++index) {
            seated(string.concat("more", string(abi.encodePacked(uint8(65 + index)))));
        }
        Terms memory what = terms();
        what.deadline = uint64(block.timestamp + 1 days);
        bytes32 taskId = post(requester, what);
        _seal(taskId, 1);
        draw(taskId);
        pass(1801);
        verification.redraw(taskId);
        draw(taskId);
        pass(1801);
        verification.redraw(taskId);
        draw(taskId);
        pass(1801);
        verification.redraw(taskId);
        assertEq(verdictOf(taskId), uint256(Verdict.Unresolved), "unresolved");
        vm.expectRevert(abi.encodeWithSelector(IVerification.WrongPhase.selector, taskId, Phase.None));
        verification.redraw(taskId);
        settlement.settle(taskId);
        assertEq(stateOf(taskId), uint256(TaskState.Open), "open again");
        workThrough(worker, taskId, 1, 1, 1);
        assertEq(verification.roundOf(taskId).number, 4, "numbered through all attempts");
        assertEq(verdictOf(taskId), uint256(Verdict.Accepted), "and checked anew");
    }

    function test_onlyOperatorsClose() public {
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(Operated.NotOperator.selector, worker));
        verification.close("task");
    }

    function testFuzz_anySizeIsChecked(uint32 chunks, uint16 share) public {
        Terms memory what = terms();
        what.chunkCount = uint32(within(chunks, 1, 64));
        what.drawnShareBps = uint16(within(share, 1, 10_000));
        bytes32 taskId = post(requester, what);
        workThrough(worker, taskId, 1, 1, 1);
        assertEq(verdictOf(taskId), uint256(Verdict.Accepted), "accepted");
    }

    function _verdict(uint256 result, uint256 one, uint256 other) private returns (uint256 verdict) {
        bytes32 taskId = post(requester, _small());
        workThrough(worker, taskId, result, one, other);
        verdict = verdictOf(taskId);
        settlement.settle(taskId);
    }

    function _small() private returns (Terms memory what) {
        what = terms();
        what.bountyMcc = 100;
    }

    function _seal(bytes32 taskId, uint256 variant) private {
        claim(worker, taskId);
        submit(worker, taskId, variant);
    }

    function _drawn(uint256 variant) private returns (bytes32 taskId) {
        taskId = post(requester, terms());
        _seal(taskId, variant);
        draw(taskId);
    }

    function _areBoth(address one, address other) private view returns (bool) {
        return (one == first && other == second) || (one == second && other == first);
    }
}
