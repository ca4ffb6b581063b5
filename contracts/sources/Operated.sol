// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {IParameters} from "../interfaces/IParameters.sol";

/// @notice A contract that some functions of which only the network's own contracts may call.
abstract contract Operated {
    IParameters internal immutable _parameters;

    error NotOperator(address caller);

    modifier onlyOperator() {
        require(_parameters.isOperator(msg.sender), NotOperator(msg.sender));
        _;
    }

    constructor(IParameters parameters) {
        _parameters = parameters;
    }
}
