// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {DebtView, PersonView, TaskView} from "../interfaces/ILens.sol";
import {Network} from "./support/Network.sol";

contract LensTest is Network {
    function setUp() public {
        deploy();
    }

    function test_peopleComeInPagesOfTwenty() public {
        for (uint256 index = 0; index < 25; ++index) {
            join(string.concat("person", string(abi.encodePacked(uint8(65 + index)))));
        }
        (PersonView[] memory page, uint256 total) = lens.people(0, 100);
        assertEq(total, 25, "all");
        assertEq(page.length, 20, "a page");
        (page,) = lens.people(20, 100);
        assertEq(page.length, 5, "the rest");
        assertEq(page[4].account, registry.personAt(24), "the last");
        (page,) = lens.people(25, 100);
        assertEq(page.length, 0, "beyond");
    }

    function test_personShowsEverything() public {
        address account = seated("alice");
        PersonView memory view_ = lens.person(account);
        assertEq(view_.profile.name, "alice", "name");
        assertEq(view_.totals.staked, 5000, "totals");
        assertEq(view_.slot, 1, "slot");
        assertEq(view_.seat.holder, account, "seat");
        assertEq(lens.person(join("bob")).seat.holder, address(0), "no seat");
    }

    function test_tasksComeNewestFirst() public {
        address requester = invite("requester");
        bytes32 older = post(requester, terms());
        bytes32 newer = post(requester, terms());
        (TaskView[] memory page, uint256 total) = lens.tasks(0, 1);
        assertEq(total, 2, "all");
        assertEq(page[0].taskId, newer, "newest");
        (page,) = lens.tasks(1, 5);
        assertEq(page[0].taskId, older, "then the older");
        assertEq(page[0].task.requester, requester, "task");
    }

    function test_taskShowsClaimAndRound() public {
        address requester = invite("requester");
        address worker = invite("worker");
        seated("first");
        seated("second");
        bytes32 taskId = post(requester, terms());
        workTo(worker, taskId, 1, 1, 1);
        TaskView memory view_ = lens.task(taskId);
        assertEq(view_.claim.worker, worker, "claim");
        assertEq(view_.round.votes.length, 2, "round");
        reveal(view_.round.votes[0].verifier, taskId, 1);
        reveal(view_.round.votes[1].verifier, taskId, 1);
        settlement.settle(taskId);
        (DebtView[] memory debts, uint256 total) = lens.debts(worker, 0, 20);
        assertEq(total, 1, "one counterparty");
        assertEq(debts[0].other, ledger.commons(), "the commons");
        assertEq(debts[0].theyOweMcc, 1000, "owes the bounty");
        assertEq(debts[0].youOweMcc, 0, "and is owed nothing");
        (debts,) = lens.debts(ledger.commons(), 0, 20);
        assertEq(debts[0].youOweMcc, 1000, "seen from the other side");
    }
}
