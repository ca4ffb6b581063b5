// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice Every number of the protocol, by name. Amounts are mCC, spans are seconds, rates are basis points.
enum Parameter {
    GrantMcc,
    GrantCount,
    MinimumBountyMcc,
    PlatformFeeBps,
    VerifierFeeBps,
    ReservedFees,
    ClaimLockSeconds,
    ClaimBondBps,
    HandBackSeconds,
    MaximumActiveClaims,
    UnbondedClaimMcc,
    SeatStakeMcc,
    SeatAgeSeconds,
    SeatNoticeSeconds,
    DrawnVerifiers,
    CommitSeconds,
    OpenSeconds,
    RevealSeconds,
    QuorumSeconds,
    MaximumFailures,
    MaximumRounds
}

/// @notice The protocol's numbers, each changed only after a delay, and who may do what.
interface IParameters {
    event ParameterProposed(Parameter indexed parameter, uint256 value, uint64 effectiveAt);
    event ParameterChanged(Parameter indexed parameter, uint256 value);
    event OperatorsAppointed(address[] operators);

    error NothingProposed(Parameter parameter);
    error TooEarly(uint64 effectiveAt);
    error OperatorsAlreadyAppointed();
    error WrongValueCount(uint256 expected, uint256 given);
    error ValueOutOfRange(Parameter parameter, uint256 value, uint256 least, uint256 most);

    /// @notice Announces a new value; it holds once the delay has passed and somebody enacts it.
    function propose(Parameter parameter, uint256 value) external;

    function enact(Parameter parameter) external;

    /// @notice Names the contracts that may write to one another; once, at deployment.
    function appointOperators(address[] calldata operators) external;

    function valueOf(Parameter parameter) external view returns (uint256);

    /// @notice Every value, in the order of the enum, so that a node reads them in one call.
    function values() external view returns (uint256[] memory);

    function isOperator(address account) external view returns (bool);

    /// @notice The account that receives the platform's fees.
    function platform() external view returns (address);

    /// @notice The address whose signature makes an invitation.
    function registrar() external view returns (address);
}
