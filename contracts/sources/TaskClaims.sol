// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {HoldKind, ICreditLedger} from "../interfaces/ICreditLedger.sol";
import {IParameters, Parameter} from "../interfaces/IParameters.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {Claim, ITaskClaims} from "../interfaces/ITaskClaims.sol";
import {ITaskMarket, Task, TaskState} from "../interfaces/ITaskMarket.sol";
import {Operated} from "./Operated.sol";

/// @title TaskClaims
/// @notice Who works on a task, for how long, with what at stake, and what it handed in.
///
/// The first valid claim takes an open task. It must come from a registered account that is not the requester, before the
/// deadline, below the limit of active claims, with the capabilities the task needs, and with a finish stated between now
/// and the deadline. It sets a bond aside. Who cannot bond may hold one small claim: that is how a newcomer without a
/// grant begins.
///
/// The lock holds for some minutes and can be extended once, to the stated finish; it never outlasts the deadline. Within
/// the first minutes the task can be handed back at no cost. A lock that ran out can be ended by anyone: its bond pays
/// the requester for the lost time.
///
/// Submitting seals the result: a hash that nobody can read before the worker opens it. The deadline binds submission
/// only; what was sealed in time is judged whenever that may be. A claim counts as active until it is judged.
///
/// Not considered: whether the work is right (the verdict), or how long it truly took (the worker's own word).
contract TaskClaims is ITaskClaims, Operated {
    using SafeCast for uint256;

    uint256 private constant WHOLE_BPS = 10_000;

    ICreditLedger private immutable _ledger;
    IRegistry private immutable _registry;
    ITaskMarket private immutable _market;

    mapping(bytes32 taskId => Claim) private _claims;
    mapping(address worker => uint256) private _activeClaims;

    constructor(IParameters parameters, ICreditLedger ledger, IRegistry registry, ITaskMarket market) Operated(parameters) {
        _ledger = ledger;
        _registry = registry;
        _market = market;
    }

    /// @inheritdoc ITaskClaims
    function claim(bytes32 taskId, uint64 statedFinish) external {
        Task memory task = _market.taskOf(taskId);
        _checkClaim(taskId, task, statedFinish);
        uint128 bondMcc = _bondFor(task.terms.bountyMcc);

        uint64 lockSeconds = _parameters.valueOf(Parameter.ClaimLockSeconds).toUint64();
        Claim storage made = _claims[taskId];
        made.worker = msg.sender;
        made.attempt += 1;
        made.claimedAt = uint64(block.timestamp);
        made.lockedUntil = uint64(Math.min(block.timestamp + lockSeconds, task.terms.deadline));
        made.statedFinish = statedFinish;
        made.bondMcc = bondMcc;
        _activeClaims[msg.sender] += 1;
        emit TaskClaimed(taskId, msg.sender, made);

        if (bondMcc > 0) _ledger.hold(bondIdOf(taskId), msg.sender, HoldKind.Bond, bondMcc);
        _market.setState(taskId, TaskState.Claimed);
    }

    /// @inheritdoc ITaskClaims
    function extend(bytes32 taskId) external {
        Claim storage made = _ownLockedClaim(taskId);
        require(!made.extended, AlreadyExtended(taskId));
        made.extended = true;
        made.lockedUntil = uint64(Math.max(made.lockedUntil, made.statedFinish));
        emit ClaimExtended(taskId, msg.sender, made.lockedUntil);
    }

    /// @inheritdoc ITaskClaims
    function handBack(bytes32 taskId) external {
        Claim storage made = _ownUnsealedClaim(taskId);
        uint64 until = made.claimedAt + _parameters.valueOf(Parameter.HandBackSeconds).toUint64();
        require(block.timestamp <= until, HandBackTooLate(until));
        _end(taskId);
        emit ClaimHandedBack(taskId, msg.sender);
        _ledger.release(bondIdOf(taskId));
        _market.reopen(taskId, false);
    }

    /// @inheritdoc ITaskClaims
    function lapse(bytes32 taskId) external {
        Claim memory made = _claims[taskId];
        require(made.worker != address(0), NotClaimed(taskId));
        require(made.seal == 0, AlreadySealed(taskId));
        require(block.timestamp > made.lockedUntil, LockNotExpired(made.lockedUntil));
        _end(taskId);
        emit ClaimLapsed(taskId, made.worker, made.bondMcc);
        _ledger.pay(bondIdOf(taskId), _market.taskOf(taskId).requester, made.bondMcc);
        _ledger.release(bondIdOf(taskId));
        _registry.recordLapse(made.worker);
        _market.reopen(taskId, true);
    }

    /// @inheritdoc ITaskClaims
    function submit(bytes32 taskId, bytes32 seal, bytes32 engine, uint64 computeMs, bytes32 hardware) external {
        Claim storage made = _ownLockedClaim(taskId);
        require(seal != 0, SealMissing());
        bytes32 expected = _market.taskOf(taskId).terms.engine;
        require(engine == expected, EngineMismatch(expected, engine));
        made.seal = seal;
        made.sealedAt = uint64(block.timestamp);
        made.sealBlock = uint64(block.number);
        made.slotCountAtSeal = _registry.slotCount().toUint32();
        emit ResultSealed(taskId, msg.sender, seal, engine, computeMs, hardware, made);
        _market.setState(taskId, TaskState.Sealed);
    }

    /// @inheritdoc ITaskClaims
    function close(bytes32 taskId) external onlyOperator {
        address worker = _claims[taskId].worker;
        _end(taskId);
        emit ClaimClosed(taskId, worker);
    }

    /// @inheritdoc ITaskClaims
    function claimOf(bytes32 taskId) external view returns (Claim memory) {
        return _claims[taskId];
    }

    /// @inheritdoc ITaskClaims
    function activeClaimsOf(address worker) external view returns (uint256) {
        return _activeClaims[worker];
    }

    /// @inheritdoc ITaskClaims
    function bondIdOf(bytes32 taskId) public view returns (bytes32) {
        return keccak256(abi.encode("bond", taskId, _claims[taskId].attempt));
    }

    /// @dev Forgets the claim but not how many there were, so that each attempt's bond has a name of its own.
    function _end(bytes32 taskId) private {
        Claim memory ended = _claims[taskId];
        _activeClaims[ended.worker] -= 1;
        delete _claims[taskId];
        _claims[taskId].attempt = ended.attempt;
    }

    function _checkClaim(bytes32 taskId, Task memory task, uint64 statedFinish) private view {
        require(_registry.isRegistered(msg.sender), IRegistry.NotRegistered(msg.sender));
        require(task.state == TaskState.Open, TaskNotOpen(taskId));
        require(task.requester != msg.sender, OwnTask(taskId));
        require(block.timestamp <= task.terms.deadline, TaskDeadlinePassed(task.terms.deadline));
        uint256 active = _activeClaims[msg.sender];
        require(active < _parameters.valueOf(Parameter.MaximumActiveClaims), TooManyClaims(active));
        uint64 capabilities = _registry.offerOf(msg.sender).capabilities;
        require(task.terms.needs & ~capabilities == 0, CapabilityMissing(task.terms.needs, capabilities));
        require(
            statedFinish >= block.timestamp && statedFinish <= task.terms.deadline, FinishOutOfRange(statedFinish)
        );
    }

    /// @dev The bond for a bounty, or 0 where the account cannot bond but may hold this one small claim.
    function _bondFor(uint128 bountyMcc) private view returns (uint128) {
        uint256 rate = _parameters.valueOf(Parameter.ClaimBondBps);
        uint128 bondMcc = Math.ceilDiv(uint256(bountyMcc) * rate, WHOLE_BPS).toUint128();
        uint128 available = _ledger.availableOf(msg.sender);
        if (available >= bondMcc) return bondMcc;
        bool small = bountyMcc <= _parameters.valueOf(Parameter.UnbondedClaimMcc);
        require(small && _activeClaims[msg.sender] == 0, BondNeeded(available, bondMcc));
        return 0;
    }

    function _ownUnsealedClaim(bytes32 taskId) private view returns (Claim storage made) {
        made = _claims[taskId];
        require(made.worker == msg.sender, NotClaimant(taskId, msg.sender));
        require(made.seal == 0, AlreadySealed(taskId));
    }

    function _ownLockedClaim(bytes32 taskId) private view returns (Claim storage made) {
        made = _ownUnsealedClaim(taskId);
        require(block.timestamp <= made.lockedUntil, LockExpired(made.lockedUntil));
    }
}
