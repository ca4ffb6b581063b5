// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {HoldKind, ICreditLedger} from "../interfaces/ICreditLedger.sol";
import {IParameters, Parameter} from "../interfaces/IParameters.sol";
import {Invitation, IRegistry, Offer, Profile, Reputation, Seat} from "../interfaces/IRegistry.sol";
import {Operated} from "./Operated.sol";

/// @title Registry
/// @notice People, what their computers offer, how they did, and the verifiers' seats.
///
/// Anybody may join under a name. Joining with an invitation also gives the grant: the registrar signed the invitation's
/// key, and that key signed the account, so an invitation that somebody reads on its way is of no use to them. One
/// invitation lets in one account, an account joins once, and when all grants are given the invited join plainly.
///
/// Seats lie in numbered slots, so that a draw can hit them by number. A seat costs a stake. Who wants to leave gives
/// notice, waits, and ends its open duties first; a slot left behind is the first to be filled again. Slots are never
/// removed: their count is the most seats ever taken at once.
///
/// A newcomer says all of it in one transaction (multicall): name, offer and seat, or none of them.
///
/// Reputation is counted here and decided elsewhere: settlement and claims report, each event carries the new totals.
///
/// Not considered: whether names are unique (they are not), whether an offer is true (a worker's own word), bans.
contract Registry is IRegistry, Operated, Multicall {
    using SafeCast for uint256;

    uint256 private constant LONGEST_STORAGE_PEER = 64;
    uint256 private constant MOST_ENGINES = 16;
    uint256 private constant MOST_FIRST_SEATS = 32;

    ICreditLedger private immutable _ledger;

    address[] private _people;
    mapping(address account => Profile) private _profiles;
    mapping(address account => Offer) private _offers;
    mapping(address account => Reputation) private _reputations;
    mapping(address invitationKey => bool) private _usedInvitations;
    /// @dev The seat in slot n is at n - 1.
    Seat[] private _seats;
    mapping(address account => uint256) private _slots;
    /// @dev Slots left behind; the last one is filled first.
    uint256[] private _emptySlots;

    modifier onlyRegistered() {
        require(isRegistered(msg.sender), NotRegistered(msg.sender));
        _;
    }

    constructor(IParameters parameters, ICreditLedger ledger) Operated(parameters) {
        _ledger = ledger;
    }

    /// @inheritdoc IRegistry
    function register(Profile calldata profile) external {
        _join(profile);
    }

    /// @inheritdoc IRegistry
    function registerInvited(Profile calldata profile, Invitation calldata invitation) external {
        require(!_usedInvitations[invitation.invitationKey], InvitationUsed(invitation.invitationKey));
        require(_isValid(invitation), InvitationInvalid());
        require(_ledger.grantsGiven() < _parameters.valueOf(Parameter.GrantCount), NoGrantsLeft());
        _usedInvitations[invitation.invitationKey] = true;
        _join(profile);
        _ledger.give(msg.sender, _parameters.valueOf(Parameter.GrantMcc).toUint128());
    }

    /// @inheritdoc IRegistry
    function changeProfile(Profile calldata profile) external onlyRegistered {
        _setProfile(profile);
    }

    /// @inheritdoc IRegistry
    function offer(Offer calldata what) external onlyRegistered {
        require(what.engines.length <= MOST_ENGINES, TooManyEngines(what.engines.length));
        _offers[msg.sender] = what;
        emit OfferChanged(msg.sender, what);
    }

    /// @inheritdoc IRegistry
    function takeSeat() external onlyRegistered {
        require(_slots[msg.sender] == 0, SeatTaken(msg.sender));
        uint256 slot = _emptySlot();
        _slots[msg.sender] = slot;
        _seats[slot - 1] = Seat(msg.sender, uint64(block.timestamp), 0, 0);
        _announceSeat(slot);
        _ledger.hold(_stakeIdOf(msg.sender), msg.sender, HoldKind.Stake, _parameters.valueOf(Parameter.SeatStakeMcc).toUint128());
    }

    /// @inheritdoc IRegistry
    function giveNotice() external {
        uint256 slot = _slotWithSeat(msg.sender);
        if (_seats[slot - 1].noticeAt != 0) return;
        _seats[slot - 1].noticeAt = uint64(block.timestamp);
        _announceSeat(slot);
    }

    /// @inheritdoc IRegistry
    function leaveSeat() external {
        uint256 slot = _slotWithSeat(msg.sender);
        Seat memory seat = _seats[slot - 1];
        require(seat.noticeAt != 0, SeatNoticeNeeded(0));
        uint64 leavableAt = seat.noticeAt + _parameters.valueOf(Parameter.SeatNoticeSeconds).toUint64();
        require(block.timestamp >= leavableAt, SeatNoticeNeeded(leavableAt));
        require(seat.duties == 0, SeatOnDuty(seat.duties));

        delete _slots[msg.sender];
        delete _seats[slot - 1];
        _emptySlots.push(slot);
        _announceSeat(slot);
        _ledger.release(_stakeIdOf(msg.sender));
    }

    /// @inheritdoc IRegistry
    function recordAccepted(address worker, uint128 bountyMcc) external onlyOperator {
        Reputation storage reputation = _reputations[worker];
        reputation.accepted += 1;
        reputation.streak += 1;
        reputation.lifetimeEarnedMcc += bountyMcc;
        emit ReputationChanged(worker, reputation);
    }

    /// @inheritdoc IRegistry
    function recordRejected(address worker) external onlyOperator {
        Reputation storage reputation = _reputations[worker];
        reputation.rejected += 1;
        reputation.streak = 0;
        emit ReputationChanged(worker, reputation);
    }

    /// @inheritdoc IRegistry
    function recordLapse(address worker) external onlyOperator {
        Reputation storage reputation = _reputations[worker];
        reputation.lapses += 1;
        reputation.streak = 0;
        emit ReputationChanged(worker, reputation);
    }

    /// @inheritdoc IRegistry
    function recordNoShow(address verifier) external onlyOperator {
        _reputations[verifier].noShows += 1;
        emit ReputationChanged(verifier, _reputations[verifier]);
    }

    /// @inheritdoc IRegistry
    function recordDisagreement(address verifier) external onlyOperator {
        _reputations[verifier].disagreements += 1;
        emit ReputationChanged(verifier, _reputations[verifier]);
    }

    /// @inheritdoc IRegistry
    function beginDuty(address verifier) external onlyOperator {
        _seats[_slotWithSeat(verifier) - 1].duties += 1;
    }

    /// @inheritdoc IRegistry
    function endDuty(address verifier) external onlyOperator {
        _seats[_slotWithSeat(verifier) - 1].duties -= 1;
    }

    /// @inheritdoc IRegistry
    function profileOf(address account) external view returns (Profile memory) {
        return _profiles[account];
    }

    /// @inheritdoc IRegistry
    function offerOf(address account) external view returns (Offer memory) {
        return _offers[account];
    }

    /// @inheritdoc IRegistry
    function reputationOf(address account) external view returns (Reputation memory) {
        return _reputations[account];
    }

    /// @inheritdoc IRegistry
    function personCount() external view returns (uint256) {
        return _people.length;
    }

    /// @inheritdoc IRegistry
    function personAt(uint256 index) external view returns (address) {
        return _people[index];
    }

    /// @inheritdoc IRegistry
    function slotCount() external view returns (uint256) {
        return _seats.length;
    }

    /// @inheritdoc IRegistry
    function seatAt(uint256 slot) external view returns (Seat memory) {
        return _seats[slot - 1];
    }

    /// @inheritdoc IRegistry
    function firstSeats(uint256 count) external view returns (Seat[] memory seats) {
        seats = new Seat[](Math.min(Math.min(count, _seats.length), MOST_FIRST_SEATS));
        for (uint256 index = 0; index < seats.length; ++index) {
            seats[index] = _seats[index];
        }
    }

    /// @inheritdoc IRegistry
    function slotOf(address account) external view returns (uint256 slot) {
        return _slots[account];
    }

    /// @inheritdoc IRegistry
    function invitationDigest(address account) public view returns (bytes32) {
        return keccak256(abi.encode("corehour.invitation", block.chainid, address(this), account));
    }

    /// @inheritdoc IRegistry
    function registrarDigest(address invitationKey) public view returns (bytes32) {
        return keccak256(abi.encode("corehour.registrar", block.chainid, address(this), invitationKey));
    }

    /// @inheritdoc IRegistry
    function isRegistered(address account) public view returns (bool) {
        return _profiles[account].name != 0;
    }

    function _join(Profile calldata profile) private {
        require(!isRegistered(msg.sender), AlreadyRegistered(msg.sender));
        _people.push(msg.sender);
        _setProfile(profile);
    }

    function _setProfile(Profile calldata profile) private {
        require(profile.name != 0, NameMissing());
        require(profile.storagePeer.length <= LONGEST_STORAGE_PEER, StoragePeerTooLong(profile.storagePeer.length));
        _profiles[msg.sender] = profile;
        emit PersonChanged(msg.sender, profile.name, profile.encryptionKey, profile.storagePeer);
    }

    /// @dev The slot left behind last, or a new one.
    function _emptySlot() private returns (uint256 slot) {
        if (_emptySlots.length == 0) {
            _seats.push();
            return _seats.length;
        }
        slot = _emptySlots[_emptySlots.length - 1];
        _emptySlots.pop();
    }

    function _announceSeat(uint256 slot) private {
        Seat memory seat = _seats[slot - 1];
        emit SeatChanged(slot, seat.holder, seat.takenAt, seat.noticeAt);
    }

    function _slotWithSeat(address account) private view returns (uint256 slot) {
        slot = _slots[account];
        require(slot != 0, NoSeat(account));
    }

    function _isValid(Invitation calldata invitation) private view returns (bool) {
        return _signed(_parameters.registrar(), registrarDigest(invitation.invitationKey), invitation.registrarSignature)
            && _signed(invitation.invitationKey, invitationDigest(msg.sender), invitation.accountSignature);
    }

    function _signed(address signer, bytes32 digest, bytes calldata signature) private pure returns (bool) {
        (address recovered, ECDSA.RecoverError failure,) =
            ECDSA.tryRecover(MessageHashUtils.toEthSignedMessageHash(digest), signature);
        return failure == ECDSA.RecoverError.NoError && recovered == signer;
    }

    function _stakeIdOf(address account) private pure returns (bytes32) {
        return keccak256(abi.encode("seat", account));
    }
}
