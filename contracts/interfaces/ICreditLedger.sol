// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice What a hold is for: a posted task, a claim, a verifier's seat.
enum HoldKind {
    None,
    Escrow,
    Bond,
    Stake
}

/// @notice An account's running totals in mCC; escrowed, bonded and staked count both earned credit and grant.
struct Account {
    uint128 owes;
    uint128 owed;
    uint128 grant;
    uint128 escrowed;
    uint128 bonded;
    uint128 staked;
}

/// @notice An amount set aside; ofGrant of it comes from the owner's grant, the rest from what it earned.
struct Hold {
    address owner;
    HoldKind kind;
    uint128 amount;
    uint128 ofGrant;
}

/// @notice Who owes whom, and what is set aside. Events carry new totals, never differences.
interface ICreditLedger {
    event GrantGiven(address indexed account, uint128 amountMcc, uint256 number);
    event DebtChanged(address indexed debtor, address indexed creditor, uint128 debtMcc);
    event AccountChanged(address indexed account, Account totals);
    event HoldChanged(bytes32 indexed holdId, address indexed owner, HoldKind kind, uint128 amountMcc, uint128 ofGrantMcc);
    event Paid(bytes32 indexed holdId, address indexed payer, address indexed payee, uint128 amountMcc, uint128 ofGrantMcc);

    error NotEnoughCredit(address account, uint128 availableMcc, uint128 neededMcc);
    error HoldExists(bytes32 holdId);
    error HoldTooSmall(bytes32 holdId, uint128 heldMcc, uint128 neededMcc);
    error OwesItself(address account);

    function give(address account, uint128 amountMcc) external;

    /// @notice Sets an amount aside: escrow from what was earned first, bond and stake from the grant first.
    function hold(bytes32 holdId, address owner, HoldKind kind, uint128 amountMcc) external;

    /// @notice Turns part of a hold into a debt to the payee, earned credit first. Its grant part is burned and owed by the
    /// commons; paid to the commons it is only burned.
    function pay(bytes32 holdId, address payee, uint128 amountMcc) external;

    /// @notice Gives back what is left of a hold, as what it was; without such a hold there is nothing to do.
    function release(bytes32 holdId) external;

    /// @notice The debtor behind grants and the receiver of penalties: this contract itself, so nobody holds its key.
    function commons() external view returns (address);

    function accountOf(address account) external view returns (Account memory);

    function availableOf(address account) external view returns (uint128);

    function positionOf(address account) external view returns (int256);

    function debtOf(address debtor, address creditor) external view returns (uint128);

    function holdOf(bytes32 holdId) external view returns (Hold memory);

    function grantsGiven() external view returns (uint256);

    /// @notice Everyone the account has ever owed or been owed by, a page of them, and how many there are.
    function counterpartiesOf(address account, uint256 from, uint256 count)
        external
        view
        returns (address[] memory page, uint256 total);
}
