// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Account} from "../interfaces/ICreditLedger.sol";
import {Parameter} from "../interfaces/IParameters.sol";
import {Reputation} from "../interfaces/IRegistry.sol";
import {ISettlement} from "../interfaces/ISettlement.sol";
import {TaskState, Terms} from "../interfaces/ITaskMarket.sol";
import {Network} from "./support/Network.sol";

contract SettlementTest is Network {
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
    }

    function test_acceptedPaysWorkerPlatformAndVerifiers() public {
        bytes32 taskId = post(requester, terms());
        workThrough(worker, taskId, 1, 1, 1);
        settlement.settle(taskId);

        address commons = ledger.commons();
        assertEq(stateOf(taskId), uint256(TaskState.Accepted), "state");
        assertEq(ledger.debtOf(commons, worker), 1000, "bounty");
        assertEq(ledger.debtOf(commons, platform), 10, "platform fee");
        assertEq(ledger.debtOf(commons, first), 200, "verifier fee");
        assertEq(ledger.debtOf(commons, second), 200, "other verifier fee");
        assertEq(ledger.accountOf(requester).grant, 10_000 - 1410, "grant left");
        assertEq(ledger.availableOf(requester), 10_000 - 1410, "escrow returned");
        assertEq(ledger.accountOf(worker).bonded, 0, "bond returned");
        assertEq(ledger.availableOf(worker), 11_000, "worker available");
        assertEq(settlement.verifiedCompute(), 1000, "verified compute");
        Reputation memory reputation = registry.reputationOf(worker);
        assertEq(reputation.accepted, 1, "accepted");
        assertEq(reputation.streak, 1, "streak");
        assertEq(reputation.lifetimeEarnedMcc, 1000, "earned");
        assertEq(claims.activeClaimsOf(worker), 0, "active claims");
        assertEq(registry.seatAt(1).duties, 0, "duty ended");
    }

    function test_settlesOnlyOnce() public {
        bytes32 taskId = post(requester, terms());
        workThrough(worker, taskId, 1, 1, 1);
        settlement.settle(taskId);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.VerdictPending.selector, taskId));
        settlement.settle(taskId);
    }

    function test_pendingIsNotSettled() public {
        bytes32 taskId = post(requester, terms());
        workTo(worker, taskId, 1, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.VerdictPending.selector, taskId));
        settlement.settle(taskId);
    }

    /// The worker earns from the commons, then orders work itself and owes whoever computes it.
    function test_earnedCreditIsSpentBeforeTheGrant() public {
        bytes32 taskId = post(requester, terms());
        workThrough(worker, taskId, 1, 1, 1);
        settlement.settle(taskId);
        Terms memory small = terms();
        small.bountyMcc = 100;
        bytes32 own = post(worker, small);
        assertEq(ledger.holdOf(own).ofGrant, 0, "escrow of earned credit only");
        workThrough(requester, own, 1, 1, 1);
        settlement.settle(own);
        assertEq(ledger.debtOf(worker, requester), 100, "worker owes who worked for it");
        assertEq(ledger.debtOf(worker, platform), 1, "and the platform");
        assertEq(ledger.accountOf(worker).grant, 10_000, "grant untouched");
    }

    function test_platformPostingItsOwnJobPaysItselfNothing() public {
        invite("platform");
        bytes32 taskId = post(platform, terms());
        workThrough(worker, taskId, 1, 1, 1);
        settlement.settle(taskId);
        assertEq(ledger.availableOf(platform), 10_000 - 1400, "no fee to itself");
        assertEq(ledger.accountOf(platform).owed, 0, "nothing owed to it");
    }

    function test_rejectedPaysVerifiersOutOfTheBondFirst() public {
        bytes32 taskId = post(requester, terms());
        workThrough(worker, taskId, 2, 1, 1);
        settlement.settle(taskId);

        address commons = ledger.commons();
        assertEq(stateOf(taskId), uint256(TaskState.Open), "open again");
        assertEq(market.taskOf(taskId).failures, 1, "one failure");
        assertEq(ledger.debtOf(commons, first), 200, "fee");
        assertEq(ledger.debtOf(commons, second), 200, "other fee");
        assertEq(ledger.accountOf(worker).grant, 10_000 - 100, "bond burned");
        assertEq(ledger.holdOf(taskId).amount, 2410 - 300, "shortfall from the escrow");
        assertEq(ledger.accountOf(worker).bonded, 0, "no bond left");
        Reputation memory reputation = registry.reputationOf(worker);
        assertEq(reputation.rejected, 1, "rejected");
        assertEq(settlement.verifiedCompute(), 0, "nothing verified");
    }

    function test_restOfTheBondGoesToTheCommons() public {
        Terms memory what = terms();
        what.chunkCount = 100;
        what.drawnShareBps = 100;
        bytes32 taskId = post(requester, what);
        workThrough(worker, taskId, 2, 1, 1);
        settlement.settle(taskId);
        assertEq(ledger.accountOf(worker).grant, 10_000 - 100, "whole bond gone");
        assertEq(ledger.accountOf(ledger.commons()).owes, 20, "only the two fees are owed, the rest is burned");
        assertEq(ledger.holdOf(taskId).amount, market.escrowOf(what), "escrow untouched");
    }

    function test_earnedBondIsOwedToTheCommons() public {
        ledger.give(requester, 10_000);
        address newcomer = join("newcomer");
        for (uint256 round = 0; round < 2; ++round) {
            bytes32 earning = post(requester, terms());
            workThrough(newcomer, earning, 1, 1, 1);
            settlement.settle(earning);
        }
        Terms memory what = terms();
        what.chunkCount = 100;
        what.drawnShareBps = 100;
        bytes32 taskId = post(requester, what);
        workThrough(newcomer, taskId, 2, 1, 1);
        settlement.settle(taskId);
        assertEq(ledger.positionOf(newcomer), int256(2000 - 100), "bond paid of earned credit");
    }

    function test_withoutBondTheEscrowPaysTheVerifiers() public {
        address newcomer = join("newcomer");
        bytes32 taskId = post(requester, terms());
        workThrough(newcomer, taskId, 2, 1, 1);
        settlement.settle(taskId);
        assertEq(ledger.holdOf(taskId).amount, 2410 - 400, "escrow pays");
        assertEq(ledger.positionOf(newcomer), int256(0), "newcomer owes nothing");
    }

    function test_notOpenedIsLikeRejected() public {
        bytes32 taskId = post(requester, terms());
        claim(worker, taskId);
        submit(worker, taskId, 1);
        draw(taskId);
        commit(first, taskId, 1);
        commit(second, taskId, 1);
        pass(1801);
        settlement.settle(taskId);
        assertEq(stateOf(taskId), uint256(TaskState.Open), "open again");
        assertEq(ledger.debtOf(ledger.commons(), first), 200, "verifier paid");
        assertEq(registry.reputationOf(worker).rejected, 1, "rejected");
    }

    function test_unresolvedCostsNobody() public {
        bytes32 taskId = post(requester, terms());
        workThrough(worker, taskId, 1, 1, 3);
        settlement.settle(taskId);
        assertEq(stateOf(taskId), uint256(TaskState.Open), "open again");
        assertEq(ledger.holdOf(taskId).amount, 2410, "escrow whole");
        assertEq(ledger.availableOf(worker), 10_000, "bond back");
        assertEq(ledger.accountOf(ledger.commons()).owes, 0, "nobody paid");
        assertEq(registry.reputationOf(worker).rejected, 0, "nobody at fault");
    }

    function test_silentVerifierDissents() public {
        Terms memory what = terms();
        what.fewestVerifiers = 1;
        bytes32 taskId = post(requester, what);
        (address one, address other) = workTo(worker, taskId, 1, 1, 1);
        reveal(one, taskId, 1);
        pass(1801);
        settlement.settle(taskId);
        assertEq(stateOf(taskId), uint256(TaskState.Accepted), "accepted");
        assertEq(ledger.debtOf(ledger.commons(), other), 0, "silent one unpaid");
        assertEq(registry.reputationOf(other).disagreements, 1, "and recorded");
    }

    function test_thirdFailureCloses() public {
        Terms memory what = terms();
        bytes32 taskId = post(requester, what);
        for (uint256 attempt = 0; attempt < 3; ++attempt) {
            assertEq(stateOf(taskId), uint256(TaskState.Open), "open");
            workThrough(worker, taskId, 1, 1, 3);
            settlement.settle(taskId);
        }
        assertEq(stateOf(taskId), uint256(TaskState.Expired), "expired");
        assertEq(ledger.availableOf(requester), 10_000, "escrow back");
    }

    function test_smallEscrowCloses() public {
        address newcomer = join("newcomer");
        set(Parameter.MaximumFailures, 9);
        set(Parameter.UnbondedClaimMcc, 1000);
        bytes32 taskId = post(requester, terms());
        for (uint256 attempt = 0; attempt < 3; ++attempt) {
            assertEq(stateOf(taskId), uint256(TaskState.Open), "open");
            workThrough(newcomer, taskId, 2, 1, 1);
            settlement.settle(taskId);
        }
        assertEq(stateOf(taskId), uint256(TaskState.Expired), "1210 left, 1410 needed");
        assertEq(ledger.availableOf(requester), 10_000 - 1200, "rest back");
    }

    function test_uncheckedReturnsEverything() public {
        bytes32 taskId = post(requester, terms());
        claim(worker, taskId);
        submit(worker, taskId, 1);
        uint64 endsAt = uint64(block.timestamp + 1 days);
        pass(1 days);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.QuorumTimeNotOver.selector, endsAt));
        settlement.settleUnchecked(taskId);
        pass(1);
        settlement.settleUnchecked(taskId);
        assertEq(stateOf(taskId), uint256(TaskState.Expired), "expired");
        assertEq(ledger.availableOf(requester), 10_000, "escrow back");
        assertEq(ledger.availableOf(worker), 10_000, "bond back");
        vm.expectRevert(abi.encodeWithSelector(ISettlement.NotSealed.selector, taskId));
        settlement.settleUnchecked(taskId);
    }

    function test_laterParametersLeavePostedTasksAsTheyWere() public {
        Terms memory what = terms();
        what.deadline = uint64(block.timestamp + 9 days);
        bytes32 taskId = post(requester, what);
        set(Parameter.PlatformFeeBps, 10_000);
        set(Parameter.VerifierFeeBps, 10_000);
        set(Parameter.DrawnVerifiers, 4);
        workThrough(worker, taskId, 1, 1, 1);
        settlement.settle(taskId);
        assertEq(ledger.availableOf(requester), 10_000 - 1410, "fees of the day it was posted");
    }
}
