// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {HoldKind, ICreditLedger} from "../interfaces/ICreditLedger.sol";
import {IParameters, Parameter} from "../interfaces/IParameters.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {ITaskMarket, Plan, Task, TaskState, Terms} from "../interfaces/ITaskMarket.sol";
import {Operated} from "./Operated.sol";

/// @title TaskMarket
/// @notice What is asked for, what is set aside for it, and where it stands.
///
/// Posting checks the terms in this order: the deadline, the bounty, the chunks and the share of them to be checked, the
/// verifiers, the plan, the manifest's address. Then it sets the escrow aside under the task's own id: the bounty, the
/// platform's fee, and as many verifier fees as the worst course may need. Fees and the number of verifiers are copied
/// into the task, so a parameter changed later never makes a posted task unpayable.
///
/// A task moves Open, Claimed, Sealed, Checking and then Accepted; an attempt that came to nothing puts it back to Open,
/// unless its deadline has passed, it failed too often, or what is left in escrow would not pay another round: then it
/// expires. Only an open task can be cancelled. Whatever closes a task gives back what is left of its escrow at once.
///
/// Not considered: who may claim and who is right; the claims and the verdict are other contracts. What kind, engine,
/// manifest and spec mean is for the people's apps: the chain never opens them.
contract TaskMarket is ITaskMarket, Operated {
    using SafeCast for uint256;

    /// @dev The numbers that one posting call needs, read once.
    struct Rates {
        uint128 minimumBountyMcc;
        uint256 platformFeeBps;
        uint256 verifierFeeBps;
        uint256 reservedFees;
        uint8 drawnVerifiers;
    }

    uint256 private constant WHOLE_BPS = 10_000;
    uint256 private constant LARGEST_BATCH = 20;
    uint256 private constant MOST_CHUNKS = 256;
    uint256 private constant LONGEST_CID = 64;

    ICreditLedger private immutable _ledger;
    IRegistry private immutable _registry;

    mapping(bytes32 taskId => Task) private _tasks;
    bytes32[] private _taskIds;

    constructor(IParameters parameters, ICreditLedger ledger, IRegistry registry) Operated(parameters) {
        _ledger = ledger;
        _registry = registry;
    }

    /// @inheritdoc ITaskMarket
    function post(Terms[] calldata batch) external {
        require(batch.length <= LARGEST_BATCH, TooManyTasks(batch.length));
        require(_registry.isRegistered(msg.sender), IRegistry.NotRegistered(msg.sender));
        Rates memory rates = _rates();
        for (uint256 index = 0; index < batch.length; ++index) {
            _post(batch[index], rates);
        }
    }

    /// @inheritdoc ITaskMarket
    function cancel(bytes32 taskId) external {
        _requireOpen(taskId);
        require(_tasks[taskId].requester == msg.sender, NotRequester(taskId, msg.sender));
        _close(taskId, TaskState.Cancelled);
    }

    /// @inheritdoc ITaskMarket
    function expire(bytes32 taskId) external {
        _requireOpen(taskId);
        uint64 deadline = _tasks[taskId].terms.deadline;
        require(block.timestamp > deadline, DeadlineNotPassed(deadline));
        _close(taskId, TaskState.Expired);
    }

    /// @inheritdoc ITaskMarket
    function setState(bytes32 taskId, TaskState state) external onlyOperator {
        _setState(taskId, state);
    }

    /// @inheritdoc ITaskMarket
    function reopen(bytes32 taskId, bool failed) external onlyOperator {
        Task storage task = _tasks[taskId];
        if (failed) task.failures += 1;
        if (_canGoOn(taskId, task)) _setState(taskId, TaskState.Open);
        else _close(taskId, TaskState.Expired);
    }

    /// @inheritdoc ITaskMarket
    function close(bytes32 taskId, TaskState finalState) external onlyOperator {
        _close(taskId, finalState);
    }

    /// @inheritdoc ITaskMarket
    function verifierFeeOf(Terms calldata terms) external view returns (uint128) {
        return _verifierFee(terms, _parameters.valueOf(Parameter.VerifierFeeBps));
    }

    /// @inheritdoc ITaskMarket
    function escrowOf(Terms calldata terms) external view returns (uint128) {
        Rates memory rates = _rates();
        return _escrow(terms.bountyMcc, _platformFee(terms, rates), _verifierFee(terms, rates.verifierFeeBps), rates.reservedFees);
    }

    /// @inheritdoc ITaskMarket
    function taskOf(bytes32 taskId) external view returns (Task memory) {
        return _tasks[taskId];
    }

    /// @inheritdoc ITaskMarket
    function taskCount() external view returns (uint256) {
        return _taskIds.length;
    }

    /// @inheritdoc ITaskMarket
    function taskAt(uint256 index) external view returns (bytes32) {
        return _taskIds[index];
    }

    /// @inheritdoc ITaskMarket
    function taskIdOf(address requester, uint256 nonce, bytes32 specHash) public pure returns (bytes32) {
        return keccak256(abi.encode(requester, nonce, specHash));
    }

    /// @inheritdoc ITaskMarket
    function drawnChunkCountOf(uint32 chunkCount, uint16 drawnShareBps) public pure returns (uint32) {
        return uint32(Math.max(1, Math.ceilDiv(uint256(chunkCount) * drawnShareBps, WHOLE_BPS)));
    }

    function _post(Terms calldata terms, Rates memory rates) private {
        bytes32 taskId = taskIdOf(msg.sender, terms.nonce, terms.specHash);
        require(_tasks[taskId].state == TaskState.None, AlreadyPosted(taskId));
        _checkTerms(terms, rates);

        Task storage task = _tasks[taskId];
        task.requester = msg.sender;
        task.state = TaskState.Open;
        task.drawnVerifiers = rates.drawnVerifiers;
        task.postedAt = uint64(block.timestamp);
        task.platformFeeMcc = _platformFee(terms, rates);
        task.verifierFeeMcc = _verifierFee(terms, rates.verifierFeeBps);
        task.terms = terms;
        _taskIds.push(taskId);

        uint128 escrowMcc = _escrow(terms.bountyMcc, task.platformFeeMcc, task.verifierFeeMcc, rates.reservedFees);
        emit TaskPosted(taskId, msg.sender, terms, escrowMcc, task.postedAt);
        _ledger.hold(taskId, msg.sender, HoldKind.Escrow, escrowMcc);
    }

    function _setState(bytes32 taskId, TaskState state) private {
        _tasks[taskId].state = state;
        emit TaskStateChanged(taskId, state, _tasks[taskId].failures);
    }

    function _close(bytes32 taskId, TaskState finalState) private {
        _setState(taskId, finalState);
        _ledger.release(taskId);
    }

    function _rates() private view returns (Rates memory) {
        return Rates({
            minimumBountyMcc: _parameters.valueOf(Parameter.MinimumBountyMcc).toUint128(),
            platformFeeBps: _parameters.valueOf(Parameter.PlatformFeeBps),
            verifierFeeBps: _parameters.valueOf(Parameter.VerifierFeeBps),
            reservedFees: _parameters.valueOf(Parameter.ReservedFees),
            drawnVerifiers: _parameters.valueOf(Parameter.DrawnVerifiers).toUint8()
        });
    }

    function _canGoOn(bytes32 taskId, Task storage task) private view returns (bool) {
        if (block.timestamp > task.terms.deadline) return false;
        if (task.failures >= _parameters.valueOf(Parameter.MaximumFailures)) return false;
        uint128 needed = _escrow(task.terms.bountyMcc, task.platformFeeMcc, task.verifierFeeMcc, task.drawnVerifiers);
        return _ledger.holdOf(taskId).amount >= needed;
    }

    function _requireOpen(bytes32 taskId) private view {
        TaskState state = _tasks[taskId].state;
        require(state == TaskState.Open, WrongState(taskId, state));
    }

    function _checkTerms(Terms calldata terms, Rates memory rates) private view {
        require(terms.deadline > block.timestamp, DeadlinePassed(terms.deadline));
        require(terms.bountyMcc >= rates.minimumBountyMcc, BountyTooSmall(terms.bountyMcc, rates.minimumBountyMcc));
        require(terms.chunkCount > 0 && terms.chunkCount <= MOST_CHUNKS, ChunkCountOutOfRange(terms.chunkCount));
        require(terms.drawnShareBps > 0 && terms.drawnShareBps <= WHOLE_BPS, DrawnShareOutOfRange(terms.drawnShareBps));
        require(
            terms.fewestVerifiers > 0 && terms.fewestVerifiers <= rates.drawnVerifiers,
            VerifiersOutOfRange(terms.fewestVerifiers)
        );
        require(terms.plan == Plan.Deterministic, PlanNotSupported(terms.plan));
        uint256 cidLength = terms.manifestCid.length;
        require(cidLength > 0 && cidLength <= LONGEST_CID, ManifestCidOutOfRange(cidLength));
    }

    function _platformFee(Terms calldata terms, Rates memory rates) private pure returns (uint128) {
        return _share(terms.bountyMcc, rates.platformFeeBps, WHOLE_BPS);
    }

    /// @dev The greater of the minimum rate and the drawn share of the chunks, of the bounty.
    function _verifierFee(Terms calldata terms, uint256 minimumBps) private pure returns (uint128) {
        uint32 drawn = drawnChunkCountOf(terms.chunkCount, terms.drawnShareBps);
        uint128 byRate = _share(terms.bountyMcc, minimumBps, WHOLE_BPS);
        return uint128(Math.max(byRate, _share(terms.bountyMcc, drawn, terms.chunkCount)));
    }

    function _escrow(uint128 bountyMcc, uint128 platformFeeMcc, uint128 feeMcc, uint256 fees) private pure returns (uint128) {
        return (uint256(bountyMcc) + platformFeeMcc + fees * feeMcc).toUint128();
    }

    /// @dev amount × part ÷ whole, rounded up.
    function _share(uint128 amountMcc, uint256 part, uint256 whole) private pure returns (uint128) {
        return Math.ceilDiv(uint256(amountMcc) * part, whole).toUint128();
    }
}
