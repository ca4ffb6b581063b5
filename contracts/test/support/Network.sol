// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {Account, Hold} from "../../interfaces/ICreditLedger.sol";
import {Parameter} from "../../interfaces/IParameters.sol";
import {Invitation, Offer, Profile} from "../../interfaces/IRegistry.sol";
import {Plan, TaskState, Terms} from "../../interfaces/ITaskMarket.sol";
import {Round, Verdict} from "../../interfaces/IVerification.sol";
import {CreditLedger} from "../../sources/CreditLedger.sol";
import {Lens} from "../../sources/Lens.sol";
import {Parameters} from "../../sources/Parameters.sol";
import {Registry} from "../../sources/Registry.sol";
import {Settlement} from "../../sources/Settlement.sol";
import {TaskClaims} from "../../sources/TaskClaims.sol";
import {TaskMarket} from "../../sources/TaskMarket.sol";
import {Verification} from "../../sources/Verification.sol";
import {Results} from "./Results.sol";
import {Test} from "./Test.sol";

/// @notice All contracts deployed with the default parameters (seats of any age), and the steps of a task's way. The test
/// itself is the owner and an operator, so it may also call what only contracts may.
abstract contract Network is Test {
    bytes internal constant OUTPUT = "output cid";
    bytes32 internal constant SALT = keccak256("salt");
    bytes32 internal constant ENGINE = keccak256("engine");
    uint256 internal constant REGISTRAR_KEY = 0xA11CE;
    uint256 internal constant FIRST_INVITATION_KEY = 0xB0B;

    address internal platform = named("platform");
    Parameters internal parameters;
    CreditLedger internal ledger;
    Registry internal registry;
    TaskMarket internal market;
    TaskClaims internal claims;
    Verification internal verification;
    Settlement internal settlement;
    Lens internal lens;
    uint256 private _invitations;
    uint256 private _nonces;

    function deploy() internal {
        vm.warp(1_800_000_000);
        vm.roll(1_000);
        parameters = new Parameters(address(this), platform, vm.addr(REGISTRAR_KEY), 1 days, defaults());
        ledger = new CreditLedger(parameters);
        registry = new Registry(parameters, ledger);
        market = new TaskMarket(parameters, ledger, registry);
        claims = new TaskClaims(parameters, ledger, registry, market);
        verification = new Verification(parameters, registry, market, claims);
        settlement = new Settlement(parameters, ledger, registry, market, claims, verification);
        lens = new Lens(ledger, registry, market, claims, verification);
        address[] memory operators = new address[](6);
        operators[0] = address(registry);
        operators[1] = address(market);
        operators[2] = address(claims);
        operators[3] = address(verification);
        operators[4] = address(settlement);
        operators[5] = address(this);
        parameters.appointOperators(operators);
        set(Parameter.SeatAgeSeconds, 0);
    }

    function defaults() internal view returns (uint256[] memory values) {
        string memory json = vm.readFile("./parameters.json");
        string[] memory names = vm.parseJsonKeys(json, ".default");
        values = new uint256[](names.length);
        for (uint256 index = 0; index < names.length; ++index) {
            values[index] = vm.parseJsonUint(json, string.concat(".default.", names[index]));
        }
    }

    /// @notice Changes a parameter, its delay included.
    function set(Parameter parameter, uint256 value) internal {
        parameters.propose(parameter, value);
        pass(1 days);
        parameters.enact(parameter);
    }

    function pass(uint256 span) internal {
        vm.warp(block.timestamp + span);
        vm.roll(block.number + 1);
    }

    function named(string memory name) internal pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(name)))));
    }

    function profile(string memory name) internal pure returns (Profile memory) {
        return Profile(bytes32(bytes(name)), keccak256(bytes(name)), "peer");
    }

    /// @notice Joins without a grant.
    function join(string memory name) internal returns (address account) {
        account = named(name);
        vm.prank(account);
        registry.register(profile(name));
    }

    /// @notice Joins with a grant.
    function invite(string memory name) internal returns (address account) {
        account = named(name);
        Invitation memory made = invitation(account);
        vm.prank(account);
        registry.registerInvited(profile(name), made);
    }

    function invitation(address account) internal returns (Invitation memory) {
        uint256 key = FIRST_INVITATION_KEY + _invitations++;
        address invitationKey = vm.addr(key);
        return Invitation(
            invitationKey,
            signed(REGISTRAR_KEY, registry.registrarDigest(invitationKey)),
            signed(key, registry.invitationDigest(account))
        );
    }

    function signed(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        bytes32 message = keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", digest));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, message);
        return abi.encodePacked(r, s, v);
    }

    /// @notice Joins with a grant and takes a seat.
    function seated(string memory name) internal returns (address account) {
        account = invite(name);
        vm.prank(account);
        registry.takeSeat();
    }

    /// @notice 10 chunks of which 2 are drawn: bounty 1000, platform 10, fee 200, so the escrow is 2410.
    function terms() internal returns (Terms memory) {
        return Terms({
            nonce: ++_nonces,
            kind: "image_resize",
            engine: ENGINE,
            manifestCid: "manifest cid",
            manifestHash: keccak256("manifest"),
            specHash: keccak256("spec"),
            chunkCount: 10,
            bountyMcc: 1000,
            estimateMcc: 800,
            deadline: uint64(block.timestamp + 2 hours),
            plan: Plan.Deterministic,
            fewestVerifiers: 2,
            drawnShareBps: 2000,
            needs: 0
        });
    }

    function post(address requester, Terms memory what) internal returns (bytes32) {
        Terms[] memory batch = new Terms[](1);
        batch[0] = what;
        vm.prank(requester);
        market.post(batch);
        return market.taskIdOf(requester, what.nonce, what.specHash);
    }

    function claim(address worker, bytes32 taskId) internal {
        vm.prank(worker);
        claims.claim(taskId, uint64(block.timestamp + 30 minutes));
    }

    function sealOf(bytes32 taskId, address worker, uint256 variant) internal view returns (bytes32) {
        bytes32 root = Results.root(market.taskOf(taskId).terms.chunkCount, variant);
        return keccak256(abi.encode(taskId, worker, root, OUTPUT, SALT));
    }

    function submit(address worker, bytes32 taskId, uint256 variant) internal {
        bytes32 seal = sealOf(taskId, worker, variant);
        vm.prank(worker);
        claims.submit(taskId, seal, ENGINE, 1, 0);
    }

    /// @notice Lets the seed's block pass and draws.
    function draw(bytes32 taskId) internal returns (Round memory) {
        uint64 armed = verification.roundOf(taskId).seedBlock;
        uint64 seedBlock = armed != 0 ? armed : claims.claimOf(taskId).sealBlock + 1;
        if (block.number <= seedBlock) vm.roll(seedBlock + 1);
        vm.setBlockhash(seedBlock, keccak256(abi.encode("block", seedBlock)));
        verification.draw(taskId);
        return verification.roundOf(taskId);
    }

    function commit(address verifier, bytes32 taskId, uint256 variant) internal {
        Round memory round = verification.roundOf(taskId);
        bytes32[] memory digests = Results.digests(round.chunks, variant);
        vm.prank(verifier);
        verification.commit(taskId, keccak256(abi.encode(taskId, round.number, verifier, digests, SALT)));
    }

    function open(address worker, bytes32 taskId, uint256 variant) internal {
        uint256 count = market.taskOf(taskId).terms.chunkCount;
        uint32[] memory chunks = verification.roundOf(taskId).chunks;
        bytes32 root = Results.root(count, variant);
        bytes32[] memory digests = Results.digests(chunks, variant);
        bytes32[][] memory proofs = Results.proofs(count, chunks, variant);
        vm.prank(worker);
        verification.open(taskId, root, OUTPUT, SALT, digests, proofs);
    }

    function reveal(address verifier, bytes32 taskId, uint256 variant) internal {
        bytes32[] memory digests = Results.digests(verification.roundOf(taskId).chunks, variant);
        vm.prank(verifier);
        verification.reveal(taskId, digests, SALT);
    }

    /// @notice Claim, result, draw, commits and opening: all but the reveals.
    function workTo(address worker, bytes32 taskId, uint256 result, uint256 first, uint256 second)
        internal
        returns (address one, address other)
    {
        claim(worker, taskId);
        submit(worker, taskId, result);
        Round memory round = draw(taskId);
        (one, other) = (round.votes[0].verifier, round.votes[1].verifier);
        commit(one, taskId, first);
        commit(other, taskId, second);
        open(worker, taskId, result);
    }

    /// @notice The whole way to a verdict: the worker's result and what each verifier found.
    function workThrough(address worker, bytes32 taskId, uint256 result, uint256 first, uint256 second)
        internal
        returns (address one, address other)
    {
        (one, other) = workTo(worker, taskId, result, first, second);
        reveal(one, taskId, first);
        reveal(other, taskId, second);
    }

    function stateOf(bytes32 taskId) internal view returns (uint256) {
        return uint256(market.taskOf(taskId).state);
    }

    function verdictOf(bytes32 taskId) internal view returns (uint256) {
        (Verdict verdict,,) = verification.verdictOf(taskId);
        return uint256(verdict);
    }
}
