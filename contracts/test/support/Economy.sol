// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Parameter} from "../../interfaces/IParameters.sol";
import {Seat} from "../../interfaces/IRegistry.sol";
import {Claim} from "../../interfaces/ITaskClaims.sol";
import {TaskState, Terms} from "../../interfaces/ITaskMarket.sol";
import {IVerification, Phase, Round, Verdict, Vote} from "../../interfaces/IVerification.sol";
import {Network} from "./Network.sol";

/// @notice A small network whose people act at random: honestly, wrongly, late or not at all. Every step it takes is one
/// that must succeed, so a revert is a finding too.
contract Economy is Network {
    address[] private _people;
    bytes32[] private _taskIds;
    mapping(bytes32 taskId => uint256) private _results;
    /// @dev How often each final or returning step was taken, so that a test can tell whether all of them are reached.
    mapping(string step => uint256) public taken;

    constructor() {
        deploy();
        for (uint256 index = 0; index < 8; ++index) {
            string memory name = string.concat("person", string(abi.encodePacked(uint8(65 + index))));
            _people.push(index < 6 ? invite(name) : join(name));
            if (index < 4) _takeSeat(_people[index]);
        }
        _people.push(platform);
        _people.push(ledger.commons());
    }

    function postTask(uint256 who, uint256 bounty, uint256 chunks, uint256 share) external {
        address requester = _person(who);
        Terms memory what = terms();
        what.bountyMcc = uint128(within(bounty, 100, 900));
        what.chunkCount = uint32(within(chunks, 1, 12));
        what.drawnShareBps = uint16(within(share, 1, 3000));
        what.fewestVerifiers = uint8(within(share, 1, 2));
        if (ledger.availableOf(requester) < market.escrowOf(what)) return;
        _taskIds.push(post(requester, what));
        taken["post"] += 1;
    }

    /// @notice Moves some task one step on, half the time one of the newest.
    function advance(uint256 pick, uint256 chance) external {
        if (_taskIds.length == 0) return;
        uint256 back = pick % 2 == 0 && _taskIds.length > 4 ? 4 : _taskIds.length;
        bytes32 taskId = _taskIds[_taskIds.length - 1 - (pick / 2) % back];
        TaskState state = market.taskOf(taskId).state;
        if (state == TaskState.Open) _atOpen(taskId, chance);
        else if (state == TaskState.Claimed) _atClaimed(taskId, chance);
        else if (state == TaskState.Sealed) _atSealed(taskId);
        else if (state == TaskState.Checking) _atChecking(taskId, chance);
    }

    function sit(uint256 who, uint256 chance) external {
        address account = _person(who);
        uint256 slot = registry.slotOf(account);
        if (slot == 0) {
            if (ledger.availableOf(account) >= parameters.valueOf(Parameter.SeatStakeMcc)) _takeSeat(account);
            return;
        }
        Seat memory seat = registry.seatAt(slot);
        bool leavable = seat.noticeAt != 0 && seat.noticeAt + 7 days <= block.timestamp && seat.duties == 0;
        if (leavable) {
            vm.prank(account);
            registry.leaveSeat();
            taken["leave"] += 1;
        } else if (chance % 8 == 0) {
            vm.prank(account);
            registry.giveNotice();
        }
    }

    /// @notice Time passes: mostly minutes, now and then days.
    function wait(uint256 span) external {
        pass(span % 16 == 0 ? within(span, 1 hours, 4 days) : within(span, 1, 10 minutes));
    }

    function people() external view returns (address[] memory) {
        return _people;
    }

    function taskIds() external view returns (bytes32[] memory) {
        return _taskIds;
    }

    function contracts() external view returns (address, address, address, address, address) {
        return (address(ledger), address(registry), address(market), address(claims), address(verification));
    }

    function _atOpen(bytes32 taskId, uint256 chance) private {
        if (block.timestamp > market.taskOf(taskId).terms.deadline) {
            market.expire(taskId);
            taken["expire"] += 1;
        } else if (chance % 16 == 0) {
            vm.prank(market.taskOf(taskId).requester);
            market.cancel(taskId);
            taken["cancel"] += 1;
        } else {
            _claim(taskId, _person(chance / 16));
        }
    }

    function _claim(bytes32 taskId, address worker) private {
        uint256 active = claims.activeClaimsOf(worker);
        if (worker == market.taskOf(taskId).requester || active == 5) return;
        uint256 bond = (market.taskOf(taskId).terms.bountyMcc + 9) / 10;
        if (active > 0 && ledger.availableOf(worker) < bond) return;
        uint64 deadline = market.taskOf(taskId).terms.deadline;
        vm.prank(worker);
        claims.claim(taskId, deadline);
        taken["claim"] += 1;
    }

    function _atClaimed(bytes32 taskId, uint256 chance) private {
        Claim memory made = claims.claimOf(taskId);
        if (block.timestamp > made.lockedUntil) {
            claims.lapse(taskId);
            taken["lapse"] += 1;
        } else if (chance % 16 == 0 && block.timestamp <= made.claimedAt + 120) {
            vm.prank(made.worker);
            claims.handBack(taskId);
            taken["handBack"] += 1;
        } else if (chance % 16 == 1 && !made.extended) {
            vm.prank(made.worker);
            claims.extend(taskId);
        } else {
            _results[taskId] = chance % 4 == 0 ? 2 : 1;
            submit(made.worker, taskId, _results[taskId]);
        }
    }

    function _atSealed(bytes32 taskId) private {
        if (block.timestamp > claims.claimOf(taskId).sealedAt + 1 days) {
            settlement.settleUnchecked(taskId);
            taken["unchecked"] += 1;
            return;
        }
        uint64 armed = verification.roundOf(taskId).seedBlock;
        uint64 seedBlock = armed != 0 ? armed : claims.claimOf(taskId).sealBlock + 1;
        if (block.number <= seedBlock) vm.roll(seedBlock + 1);
        if (block.number <= seedBlock + 256) vm.setBlockhash(seedBlock, keccak256(abi.encode(seedBlock)));
        try verification.draw(taskId) {
            taken["draw"] += 1;
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(IVerification.NotEnoughVerifiers.selector), "why no draw");
            taken["tooFew"] += 1;
        }
    }

    function _atChecking(bytes32 taskId, uint256 chance) private {
        (Verdict verdict,,) = verification.verdictOf(taskId);
        Round memory round = verification.roundOf(taskId);
        if (verdict != Verdict.Pending) {
            settlement.settle(taskId);
            taken[_nameOf(verdict)] += 1;
        } else if (block.timestamp > round.phaseEndsAt) {
            verification.redraw(taskId);
            taken["redraw"] += 1;
        } else if (round.phase == Phase.Opening) {
            if (chance % 8 != 0) open(claims.claimOf(taskId).worker, taskId, _results[taskId]);
        } else {
            _vote(taskId, round, chance);
        }
    }

    /// @dev The next verifier commits or reveals. One in eight computes something else; that is decided by its address.
    function _vote(bytes32 taskId, Round memory round, uint256 chance) private {
        if (chance % 8 == 0) return;
        for (uint256 index = 0; index < round.votes.length; ++index) {
            Vote memory vote = round.votes[index];
            uint256 found = uint256(keccak256(abi.encode(taskId, vote.verifier))) % 8 == 0 ? 3 : 1;
            if (round.phase == Phase.Committing && vote.commitment == 0) return commit(vote.verifier, taskId, found);
            if (round.phase == Phase.Revealing && !vote.revealed) return reveal(vote.verifier, taskId, found);
        }
    }

    function _takeSeat(address account) private {
        vm.prank(account);
        registry.takeSeat();
    }

    /// @dev One of those who act: all but the platform and the commons.
    function _person(uint256 who) private view returns (address) {
        return _people[who % (_people.length - 2)];
    }

    function _nameOf(Verdict verdict) private pure returns (string memory) {
        if (verdict == Verdict.Accepted) return "accepted";
        if (verdict == Verdict.Rejected) return "rejected";
        return verdict == Verdict.NotOpened ? "notOpened" : "unresolved";
    }
}
