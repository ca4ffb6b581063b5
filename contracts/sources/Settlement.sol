// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Hold, ICreditLedger} from "../interfaces/ICreditLedger.sol";
import {IParameters, Parameter} from "../interfaces/IParameters.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {ISettlement} from "../interfaces/ISettlement.sol";
import {Claim, ITaskClaims} from "../interfaces/ITaskClaims.sol";
import {ITaskMarket, Task, TaskState} from "../interfaces/ITaskMarket.sol";
import {IVerification, Verdict} from "../interfaces/IVerification.sol";

/// @title Settlement
/// @notice Turns a verdict into debts, fees, bonds and reputation, in one call. Until then nothing is written.
///
/// Accepted: out of the escrow the worker is paid the bounty, the platform its fee and each agreeing verifier its own; the
/// rest returns, and so does the bond. Rejected, or never opened: the agreeing verifiers are paid out of the worker's
/// bond, and what that does not cover out of the escrow; the rest of the bond goes to the commons. Unresolved: nobody is
/// paid and the bond returns. After the last two the task is open again or, where it cannot go on, closed.
///
/// A sealed task that found no verifiers in time is closed unchecked: escrow and bond return, nobody did wrong.
///
/// Anyone may settle; the outcome depends on the verdict alone.
///
/// Not considered: who is right. The verdict is read, not judged.
contract Settlement is ISettlement {
    IParameters private immutable _parameters;
    ICreditLedger private immutable _ledger;
    IRegistry private immutable _registry;
    ITaskMarket private immutable _market;
    ITaskClaims private immutable _claims;
    IVerification private immutable _verification;

    uint256 private _verifiedCompute;

    constructor(
        IParameters parameters,
        ICreditLedger ledger,
        IRegistry registry,
        ITaskMarket market,
        ITaskClaims claims,
        IVerification verification
    ) {
        _parameters = parameters;
        _ledger = ledger;
        _registry = registry;
        _market = market;
        _claims = claims;
        _verification = verification;
    }

    /// @inheritdoc ISettlement
    function settle(bytes32 taskId) external {
        (Verdict verdict, address[] memory agreeing, address[] memory dissenting) = _verification.verdictOf(taskId);
        require(verdict != Verdict.Pending, VerdictPending(taskId));
        Task memory task = _market.taskOf(taskId);
        address worker = _claims.claimOf(taskId).worker;
        bytes32 bondId = _claims.bondIdOf(taskId);
        _verification.close(taskId);
        _claims.close(taskId);

        if (verdict == Verdict.Accepted) _accept(taskId, task, worker, bondId, agreeing);
        else if (verdict == Verdict.Unresolved) _leaveUnresolved(taskId, worker, bondId);
        else _reject(taskId, task, worker, bondId, agreeing);
        for (uint256 index = 0; index < dissenting.length; ++index) {
            _registry.recordDisagreement(dissenting[index]);
        }
    }

    /// @inheritdoc ISettlement
    function settleUnchecked(bytes32 taskId) external {
        require(_market.taskOf(taskId).state == TaskState.Sealed, NotSealed(taskId));
        Claim memory claim = _claims.claimOf(taskId);
        uint64 endsAt = claim.sealedAt + uint64(_parameters.valueOf(Parameter.QuorumSeconds));
        require(block.timestamp > endsAt, QuorumTimeNotOver(endsAt));
        bytes32 bondId = _claims.bondIdOf(taskId);
        emit TaskUnchecked(taskId, claim.worker);
        _verification.close(taskId);
        _claims.close(taskId);
        _ledger.release(bondId);
        _market.close(taskId, TaskState.Expired);
    }

    /// @inheritdoc ISettlement
    function verifiedCompute() external view returns (uint256) {
        return _verifiedCompute;
    }

    function _accept(bytes32 taskId, Task memory task, address worker, bytes32 bondId, address[] memory agreeing) private {
        uint128 bountyMcc = task.terms.bountyMcc;
        address platform = _parameters.platform();
        uint128 platformFeeMcc = platform == task.requester ? 0 : task.platformFeeMcc;
        _verifiedCompute += bountyMcc;
        emit ComputeVerified(_verifiedCompute);
        emit TaskAccepted(taskId, task.requester, worker, bountyMcc, platformFeeMcc, task.verifierFeeMcc, agreeing);

        _ledger.pay(taskId, worker, bountyMcc);
        _ledger.pay(taskId, platform, platformFeeMcc);
        for (uint256 index = 0; index < agreeing.length; ++index) {
            _ledger.pay(taskId, agreeing[index], task.verifierFeeMcc);
        }
        _ledger.release(bondId);
        _registry.recordAccepted(worker, bountyMcc);
        _market.close(taskId, TaskState.Accepted);
    }

    function _reject(bytes32 taskId, Task memory task, address worker, bytes32 bondId, address[] memory agreeing) private {
        uint128 left = _ledger.holdOf(bondId).amount;
        emit TaskRejected(taskId, worker, left, agreeing);
        for (uint256 index = 0; index < agreeing.length; ++index) {
            uint128 ofBond = uint128(Math.min(left, task.verifierFeeMcc));
            left -= ofBond;
            _ledger.pay(bondId, agreeing[index], ofBond);
            _ledger.pay(taskId, agreeing[index], task.verifierFeeMcc - ofBond);
        }
        _ledger.pay(bondId, _ledger.commons(), left);
        _ledger.release(bondId);
        _registry.recordRejected(worker);
        _market.reopen(taskId, true);
    }

    function _leaveUnresolved(bytes32 taskId, address worker, bytes32 bondId) private {
        emit TaskUnresolved(taskId, worker);
        _ledger.release(bondId);
        _market.reopen(taskId, true);
    }
}
