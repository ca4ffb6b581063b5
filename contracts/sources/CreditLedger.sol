// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Account, Hold, HoldKind, ICreditLedger} from "../interfaces/ICreditLedger.sol";
import {IParameters} from "../interfaces/IParameters.sol";
import {Operated} from "./Operated.sol";

/// @title CreditLedger
/// @notice Who owes whom how much compute, and what is set aside.
///
/// Credit is not a token but a debt: mCC that one account owes another. Writing a debt first cancels the opposite one, so
/// of a pair one side is always zero. An account's position is what it is owed less what it owes; all positions together
/// are zero. The commons is the one account that nobody holds the key of: it owes those who did work for a grant, and is
/// owed what was slashed.
///
/// What an account may use (available) is its grant, plus its position, less everything set aside. A hold remembers
/// which part of it came from the grant, because a grant is spend-only: it returns to its owner as a grant, and becomes a
/// claim only for somebody else, who then is owed by the commons.
///
/// Order of use: escrow takes what was earned first and the grant last; bond and stake take the grant first. A payment out
/// of a hold takes the earned part first. Every debt is written out of a hold, which was checked when it was made; so no
/// payment can take an account below zero, and payments need no check of their own.
///
/// Not considered: whether a payment is deserved. Operators decide that; this contract only keeps the sums right.
contract CreditLedger is ICreditLedger, Operated {
    using SafeCast for uint256;
    using SafeCast for int256;

    /// @dev What one owes the other, and whether the two were ever in contact (marked in both directions).
    struct Tie {
        uint128 debt;
        bool met;
    }

    mapping(address account => Account) private _accounts;
    /// @dev Grant inside the account's holds.
    mapping(address account => uint128) private _heldGrant;
    mapping(address debtor => mapping(address creditor => Tie)) private _ties;
    mapping(address account => address[]) private _counterparties;
    mapping(bytes32 holdId => Hold) private _holds;
    uint256 private _grantsGiven;

    constructor(IParameters parameters) Operated(parameters) {}

    /// @inheritdoc ICreditLedger
    function give(address account, uint128 amountMcc) external onlyOperator {
        _accounts[account].grant += amountMcc;
        _grantsGiven += 1;
        emit GrantGiven(account, amountMcc, _grantsGiven);
        _announce(account);
    }

    /// @inheritdoc ICreditLedger
    function hold(bytes32 holdId, address owner, HoldKind kind, uint128 amountMcc) external onlyOperator {
        require(_holds[holdId].kind == HoldKind.None, HoldExists(holdId));
        uint128 available = availableOf(owner);
        require(available >= amountMcc, NotEnoughCredit(owner, available, amountMcc));

        uint128 ofGrant = _grantPartOf(owner, kind, amountMcc);
        _holds[holdId] = Hold(owner, kind, amountMcc, ofGrant);
        _heldGrant[owner] += ofGrant;
        _addHeld(_accounts[owner], kind, amountMcc);
        emit HoldChanged(holdId, owner, kind, amountMcc, ofGrant);
        _announce(owner);
    }

    /// @inheritdoc ICreditLedger
    function pay(bytes32 holdId, address payee, uint128 amountMcc) external onlyOperator {
        if (amountMcc == 0) return;
        Hold memory held = _holds[holdId];
        require(held.amount >= amountMcc, HoldTooSmall(holdId, held.amount, amountMcc));
        require(payee != held.owner, OwesItself(payee));

        uint128 earned = uint128(Math.min(amountMcc, held.amount - held.ofGrant));
        uint128 ofGrant = amountMcc - earned;
        _shrink(holdId, held, amountMcc, ofGrant);
        _accounts[held.owner].grant -= ofGrant;
        _owe(held.owner, payee, earned);
        if (payee != commons()) _owe(commons(), payee, ofGrant);

        emit Paid(holdId, held.owner, payee, amountMcc, ofGrant);
        _announce(held.owner);
        _announce(payee);
        if (ofGrant > 0 && payee != commons()) _announce(commons());
    }

    /// @inheritdoc ICreditLedger
    function release(bytes32 holdId) external onlyOperator {
        Hold memory held = _holds[holdId];
        if (held.kind == HoldKind.None) return;
        _shrink(holdId, held, held.amount, held.ofGrant);
        delete _holds[holdId];
        _announce(held.owner);
    }

    /// @inheritdoc ICreditLedger
    function accountOf(address account) external view returns (Account memory) {
        return _accounts[account];
    }

    /// @inheritdoc ICreditLedger
    function positionOf(address account) external view returns (int256) {
        return _positionOf(_accounts[account]);
    }

    /// @inheritdoc ICreditLedger
    function debtOf(address debtor, address creditor) external view returns (uint128) {
        return _ties[debtor][creditor].debt;
    }

    /// @inheritdoc ICreditLedger
    function holdOf(bytes32 holdId) external view returns (Hold memory) {
        return _holds[holdId];
    }

    /// @inheritdoc ICreditLedger
    function grantsGiven() external view returns (uint256) {
        return _grantsGiven;
    }

    /// @inheritdoc ICreditLedger
    function counterpartiesOf(address account, uint256 from, uint256 count)
        external
        view
        returns (address[] memory page, uint256 total)
    {
        address[] storage all = _counterparties[account];
        total = all.length;
        uint256 length = from < total ? Math.min(count, total - from) : 0;
        page = new address[](length);
        for (uint256 index = 0; index < length; ++index) {
            page[index] = all[from + index];
        }
    }

    /// @inheritdoc ICreditLedger
    function availableOf(address account) public view returns (uint128) {
        Account memory totals = _accounts[account];
        int256 available = int256(uint256(totals.grant)) + _positionOf(totals) - _heldOf(totals);
        return available > 0 ? available.toUint256().toUint128() : 0;
    }

    /// @inheritdoc ICreditLedger
    function commons() public view returns (address) {
        return address(this);
    }

    /// @dev How much of a new hold comes from the grant: escrow's last resort, the first choice of bond and stake.
    function _grantPartOf(address owner, HoldKind kind, uint128 amountMcc) private view returns (uint128) {
        Account memory totals = _accounts[owner];
        if (kind != HoldKind.Escrow) return uint128(Math.min(amountMcc, totals.grant - _heldGrant[owner]));
        int256 earned = _positionOf(totals) - (_heldOf(totals) - int256(uint256(_heldGrant[owner])));
        uint256 freeEarned = earned > 0 ? uint256(earned) : 0;
        return uint128(amountMcc - Math.min(amountMcc, freeEarned));
    }

    /// @dev Takes an amount out of a hold and out of its owner's totals.
    function _shrink(bytes32 holdId, Hold memory held, uint128 amountMcc, uint128 ofGrant) private {
        held.amount -= amountMcc;
        held.ofGrant -= ofGrant;
        _holds[holdId] = held;
        _heldGrant[held.owner] -= ofGrant;
        _takeHeld(_accounts[held.owner], held.kind, amountMcc);
        emit HoldChanged(holdId, held.owner, held.kind, held.amount, held.ofGrant);
    }

    /// @dev Writes a debt: what the creditor owes the debtor is cancelled first.
    function _owe(address debtor, address creditor, uint128 amountMcc) private {
        if (amountMcc == 0) return;
        _meet(debtor, creditor);
        uint128 cancelled = uint128(Math.min(amountMcc, _ties[creditor][debtor].debt));
        uint128 rest = amountMcc - cancelled;
        if (cancelled > 0) {
            _ties[creditor][debtor].debt -= cancelled;
            _accounts[creditor].owes -= cancelled;
            _accounts[debtor].owed -= cancelled;
            emit DebtChanged(creditor, debtor, _ties[creditor][debtor].debt);
        }
        if (rest > 0) {
            _ties[debtor][creditor].debt += rest;
            _accounts[debtor].owes += rest;
            _accounts[creditor].owed += rest;
            emit DebtChanged(debtor, creditor, _ties[debtor][creditor].debt);
        }
    }

    function _meet(address one, address other) private {
        if (_ties[one][other].met) return;
        _ties[one][other].met = true;
        _ties[other][one].met = true;
        _counterparties[one].push(other);
        _counterparties[other].push(one);
    }

    function _announce(address account) private {
        emit AccountChanged(account, _accounts[account]);
    }

    function _addHeld(Account storage totals, HoldKind kind, uint128 amountMcc) private {
        if (kind == HoldKind.Escrow) totals.escrowed += amountMcc;
        else if (kind == HoldKind.Bond) totals.bonded += amountMcc;
        else totals.staked += amountMcc;
    }

    function _takeHeld(Account storage totals, HoldKind kind, uint128 amountMcc) private {
        if (kind == HoldKind.Escrow) totals.escrowed -= amountMcc;
        else if (kind == HoldKind.Bond) totals.bonded -= amountMcc;
        else totals.staked -= amountMcc;
    }

    function _positionOf(Account memory totals) private pure returns (int256) {
        return int256(uint256(totals.owed)) - int256(uint256(totals.owes));
    }

    function _heldOf(Account memory totals) private pure returns (int256) {
        return int256(uint256(totals.escrowed) + totals.bonded + totals.staked);
    }
}
