// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IParameters, Parameter} from "../interfaces/IParameters.sol";

/// @title Parameters
/// @notice Every number of the protocol in one place, and who may do what.
///
/// The owner proposes a value; once the delay has passed anybody may put it into force. So nobody is surprised: whoever
/// dislikes a coming value can finish its work and leave first. A second proposal replaces the first and waits anew.
/// Ranges keep the other contracts able to work: rates never pass the whole, and every value fits 64 bits, so that no
/// amount computed from one overflows.
///
/// The operators are the network's own contracts, which write to one another. They are named once, after all of them are
/// deployed, and never changed: a new version of the protocol is a new set of contracts.
///
/// Not considered: what a value does to tasks already posted. Each contract copies what a running task depends on.
contract Parameters is IParameters, Ownable2Step {
    struct Proposal {
        uint256 value;
        uint64 effectiveAt;
    }

    uint256 private constant WHOLE_BPS = 10_000;
    /// @dev The verifiers of a round at its strictest; the reserved fees must cover at least these.
    uint256 private constant MOST_VERIFIERS = 4;

    address private immutable _platform;
    address private immutable _registrar;
    uint64 private immutable _delaySeconds;

    mapping(Parameter parameter => uint256) private _values;
    mapping(Parameter parameter => Proposal) private _proposals;
    mapping(address account => bool) private _operators;
    bool private _appointed;

    /// @param firstValues One for each parameter, in the order of the enum.
    constructor(
        address owner,
        address platformAccount,
        address registrarKey,
        uint64 delaySeconds,
        uint256[] memory firstValues
    )
        Ownable(owner)
    {
        uint256 count = uint256(type(Parameter).max) + 1;
        require(firstValues.length == count, WrongValueCount(count, firstValues.length));
        _platform = platformAccount;
        _registrar = registrarKey;
        _delaySeconds = delaySeconds;
        for (uint256 index = 0; index < count; ++index) {
            _set(Parameter(index), firstValues[index]);
        }
    }

    /// @inheritdoc IParameters
    function propose(Parameter parameter, uint256 value) external onlyOwner {
        _checkRange(parameter, value);
        uint64 effectiveAt = uint64(block.timestamp) + _delaySeconds;
        _proposals[parameter] = Proposal(value, effectiveAt);
        emit ParameterProposed(parameter, value, effectiveAt);
    }

    /// @inheritdoc IParameters
    function enact(Parameter parameter) external {
        Proposal memory proposal = _proposals[parameter];
        require(proposal.effectiveAt != 0, NothingProposed(parameter));
        require(block.timestamp >= proposal.effectiveAt, TooEarly(proposal.effectiveAt));
        delete _proposals[parameter];
        _set(parameter, proposal.value);
    }

    /// @inheritdoc IParameters
    function appointOperators(address[] calldata operators) external onlyOwner {
        require(!_appointed, OperatorsAlreadyAppointed());
        _appointed = true;
        for (uint256 index = 0; index < operators.length; ++index) {
            _operators[operators[index]] = true;
        }
        emit OperatorsAppointed(operators);
    }

    /// @inheritdoc IParameters
    function valueOf(Parameter parameter) external view returns (uint256) {
        return _values[parameter];
    }

    /// @inheritdoc IParameters
    function values() external view returns (uint256[] memory all) {
        all = new uint256[](uint256(type(Parameter).max) + 1);
        for (uint256 index = 0; index < all.length; ++index) {
            all[index] = _values[Parameter(index)];
        }
    }

    /// @inheritdoc IParameters
    function isOperator(address account) external view returns (bool) {
        return _operators[account];
    }

    /// @inheritdoc IParameters
    function platform() external view returns (address) {
        return _platform;
    }

    /// @inheritdoc IParameters
    function registrar() external view returns (address) {
        return _registrar;
    }

    function _set(Parameter parameter, uint256 value) private {
        _checkRange(parameter, value);
        _values[parameter] = value;
        emit ParameterChanged(parameter, value);
    }

    function _checkRange(Parameter parameter, uint256 value) private pure {
        (uint256 least, uint256 most) = _rangeOf(parameter);
        require(value >= least && value <= most, ValueOutOfRange(parameter, value, least, most));
    }

    function _rangeOf(Parameter parameter) private pure returns (uint256 least, uint256 most) {
        if (
            parameter == Parameter.PlatformFeeBps || parameter == Parameter.VerifierFeeBps
                || parameter == Parameter.ClaimBondBps
        ) return (0, WHOLE_BPS);
        if (parameter == Parameter.DrawnVerifiers) return (1, MOST_VERIFIERS);
        if (parameter == Parameter.ReservedFees) return (MOST_VERIFIERS, type(uint8).max);
        if (parameter == Parameter.MaximumFailures || parameter == Parameter.MaximumRounds) return (1, type(uint8).max);
        if (parameter == Parameter.MinimumBountyMcc) return (1, type(uint64).max);
        return (0, type(uint64).max);
    }
}
