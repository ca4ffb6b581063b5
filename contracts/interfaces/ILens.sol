// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Account} from "./ICreditLedger.sol";
import {Offer, Profile, Reputation, Seat} from "./IRegistry.sol";
import {Task} from "./ITaskMarket.sol";
import {Claim} from "./ITaskClaims.sol";
import {Round} from "./IVerification.sol";

struct PersonView {
    address account;
    Profile profile;
    Offer offer;
    Reputation reputation;
    Account totals;
    uint256 slot;
    Seat seat;
}

struct TaskView {
    bytes32 taskId;
    Task task;
    Claim claim;
    Round round;
}

struct DebtView {
    address other;
    uint128 theyOweMcc;
    uint128 youOweMcc;
}

/// @notice Paged views, one a screen, so that a new node needs no history. Pages hold at most 20 rows.
interface ILens {
    function people(uint256 from, uint256 count) external view returns (PersonView[] memory page, uint256 total);

    function person(address account) external view returns (PersonView memory);

    /// @notice Newest first.
    function tasks(uint256 from, uint256 count) external view returns (TaskView[] memory page, uint256 total);

    function task(bytes32 taskId) external view returns (TaskView memory);

    function debts(address account, uint256 from, uint256 count) external view returns (DebtView[] memory page, uint256 total);
}
