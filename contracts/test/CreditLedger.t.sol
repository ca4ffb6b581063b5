// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Account, Hold, HoldKind, ICreditLedger} from "../interfaces/ICreditLedger.sol";
import {Operated} from "../sources/Operated.sol";
import {Network} from "./support/Network.sol";

contract CreditLedgerTest is Network {
    address private alice = named("alice");
    address private bob = named("bob");
    address private carol = named("carol");
    bytes32 private constant ID = "hold";
    uint256 private _next;

    function setUp() public {
        deploy();
        ledger.give(alice, 100);
        ledger.give(bob, 100);
    }

    function test_escrowTakesEarnedCreditFirst() public {
        _owe(bob, alice, 30);
        ledger.hold(ID, alice, HoldKind.Escrow, 50);
        assertEq(ledger.holdOf(ID).ofGrant, 20, "30 earned, 20 of the grant");
        assertEq(ledger.availableOf(alice), 80, "rest");
    }

    function test_bondAndStakeTakeTheGrantFirst() public {
        _owe(bob, alice, 30);
        ledger.hold(ID, alice, HoldKind.Bond, 90);
        ledger.hold("stake", alice, HoldKind.Stake, 25);
        assertEq(ledger.holdOf(ID).ofGrant, 90, "bond of the grant");
        assertEq(ledger.holdOf("stake").ofGrant, 10, "stake of what is left of it");
        Account memory totals = ledger.accountOf(alice);
        assertEq(totals.bonded, 90, "bonded");
        assertEq(totals.staked, 25, "staked");
        assertEq(ledger.availableOf(alice), 15, "rest");
    }

    function test_escrowLeavesEarnedCreditThatIsSetAsideAlone() public {
        _owe(bob, alice, 30);
        ledger.hold(ID, alice, HoldKind.Stake, 120);
        ledger.hold("escrow", alice, HoldKind.Escrow, 10);
        assertEq(ledger.holdOf(ID).ofGrant, 100, "stake took the grant");
        assertEq(ledger.holdOf("escrow").ofGrant, 0, "escrow took the last earned credit");
        vm.expectRevert(abi.encodeWithSelector(ICreditLedger.NotEnoughCredit.selector, alice, 0, 1));
        ledger.hold("more", alice, HoldKind.Escrow, 1);
    }

    function test_releaseGivesBackWhatItWas() public {
        _owe(bob, alice, 30);
        ledger.hold(ID, alice, HoldKind.Escrow, 50);
        ledger.release(ID);
        assertEq(ledger.availableOf(alice), 130, "all back");
        assertEq(ledger.accountOf(alice).grant, 100, "the grant is still a grant");
        assertEq(uint256(ledger.holdOf(ID).kind), uint256(HoldKind.None), "no hold");
        ledger.release(ID);
    }

    function test_payTakesTheEarnedPartFirst() public {
        _owe(bob, alice, 30);
        ledger.hold(ID, alice, HoldKind.Escrow, 50);
        ledger.pay(ID, carol, 40);
        assertEq(ledger.debtOf(alice, carol), 30, "earned part");
        assertEq(ledger.debtOf(ledger.commons(), carol), 10, "grant part, owed by the commons");
        assertEq(ledger.accountOf(alice).grant, 90, "grant spent");
        assertEq(ledger.holdOf(ID).amount, 10, "left in the hold");
        assertEq(ledger.holdOf(ID).ofGrant, 10, "all of it grant");
        assertEq(ledger.availableOf(alice), 80, "unchanged by paying");
        assertEq(ledger.availableOf(carol), 40, "payee may use it");
    }

    function test_payToTheCommonsBurnsTheGrant() public {
        _owe(bob, alice, 30);
        address commons = ledger.commons();
        uint256 owed = ledger.accountOf(commons).owes;
        ledger.hold(ID, alice, HoldKind.Escrow, 50);
        ledger.pay(ID, commons, 50);
        assertEq(ledger.debtOf(alice, commons), 30, "earned part is owed");
        assertEq(ledger.accountOf(alice).grant, 80, "grant part is gone");
        assertEq(ledger.accountOf(commons).owes, owed, "the commons owes nothing more");
    }

    function test_payingOneselfIsRefused() public {
        ledger.hold(ID, alice, HoldKind.Escrow, 50);
        vm.expectRevert(abi.encodeWithSelector(ICreditLedger.OwesItself.selector, alice));
        ledger.pay(ID, alice, 1);
    }

    function test_payingMoreThanHeldIsRefused() public {
        ledger.hold(ID, alice, HoldKind.Escrow, 50);
        vm.expectRevert(abi.encodeWithSelector(ICreditLedger.HoldTooSmall.selector, ID, 50, 51));
        ledger.pay(ID, bob, 51);
        vm.expectRevert(abi.encodeWithSelector(ICreditLedger.HoldTooSmall.selector, bytes32("none"), 0, 1));
        ledger.pay("none", bob, 1);
    }

    function test_holdIdsAreUsedOnceAtATime() public {
        ledger.hold(ID, alice, HoldKind.Escrow, 1);
        vm.expectRevert(abi.encodeWithSelector(ICreditLedger.HoldExists.selector, ID));
        ledger.hold(ID, bob, HoldKind.Escrow, 1);
    }

    function test_onlyOperatorsWrite() public {
        bytes memory refusal = abi.encodeWithSelector(Operated.NotOperator.selector, alice);
        vm.prank(alice);
        vm.expectRevert(refusal);
        ledger.give(alice, 1);
        vm.prank(alice);
        vm.expectRevert(refusal);
        ledger.hold(ID, bob, HoldKind.Bond, 1);
        vm.prank(alice);
        vm.expectRevert(refusal);
        ledger.pay(ID, alice, 1);
        vm.prank(alice);
        vm.expectRevert(refusal);
        ledger.release(ID);
    }

    function test_counterpartiesComeInPages() public {
        _owe(bob, alice, 1);
        _owe(carol, alice, 1);
        _owe(bob, alice, 1);
        (address[] memory page, uint256 total) = ledger.counterpartiesOf(alice, 1, 5);
        assertEq(total, 2, "each once");
        assertEq(page.length, 1, "from the second on");
        assertEq(page[0], carol, "in order of first contact");
        (page,) = ledger.counterpartiesOf(alice, 7, 5);
        assertEq(page.length, 0, "beyond the end");
    }

    /// Any two debts between two accounts leave one side zero and the difference on the other.
    function testFuzz_oppositeDebtsCancel(uint64 first, uint64 second, uint64 third) public {
        _owe(alice, bob, first);
        _owe(bob, alice, second);
        _owe(alice, bob, third);
        uint256 there = ledger.debtOf(alice, bob);
        uint256 back = ledger.debtOf(bob, alice);
        assertTrue(there == 0 || back == 0, "of a pair one side is zero");
        int256 expected = int256(uint256(first)) + int256(uint256(third)) - int256(uint256(second));
        assertEq(int256(there) - int256(back), expected, "net");
        int256 total = ledger.positionOf(alice) + ledger.positionOf(bob) + ledger.positionOf(ledger.commons());
        assertEq(total, 0, "positions sum to zero");
    }

    /// However a hold is made and paid out, what is not paid returns and the grant only shrinks by what was spent of it.
    function testFuzz_holdsConserve(uint64 earned, uint64 amount, uint64 paid, uint8 kind) public {
        _owe(bob, alice, earned);
        uint256 available = ledger.availableOf(alice);
        amount = uint64(within(amount, 0, available));
        paid = uint64(within(paid, 0, amount));
        ledger.hold(ID, alice, HoldKind(within(kind, 1, 3)), amount);
        assertEq(ledger.availableOf(alice), available - amount, "set aside");
        ledger.pay(ID, carol, paid);
        ledger.release(ID);
        assertEq(ledger.availableOf(alice), available - paid, "the rest came back");
        assertEq(ledger.availableOf(carol), paid, "paid");
        Account memory totals = ledger.accountOf(alice);
        assertEq(totals.escrowed + totals.bonded + totals.staked, 0, "nothing set aside");
        uint256 spent = 100 - totals.grant;
        assertEq(ledger.debtOf(ledger.commons(), carol), spent, "the commons stands for the grant");
        assertEq(ledger.debtOf(alice, carol), paid - spent, "the payer for the rest");
    }

    /// @dev A debt of earned credit: a passing account spends a grant on the debtor, who spends that on the creditor.
    function _owe(address debtor, address creditor, uint128 amountMcc) private {
        bytes32 id = keccak256(abi.encode("owe", ++_next));
        address source = named(string(abi.encode(id)));
        if (amountMcc == 0) return;
        ledger.give(source, amountMcc);
        ledger.hold(id, source, HoldKind.Escrow, amountMcc);
        ledger.pay(id, debtor, amountMcc);
        ledger.release(id);
        bytes32 own = keccak256(abi.encode(id));
        ledger.hold(own, debtor, HoldKind.Escrow, amountMcc);
        ledger.pay(own, creditor, amountMcc);
        ledger.release(own);
    }
}
