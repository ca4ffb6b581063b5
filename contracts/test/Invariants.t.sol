// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Account, Hold, HoldKind, ICreditLedger} from "../interfaces/ICreditLedger.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {Claim, ITaskClaims} from "../interfaces/ITaskClaims.sol";
import {ITaskMarket, Task, TaskState} from "../interfaces/ITaskMarket.sol";
import {IVerification, Round} from "../interfaces/IVerification.sol";
import {Economy} from "./support/Economy.sol";
import {Test} from "./support/Test.sol";

/// @notice What must hold whatever people do, checked after every step of a random economy.
contract InvariantsTest is Test {
    Economy private economy;
    ICreditLedger private ledger;
    IRegistry private registry;
    ITaskMarket private market;
    ITaskClaims private claims;
    IVerification private verification;

    function setUp() public {
        economy = new Economy();
        (address a, address b, address c, address d, address e) = economy.contracts();
        ledger = ICreditLedger(a);
        registry = IRegistry(b);
        market = ITaskMarket(c);
        claims = ITaskClaims(d);
        verification = IVerification(e);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(economy);
    }

    function invariant_positionsSumToZero() public view {
        address[] memory people = economy.people();
        int256 sum = 0;
        for (uint256 index = 0; index < people.length; ++index) {
            sum += ledger.positionOf(people[index]);
        }
        assertEq(sum, int256(0), "sum of positions");
    }

    function invariant_availableIsNeverNegative() public view {
        address[] memory people = economy.people();
        for (uint256 index = 0; index < people.length; ++index) {
            if (people[index] == ledger.commons()) continue;
            Account memory totals = ledger.accountOf(people[index]);
            uint256 means = uint256(totals.grant) + totals.owed;
            uint256 bound = uint256(totals.owes) + totals.escrowed + totals.bonded + totals.staked;
            assertTrue(means >= bound, "available");
        }
    }

    /// Of a pair one side is zero, and the debts of an account add up to its totals.
    function invariant_debtsAreNettedAndAddUp() public view {
        address[] memory people = economy.people();
        for (uint256 one = 0; one < people.length; ++one) {
            uint256 owes = 0;
            uint256 owed = 0;
            for (uint256 other = 0; other < people.length; ++other) {
                uint256 there = ledger.debtOf(people[one], people[other]);
                uint256 back = ledger.debtOf(people[other], people[one]);
                assertTrue(there == 0 || back == 0, "one side is zero");
                owes += there;
                owed += back;
            }
            assertEq(ledger.accountOf(people[one]).owes, owes, "owes");
            assertEq(ledger.accountOf(people[one]).owed, owed, "owed");
        }
    }

    /// Escrow, bond and stake of an account are exactly its open tasks', its claims' and its seat's.
    function invariant_holdsAddUp() public view {
        address[] memory people = economy.people();
        for (uint256 index = 0; index < people.length; ++index) {
            address account = people[index];
            Account memory totals = ledger.accountOf(account);
            (uint256 escrowed, uint256 bonded, uint256 active) = _setAsideFor(account);
            uint256 staked = ledger.holdOf(keccak256(abi.encode("seat", account))).amount;
            assertEq(totals.escrowed, escrowed, "escrowed");
            assertEq(totals.bonded, bonded, "bonded");
            assertEq(totals.staked, staked, "staked");
            assertEq(staked > 0 ? 1 : 0, registry.slotOf(account) == 0 ? 0 : 1, "stake and seat go together");
            assertEq(claims.activeClaimsOf(account), active, "active claims");
        }
    }

    function invariant_closedTasksHoldNothing() public view {
        bytes32[] memory taskIds = economy.taskIds();
        for (uint256 index = 0; index < taskIds.length; ++index) {
            Hold memory held = ledger.holdOf(taskIds[index]);
            bool running = _isRunning(market.taskOf(taskIds[index]).state);
            assertTrue(running == (held.kind == HoldKind.Escrow), "escrow while it runs, and only then");
            assertTrue(held.ofGrant <= held.amount, "grant part within the hold");
        }
    }

    function invariant_dutiesAreOpenRounds() public view {
        bytes32[] memory taskIds = economy.taskIds();
        uint256 drawn = 0;
        for (uint256 index = 0; index < taskIds.length; ++index) {
            drawn += verification.roundOf(taskIds[index]).votes.length;
        }
        uint256 duties = 0;
        for (uint256 slot = 1; slot <= registry.slotCount(); ++slot) {
            duties += registry.seatAt(slot).duties;
        }
        assertEq(duties, drawn, "duties");
    }

    /// What left the grants and was not burned is what the commons ever came to owe; it never owes more than was given.
    function invariant_grantsAreNeverExceeded() public view {
        address[] memory people = economy.people();
        uint256 left = 0;
        for (uint256 index = 0; index < people.length; ++index) {
            left += ledger.accountOf(people[index]).grant;
        }
        uint256 given = ledger.grantsGiven() * 10_000;
        assertTrue(ledger.accountOf(ledger.commons()).owes + left <= given, "grants");
    }

    /// The random economy reaches every way a task can go; without that the invariants would prove little.
    function test_randomStepsReachEveryWay() public {
        for (uint256 step = 0; step < 3000; ++step) {
            uint256 chance = uint256(keccak256(abi.encode("step", step)));
            uint256 act = step % 8;
            if (act == 0) economy.postTask(chance, chance >> 32, chance >> 64, chance >> 96);
            else if (act == 1) economy.sit(chance, chance >> 32);
            else if (act == 2) economy.wait(chance);
            else economy.advance(chance, chance >> 32);
        }
        string[15] memory ways = [
            "post", "cancel", "expire", "claim", "handBack", "lapse", "draw", "tooFew", "redraw", "unchecked", "accepted",
            "rejected", "notOpened", "unresolved", "leave"
        ];
        for (uint256 index = 0; index < ways.length; ++index) {
            assertTrue(economy.taken(ways[index]) > 0, ways[index]);
        }
        invariant_positionsSumToZero();
        invariant_availableIsNeverNegative();
        invariant_debtsAreNettedAndAddUp();
        invariant_holdsAddUp();
        invariant_closedTasksHoldNothing();
        invariant_dutiesAreOpenRounds();
        invariant_grantsAreNeverExceeded();
    }

    function _setAsideFor(address account) private view returns (uint256 escrowed, uint256 bonded, uint256 active) {
        bytes32[] memory taskIds = economy.taskIds();
        for (uint256 index = 0; index < taskIds.length; ++index) {
            Task memory task = market.taskOf(taskIds[index]);
            if (task.requester == account && _isRunning(task.state)) escrowed += ledger.holdOf(taskIds[index]).amount;
            Claim memory claim = claims.claimOf(taskIds[index]);
            if (claim.worker != account) continue;
            active += 1;
            bonded += ledger.holdOf(claims.bondIdOf(taskIds[index])).amount;
            assertEq(ledger.holdOf(claims.bondIdOf(taskIds[index])).amount, claim.bondMcc, "bond as claimed");
        }
    }

    function _isRunning(TaskState state) private pure returns (bool) {
        return state == TaskState.Open || state == TaskState.Claimed || state == TaskState.Sealed
            || state == TaskState.Checking;
    }
}
