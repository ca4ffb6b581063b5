// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Parameter} from "../interfaces/IParameters.sol";
import {IRegistry, Offer} from "../interfaces/IRegistry.sol";
import {Claim, ITaskClaims} from "../interfaces/ITaskClaims.sol";
import {TaskState, Terms} from "../interfaces/ITaskMarket.sol";
import {Operated} from "../sources/Operated.sol";
import {Network} from "./support/Network.sol";

contract TaskClaimsTest is Network {
    address private requester;
    address private worker;
    bytes32 private taskId;
    uint64 private postedAt;

    function setUp() public {
        deploy();
        requester = invite("requester");
        worker = invite("worker");
        taskId = post(requester, terms());
        postedAt = uint64(block.timestamp);
    }

    function test_claimLocksAndBonds() public {
        claim(worker, taskId);
        Claim memory made = claims.claimOf(taskId);
        assertEq(made.worker, worker, "worker");
        assertEq(made.attempt, 1, "attempt");
        assertEq(made.lockedUntil, postedAt + 600, "lock");
        assertEq(made.bondMcc, 100, "bond");
        assertEq(ledger.accountOf(worker).bonded, 100, "bonded");
        assertEq(stateOf(taskId), uint256(TaskState.Claimed), "state");
        assertEq(claims.activeClaimsOf(worker), 1, "active");
    }

    function test_whoMayClaim() public {
        address stranger = named("stranger");
        _refused(stranger, taskId, abi.encodeWithSelector(IRegistry.NotRegistered.selector, stranger));
        _refused(requester, taskId, abi.encodeWithSelector(ITaskClaims.OwnTask.selector, taskId));
        claim(worker, taskId);
        address other = invite("other");
        _refused(other, taskId, abi.encodeWithSelector(ITaskClaims.TaskNotOpen.selector, taskId));
        _refused(other, "none", abi.encodeWithSelector(ITaskClaims.TaskNotOpen.selector, bytes32("none")));
    }

    function test_capabilitiesMustCoverTheNeeds() public {
        Terms memory what = terms();
        what.needs = 5;
        bytes32 demanding = post(requester, what);
        vm.prank(worker);
        registry.offer(Offer(1, 1, 6, 0, new bytes32[](0)));
        _refused(worker, demanding, abi.encodeWithSelector(ITaskClaims.CapabilityMissing.selector, 5, 6));
        vm.prank(worker);
        registry.offer(Offer(1, 1, 7, 0, new bytes32[](0)));
        claim(worker, demanding);
    }

    function test_deadlineBindsClaims() public {
        uint64 deadline = postedAt + 2 hours;
        vm.warp(deadline + 1);
        _refused(worker, taskId, abi.encodeWithSelector(ITaskClaims.TaskDeadlinePassed.selector, deadline));
    }

    function test_statedFinishLiesBetweenNowAndTheDeadline() public {
        uint64 deadline = postedAt + 2 hours;
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.FinishOutOfRange.selector, postedAt - 1));
        claims.claim(taskId, postedAt - 1);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.FinishOutOfRange.selector, deadline + 1));
        claims.claim(taskId, deadline + 1);
        vm.prank(worker);
        claims.claim(taskId, deadline);
    }

    function test_lockNeverOutlastsTheDeadline() public {
        vm.warp(postedAt + 2 hours - 60);
        vm.prank(worker);
        claims.claim(taskId, uint64(block.timestamp));
        assertEq(claims.claimOf(taskId).lockedUntil, postedAt + 2 hours, "until the deadline");
    }

    function test_fewerThanFiveActive() public {
        ledger.give(requester, 20_000);
        for (uint256 index = 0; index < 5; ++index) {
            claim(worker, post(requester, terms()));
        }
        _refused(worker, taskId, abi.encodeWithSelector(ITaskClaims.TooManyClaims.selector, 5));
    }

    function test_withoutBondOneSmallClaim() public {
        address newcomer = join("newcomer");
        Terms memory big = terms();
        big.bountyMcc = 1001;
        bytes32 bigId = post(requester, big);
        bytes32 second = post(requester, terms());
        _refused(newcomer, bigId, abi.encodeWithSelector(ITaskClaims.BondNeeded.selector, 0, 101));
        claim(newcomer, taskId);
        assertEq(claims.claimOf(taskId).bondMcc, 0, "no bond");
        _refused(newcomer, second, abi.encodeWithSelector(ITaskClaims.BondNeeded.selector, 0, 100));
        vm.prank(newcomer);
        claims.handBack(taskId);
        claim(newcomer, second);
    }

    function test_extendsOnceToTheStatedFinish() public {
        claim(worker, taskId);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.NotClaimant.selector, taskId, address(this)));
        claims.extend(taskId);
        vm.prank(worker);
        claims.extend(taskId);
        assertEq(claims.claimOf(taskId).lockedUntil, postedAt + 30 minutes, "stated finish");
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.AlreadyExtended.selector, taskId));
        claims.extend(taskId);
    }

    function test_anExpiredLockCannotBeExtended() public {
        claim(worker, taskId);
        vm.warp(postedAt + 601);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.LockExpired.selector, postedAt + 600));
        claims.extend(taskId);
    }

    function test_handingBackIsFreeAtFirst() public {
        claim(worker, taskId);
        vm.warp(postedAt + 120);
        vm.prank(worker);
        claims.handBack(taskId);
        assertEq(ledger.availableOf(worker), 10_000, "bond back");
        assertEq(stateOf(taskId), uint256(TaskState.Open), "open");
        assertEq(market.taskOf(taskId).failures, 0, "no failure");
        claim(worker, taskId);
        assertEq(claims.claimOf(taskId).attempt, 2, "second attempt");
        vm.warp(postedAt + 241);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.HandBackTooLate.selector, postedAt + 240));
        claims.handBack(taskId);
    }

    function test_lapsePaysTheBondToTheRequester() public {
        claim(worker, taskId);
        vm.warp(postedAt + 600);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.LockNotExpired.selector, postedAt + 600));
        claims.lapse(taskId);
        vm.warp(postedAt + 601);
        claims.lapse(taskId);
        assertEq(ledger.debtOf(ledger.commons(), requester), 100, "bond, out of the worker's grant");
        assertEq(ledger.accountOf(worker).grant, 9_900, "grant spent");
        assertEq(registry.reputationOf(worker).lapses, 1, "recorded");
        assertEq(market.taskOf(taskId).failures, 1, "a failure");
        assertEq(claims.activeClaimsOf(worker), 0, "not active");
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.NotClaimed.selector, taskId));
        claims.lapse(taskId);
    }

    function test_lapsePastTheDeadlineClosesTheTask() public {
        claim(worker, taskId);
        vm.warp(postedAt + 2 hours + 1);
        claims.lapse(taskId);
        assertEq(stateOf(taskId), uint256(TaskState.Expired), "expired");
        assertEq(ledger.availableOf(requester), 10_100, "escrow back, and the bond");
    }

    function test_submitSeals() public {
        seated("verifier");
        claim(worker, taskId);
        vm.roll(5_000);
        submit(worker, taskId, 1);
        Claim memory made = claims.claimOf(taskId);
        assertEq(made.seal, sealOf(taskId, worker, 1), "seal");
        assertEq(made.sealBlock, 5_000, "block");
        assertEq(made.slotCountAtSeal, 1, "slots");
        assertEq(stateOf(taskId), uint256(TaskState.Sealed), "sealed");
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.AlreadySealed.selector, taskId));
        claims.submit(taskId, "other", ENGINE, 1, 0);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.AlreadySealed.selector, taskId));
        claims.handBack(taskId);
        vm.warp(postedAt + 3 hours);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.AlreadySealed.selector, taskId));
        claims.lapse(taskId);
    }

    function test_submissionIsChecked() public {
        claim(worker, taskId);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.NotClaimant.selector, taskId, address(this)));
        claims.submit(taskId, "seal", ENGINE, 1, 0);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.SealMissing.selector));
        claims.submit(taskId, 0, ENGINE, 1, 0);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.EngineMismatch.selector, ENGINE, bytes32("other")));
        claims.submit(taskId, "seal", "other", 1, 0);
        vm.warp(postedAt + 601);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(ITaskClaims.LockExpired.selector, postedAt + 600));
        claims.submit(taskId, "seal", ENGINE, 1, 0);
    }

    function test_onlyOperatorsClose() public {
        claim(worker, taskId);
        vm.prank(worker);
        vm.expectRevert(abi.encodeWithSelector(Operated.NotOperator.selector, worker));
        claims.close(taskId);
    }

    function testFuzz_bondRoundsUp(uint64 bounty) public {
        Terms memory what = terms();
        what.bountyMcc = uint128(within(bounty, 100, 1e12));
        ledger.give(requester, 1e13);
        ledger.give(worker, 1e13);
        bytes32 id = post(requester, what);
        claim(worker, id);
        uint256 bond = claims.claimOf(id).bondMcc;
        assertTrue(bond * 10 >= what.bountyMcc && (bond - 1) * 10 < what.bountyMcc, "10 %, rounded up");
    }

    function _refused(address who, bytes32 id, bytes memory refusal) private {
        vm.prank(who);
        vm.expectRevert(refusal);
        claims.claim(id, uint64(block.timestamp + 60));
    }
}
