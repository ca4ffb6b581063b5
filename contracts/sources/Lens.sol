// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICreditLedger} from "../interfaces/ICreditLedger.sol";
import {DebtView, ILens, PersonView, TaskView} from "../interfaces/ILens.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {ITaskClaims} from "../interfaces/ITaskClaims.sol";
import {ITaskMarket} from "../interfaces/ITaskMarket.sol";
import {IVerification} from "../interfaces/IVerification.sol";

/// @title Lens
/// @notice Reads what one screen shows in one call, so that a new node needs no history. It decides nothing and keeps
/// nothing; a page holds at most 20 rows, however many are asked for.
contract Lens is ILens {
    uint256 private constant LARGEST_PAGE = 20;

    ICreditLedger private immutable _ledger;
    IRegistry private immutable _registry;
    ITaskMarket private immutable _market;
    ITaskClaims private immutable _claims;
    IVerification private immutable _verification;

    constructor(
        ICreditLedger ledger,
        IRegistry registry,
        ITaskMarket market,
        ITaskClaims claims,
        IVerification verification
    ) {
        _ledger = ledger;
        _registry = registry;
        _market = market;
        _claims = claims;
        _verification = verification;
    }

    /// @inheritdoc ILens
    function people(uint256 from, uint256 count) external view returns (PersonView[] memory page, uint256 total) {
        total = _registry.personCount();
        page = new PersonView[](_pageLength(from, count, total));
        for (uint256 index = 0; index < page.length; ++index) {
            page[index] = person(_registry.personAt(from + index));
        }
    }

    /// @inheritdoc ILens
    function tasks(uint256 from, uint256 count) external view returns (TaskView[] memory page, uint256 total) {
        total = _market.taskCount();
        page = new TaskView[](_pageLength(from, count, total));
        for (uint256 index = 0; index < page.length; ++index) {
            page[index] = task(_market.taskAt(total - 1 - from - index));
        }
    }

    /// @inheritdoc ILens
    function debts(address account, uint256 from, uint256 count)
        external
        view
        returns (DebtView[] memory page, uint256 total)
    {
        address[] memory others;
        (others, total) = _ledger.counterpartiesOf(account, from, Math.min(count, LARGEST_PAGE));
        page = new DebtView[](others.length);
        for (uint256 index = 0; index < page.length; ++index) {
            address other = others[index];
            page[index] = DebtView(other, _ledger.debtOf(other, account), _ledger.debtOf(account, other));
        }
    }

    /// @inheritdoc ILens
    function person(address account) public view returns (PersonView memory view_) {
        view_.account = account;
        view_.profile = _registry.profileOf(account);
        view_.offer = _registry.offerOf(account);
        view_.reputation = _registry.reputationOf(account);
        view_.totals = _ledger.accountOf(account);
        view_.slot = _registry.slotOf(account);
        if (view_.slot != 0) view_.seat = _registry.seatAt(view_.slot);
    }

    /// @inheritdoc ILens
    function task(bytes32 taskId) public view returns (TaskView memory) {
        return TaskView(taskId, _market.taskOf(taskId), _claims.claimOf(taskId), _verification.roundOf(taskId));
    }

    function _pageLength(uint256 from, uint256 count, uint256 total) private pure returns (uint256) {
        return from < total ? Math.min(Math.min(count, LARGEST_PAGE), total - from) : 0;
    }
}
