// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {HoldKind, ICreditLedger} from "../interfaces/ICreditLedger.sol";
import {Parameter} from "../interfaces/IParameters.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {ITaskMarket, Plan, Task, TaskState, Terms} from "../interfaces/ITaskMarket.sol";
import {Operated} from "../sources/Operated.sol";
import {Network} from "./support/Network.sol";

contract TaskMarketTest is Network {
    address private requester;

    function setUp() public {
        deploy();
        requester = invite("requester");
    }

    function test_postSetsTheEscrowAside() public {
        Terms memory what = terms();
        assertEq(market.escrowOf(what), 2410, "1000 + 10 + 7 of 200");
        bytes32 taskId = post(requester, what);
        assertEq(ledger.holdOf(taskId).amount, 2410, "held");
        assertEq(ledger.accountOf(requester).escrowed, 2410, "escrowed");
        Task memory task = market.taskOf(taskId);
        assertEq(task.requester, requester, "requester");
        assertEq(task.verifierFeeMcc, 200, "fee kept");
        assertEq(task.terms.chunkCount, 10, "terms kept");
        assertEq(market.taskCount(), 1, "listed");
        assertEq(market.taskAt(0), taskId, "by its id");
    }

    function test_batchIsAllOrNone() public {
        Terms[] memory batch = new Terms[](5);
        for (uint256 index = 0; index < 5; ++index) {
            batch[index] = terms();
        }
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(ICreditLedger.NotEnoughCredit.selector, requester, 360, 2410));
        market.post(batch);
        assertEq(market.taskCount(), 0, "none");
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarket.TooManyTasks.selector, 21));
        market.post(new Terms[](21));
    }

    function test_onlyRegisteredPost() public {
        address stranger = named("stranger");
        _refused(stranger, terms(), abi.encodeWithSelector(IRegistry.NotRegistered.selector, stranger));
    }

    function test_termsAreChecked() public {
        Terms memory what = terms();
        what.deadline = uint64(block.timestamp);
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.DeadlinePassed.selector, what.deadline));
        what = terms();
        what.bountyMcc = 99;
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.BountyTooSmall.selector, 99, 100));
        what = terms();
        what.chunkCount = 0;
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.ChunkCountOutOfRange.selector, 0));
        what.chunkCount = 257;
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.ChunkCountOutOfRange.selector, 257));
        what = terms();
        what.drawnShareBps = 0;
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.DrawnShareOutOfRange.selector, 0));
        what.drawnShareBps = 10_001;
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.DrawnShareOutOfRange.selector, 10_001));
    }

    function test_checkingTermsAreChecked() public {
        Terms memory what = terms();
        what.fewestVerifiers = 0;
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.VerifiersOutOfRange.selector, 0));
        what.fewestVerifiers = 3;
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.VerifiersOutOfRange.selector, 3));
        what = terms();
        what.plan = Plan.Metric;
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.PlanNotSupported.selector, Plan.Metric));
        what = terms();
        what.manifestCid = "";
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.ManifestCidOutOfRange.selector, 0));
        what.manifestCid = new bytes(65);
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.ManifestCidOutOfRange.selector, 65));
    }

    function test_aTaskIsPostedOnce() public {
        Terms memory what = terms();
        bytes32 taskId = post(requester, what);
        vm.prank(requester);
        market.cancel(taskId);
        _refused(requester, what, abi.encodeWithSelector(ITaskMarket.AlreadyPosted.selector, taskId));
    }

    function test_onlyItsRequesterCancelsAnOpenTask() public {
        bytes32 taskId = post(requester, terms());
        vm.expectRevert(abi.encodeWithSelector(ITaskMarket.NotRequester.selector, taskId, address(this)));
        market.cancel(taskId);
        address worker = invite("worker");
        claim(worker, taskId);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarket.WrongState.selector, taskId, TaskState.Claimed));
        market.cancel(taskId);
        vm.prank(worker);
        claims.handBack(taskId);
        vm.prank(requester);
        market.cancel(taskId);
        assertEq(stateOf(taskId), uint256(TaskState.Cancelled), "cancelled");
        assertEq(ledger.availableOf(requester), 10_000, "escrow back");
    }

    function test_anyoneExpiresAnOpenTaskPastItsDeadline() public {
        Terms memory what = terms();
        bytes32 taskId = post(requester, what);
        pass(2 hours);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarket.DeadlineNotPassed.selector, what.deadline));
        market.expire(taskId);
        pass(1);
        market.expire(taskId);
        assertEq(stateOf(taskId), uint256(TaskState.Expired), "expired");
        assertEq(ledger.availableOf(requester), 10_000, "escrow back");
    }

    function test_onlyOperatorsMoveTasks() public {
        bytes32 taskId = post(requester, terms());
        bytes memory refusal = abi.encodeWithSelector(Operated.NotOperator.selector, requester);
        vm.prank(requester);
        vm.expectRevert(refusal);
        market.setState(taskId, TaskState.Accepted);
        vm.prank(requester);
        vm.expectRevert(refusal);
        market.reopen(taskId, false);
        vm.prank(requester);
        vm.expectRevert(refusal);
        market.close(taskId, TaskState.Cancelled);
    }

    /// Fees round up and never by a whole mCC; the drawn share never rounds to nothing or beyond all chunks.
    function testFuzz_feesRoundUp(uint64 bounty, uint16 share, uint32 chunks) public {
        Terms memory what = terms();
        what.bountyMcc = uint128(within(bounty, 100, 1e15));
        what.drawnShareBps = uint16(within(share, 1, 10_000));
        what.chunkCount = uint32(within(chunks, 1, 256));
        uint256 drawn = market.drawnChunkCountOf(what.chunkCount, what.drawnShareBps);
        assertTrue(drawn >= 1 && drawn <= what.chunkCount, "drawn chunks");
        assertTrue(drawn * 10_000 >= uint256(what.chunkCount) * what.drawnShareBps, "at least the share");

        uint256 fee = market.verifierFeeOf(what);
        assertTrue(fee * 100 >= what.bountyMcc, "at least 1 %");
        assertTrue(fee * what.chunkCount >= what.bountyMcc * drawn, "at least the drawn share");
        bool tight = (fee - 1) * 100 < what.bountyMcc || (fee - 1) * what.chunkCount < what.bountyMcc * drawn;
        assertTrue(tight, "no mCC more");
        uint256 platformFee = market.escrowOf(what) - what.bountyMcc - 7 * fee;
        assertTrue(platformFee * 100 >= what.bountyMcc && (platformFee - 1) * 100 < what.bountyMcc, "1 %, rounded up");
    }

    function _refused(address who, Terms memory what, bytes memory refusal) private {
        Terms[] memory batch = new Terms[](1);
        batch[0] = what;
        vm.prank(who);
        vm.expectRevert(refusal);
        market.post(batch);
    }
}
