// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IParameters, Parameter} from "../interfaces/IParameters.sol";
import {Parameters} from "../sources/Parameters.sol";
import {Network} from "./support/Network.sol";

contract ParametersTest is Network {
    function setUp() public {
        deploy();
    }

    /// parameters.json lists the values in the enum's order.
    function test_defaultsAreWhatTheirNamesSay() public view {
        assertEq(parameters.valueOf(Parameter.GrantMcc), 10_000, "grant");
        assertEq(parameters.valueOf(Parameter.ReservedFees), 7, "reserved fees");
        assertEq(parameters.valueOf(Parameter.UnbondedClaimMcc), 1000, "unbonded claim");
        assertEq(parameters.valueOf(Parameter.DrawnVerifiers), 2, "drawn verifiers");
        assertEq(parameters.valueOf(Parameter.QuorumSeconds), 86_400, "quorum");
        assertEq(parameters.valueOf(Parameter.MaximumRounds), 3, "rounds");
        assertEq(defaults().length, uint256(type(Parameter).max) + 1, "one for each");
    }

    function test_valuesAreAllOfThemInOrder() public view {
        uint256[] memory all = parameters.values();
        assertEq(all.length, uint256(type(Parameter).max) + 1, "one for each");
        for (uint256 index = 0; index < all.length; ++index) {
            assertEq(all[index], parameters.valueOf(Parameter(index)), "in order");
        }
    }

    function test_valueHoldsOnlyAfterTheDelay() public {
        parameters.propose(Parameter.GrantMcc, 5);
        uint64 effectiveAt = uint64(block.timestamp + 1 days);
        pass(1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IParameters.TooEarly.selector, effectiveAt));
        parameters.enact(Parameter.GrantMcc);
        pass(1);
        vm.prank(named("anybody"));
        parameters.enact(Parameter.GrantMcc);
        assertEq(parameters.valueOf(Parameter.GrantMcc), 5, "in force");
        vm.expectRevert(abi.encodeWithSelector(IParameters.NothingProposed.selector, Parameter.GrantMcc));
        parameters.enact(Parameter.GrantMcc);
    }

    function test_secondProposalWaitsAnew() public {
        parameters.propose(Parameter.GrantMcc, 5);
        pass(12 hours);
        parameters.propose(Parameter.GrantMcc, 6);
        uint64 effectiveAt = uint64(block.timestamp + 1 days);
        pass(12 hours);
        vm.expectRevert(abi.encodeWithSelector(IParameters.TooEarly.selector, effectiveAt));
        parameters.enact(Parameter.GrantMcc);
    }

    function test_onlyTheOwnerProposesAndAppoints() public {
        address stranger = named("stranger");
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger);
        vm.prank(stranger);
        vm.expectRevert(refusal);
        parameters.propose(Parameter.GrantMcc, 5);
        vm.prank(stranger);
        vm.expectRevert(refusal);
        parameters.appointOperators(new address[](1));
    }

    function test_operatorsAreAppointedOnce() public {
        assertTrue(parameters.isOperator(address(registry)), "registry");
        assertTrue(!parameters.isOperator(address(lens)), "not the lens");
        vm.expectRevert(abi.encodeWithSelector(IParameters.OperatorsAlreadyAppointed.selector));
        parameters.appointOperators(new address[](0));
    }

    function test_valuesStayInRange() public {
        _refused(Parameter.PlatformFeeBps, 10_001, 0, 10_000);
        _refused(Parameter.DrawnVerifiers, 0, 1, 4);
        _refused(Parameter.DrawnVerifiers, 5, 1, 4);
        _refused(Parameter.ReservedFees, 3, 4, 255);
        _refused(Parameter.MaximumRounds, 0, 1, 255);
        _refused(Parameter.GrantMcc, uint256(type(uint64).max) + 1, 0, type(uint64).max);
    }

    function test_everyParameterNeedsAValue() public {
        uint256 count = uint256(type(Parameter).max) + 1;
        vm.expectRevert(abi.encodeWithSelector(IParameters.WrongValueCount.selector, count, count - 1));
        new Parameters(address(this), platform, platform, 0, new uint256[](count - 1));
    }

    function _refused(Parameter parameter, uint256 value, uint256 least, uint256 most) private {
        vm.expectRevert(abi.encodeWithSelector(IParameters.ValueOutOfRange.selector, parameter, value, least, most));
        parameters.propose(parameter, value);
    }
}
