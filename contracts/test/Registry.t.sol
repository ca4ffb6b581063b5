// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {HoldKind, ICreditLedger} from "../interfaces/ICreditLedger.sol";
import {Parameter} from "../interfaces/IParameters.sol";
import {Invitation, IRegistry, Offer, Profile, Reputation, Seat} from "../interfaces/IRegistry.sol";
import {Operated} from "../sources/Operated.sol";
import {Network} from "./support/Network.sol";

contract RegistryTest is Network {
    function setUp() public {
        deploy();
    }

    function test_joinsPlainly() public {
        address account = join("alice");
        assertTrue(registry.isRegistered(account), "registered");
        assertEq(ledger.availableOf(account), 0, "no grant");
        assertEq(registry.personCount(), 1, "one person");
        assertEq(registry.personAt(0), account, "listed");
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.AlreadyRegistered.selector, account));
        registry.register(profile("again"));
    }

    function test_invitationGivesTheGrantOnce() public {
        address account = named("alice");
        Invitation memory made = invitation(account);
        vm.prank(account);
        registry.registerInvited(profile("alice"), made);
        assertEq(ledger.availableOf(account), 10_000, "grant");
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.InvitationUsed.selector, made.invitationKey));
        registry.registerInvited(profile("alice"), made);
        Invitation memory second = invitation(account);
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.AlreadyRegistered.selector, account));
        registry.registerInvited(profile("alice"), second);
    }

    function test_joinsWithOfferAndSeatInOneCall() public {
        address account = named("alice");
        Invitation memory made = invitation(account);
        vm.prank(account);
        registry.multicall(_joinCalls(abi.encodeCall(IRegistry.registerInvited, (profile("alice"), made))));
        assertTrue(registry.isRegistered(account), "registered");
        assertEq(registry.offerOf(account).machineRateBps, 20_000, "offered");
        assertEq(registry.slotOf(account), 1, "seated");
        assertEq(ledger.availableOf(account), 5000, "staked");
    }

    function test_oneCallIsAllOrNothing() public {
        address account = named("alice");
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(ICreditLedger.NotEnoughCredit.selector, account, 0, 5000));
        registry.multicall(_joinCalls(abi.encodeCall(IRegistry.register, (profile("alice")))));
        assertTrue(!registry.isRegistered(account), "nothing was done");
    }

    function test_invitationIsForOneAccount() public {
        Invitation memory made = invitation(named("alice"));
        vm.prank(named("mallory"));
        vm.expectRevert(abi.encodeWithSelector(IRegistry.InvitationInvalid.selector));
        registry.registerInvited(profile("mallory"), made);
    }

    function test_invitationNeedsTheRegistrar() public {
        Invitation memory made = invitation(named("alice"));
        made.registrarSignature = signed(0xBAD, registry.registrarDigest(made.invitationKey));
        vm.prank(named("alice"));
        vm.expectRevert(abi.encodeWithSelector(IRegistry.InvitationInvalid.selector));
        registry.registerInvited(profile("alice"), made);
        made.registrarSignature = "short";
        vm.prank(named("alice"));
        vm.expectRevert(abi.encodeWithSelector(IRegistry.InvitationInvalid.selector));
        registry.registerInvited(profile("alice"), made);
    }

    function test_grantsRunOut() public {
        set(Parameter.GrantCount, 1);
        invite("alice");
        Invitation memory made = invitation(named("bob"));
        vm.prank(named("bob"));
        vm.expectRevert(abi.encodeWithSelector(IRegistry.NoGrantsLeft.selector));
        registry.registerInvited(profile("bob"), made);
        join("bob");
    }

    function test_profileIsChecked() public {
        address account = join("alice");
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.NameMissing.selector));
        registry.changeProfile(Profile(0, 0, "peer"));
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.StoragePeerTooLong.selector, 65));
        registry.changeProfile(Profile("alice", 0, new bytes(65)));
        vm.prank(account);
        registry.changeProfile(Profile("alicia", 0, new bytes(64)));
        assertEq(registry.profileOf(account).name, "alicia", "renamed");
        vm.prank(named("bob"));
        vm.expectRevert(abi.encodeWithSelector(IRegistry.NotRegistered.selector, named("bob")));
        registry.changeProfile(profile("bob"));
    }

    function test_offerIsReplacedWhole() public {
        address account = join("alice");
        vm.prank(account);
        registry.offer(Offer(10_000, 40_000, 3, "hash", new bytes32[](16)));
        vm.prank(account);
        registry.offer(Offer(1, 2, 1, "hash", new bytes32[](1)));
        assertEq(registry.offerOf(account).engines.length, 1, "engines");
        assertEq(registry.offerOf(account).capabilities, 1, "capabilities");
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.TooManyEngines.selector, 17));
        registry.offer(Offer(1, 2, 1, "hash", new bytes32[](17)));
    }

    function test_seatCostsAStake() public {
        address account = seated("alice");
        assertEq(registry.slotOf(account), 1, "slot");
        assertEq(ledger.accountOf(account).staked, 5000, "staked");
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.SeatTaken.selector, account));
        registry.takeSeat();
        address poor = join("poor");
        vm.prank(poor);
        vm.expectRevert(abi.encodeWithSelector(ICreditLedger.NotEnoughCredit.selector, poor, 0, 5000));
        registry.takeSeat();
    }

    function test_seatIsLeftAfterNoticeAndDuties() public {
        address account = seated("alice");
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.SeatNoticeNeeded.selector, 0));
        registry.leaveSeat();
        vm.prank(account);
        registry.giveNotice();
        uint64 leavableAt = uint64(block.timestamp + 7 days);
        registry.beginDuty(account);
        pass(1 days);
        vm.prank(account);
        registry.giveNotice();
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.SeatNoticeNeeded.selector, leavableAt));
        registry.leaveSeat();
        pass(6 days);
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.SeatOnDuty.selector, 1));
        registry.leaveSeat();
        registry.endDuty(account);
        vm.prank(account);
        registry.leaveSeat();
        assertEq(ledger.availableOf(account), 10_000, "stake back");
        assertEq(registry.slotOf(account), 0, "no slot");
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IRegistry.NoSeat.selector, account));
        registry.leaveSeat();
    }

    function test_emptySlotIsFilledAgain() public {
        set(Parameter.SeatNoticeSeconds, 0);
        address first = seated("first");
        seated("second");
        vm.prank(first);
        registry.giveNotice();
        vm.prank(first);
        registry.leaveSeat();
        assertEq(registry.seatAt(1).holder, address(0), "empty");
        address third = seated("third");
        assertEq(registry.slotOf(third), 1, "the empty slot");
        assertEq(registry.slotCount(), 2, "no new slot");
        assertEq(registry.seatAt(1).noticeAt, 0, "without notice");
        Seat[] memory seats = registry.firstSeats(9);
        assertEq(seats.length, 2, "as many as there are");
        assertEq(seats[0].holder, third, "in order");
    }

    function test_reputationCounts() public {
        address worker = join("worker");
        registry.recordAccepted(worker, 300);
        registry.recordAccepted(worker, 200);
        Reputation memory reputation = registry.reputationOf(worker);
        assertEq(reputation.accepted, 2, "accepted");
        assertEq(reputation.streak, 2, "streak");
        assertEq(reputation.lifetimeEarnedMcc, 500, "earned");
        registry.recordNoShow(worker);
        registry.recordDisagreement(worker);
        assertEq(registry.reputationOf(worker).streak, 2, "kept");
        registry.recordLapse(worker);
        assertEq(registry.reputationOf(worker).streak, 0, "ended by a lapse");
        registry.recordAccepted(worker, 1);
        registry.recordRejected(worker);
        reputation = registry.reputationOf(worker);
        assertEq(reputation.streak, 0, "ended by a rejection");
        assertEq(reputation.accepted, 3, "not taken back");
        assertEq(reputation.rejected + reputation.lapses + reputation.noShows + reputation.disagreements, 4, "one each");
    }

    function test_onlyOperatorsReport() public {
        address mallory = join("mallory");
        vm.prank(mallory);
        vm.expectRevert(abi.encodeWithSelector(Operated.NotOperator.selector, mallory));
        registry.recordAccepted(mallory, 1);
    }

    function _joinCalls(bytes memory first) private pure returns (bytes[] memory calls) {
        calls = new bytes[](3);
        calls[0] = first;
        calls[1] = abi.encodeCall(IRegistry.offer, (Offer(10_000, 20_000, 0, 0, new bytes32[](1))));
        calls[2] = abi.encodeCall(IRegistry.takeSeat, ());
    }
}
