// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

/// @notice What a person says of itself. The storage peer is the text form of a libp2p peer id, at most 64 bytes.
struct Profile {
    bytes32 name;
    bytes32 encryptionKey;
    bytes storagePeer;
}

/// @notice Proof of an invitation: the registrar signed the invitation's key, and that key signed the account.
struct Invitation {
    address invitationKey;
    bytes registrarSignature;
    bytes accountSignature;
}

/// @notice What a computer offers. Rates are basis points of the reference machine; engines are hashes of engine bytes.
struct Offer {
    uint32 coreRateBps;
    uint32 machineRateBps;
    uint64 capabilities;
    bytes32 benchmarkHash;
    bytes32[] engines;
}

struct Reputation {
    uint64 accepted;
    uint64 rejected;
    uint64 lapses;
    uint64 noShows;
    uint64 disagreements;
    uint64 streak;
    uint128 lifetimeEarnedMcc;
}

struct Seat {
    address holder;
    uint64 takenAt;
    uint64 noticeAt;
    uint32 duties;
}

/// @notice People, what their computers offer, how they did, and the verifiers' seats in numbered slots.
interface IRegistry {
    event PersonChanged(address indexed account, bytes32 name, bytes32 encryptionKey, bytes storagePeer);
    event OfferChanged(address indexed account, Offer offer);
    event ReputationChanged(address indexed account, Reputation reputation);
    event SeatChanged(uint256 indexed slot, address indexed holder, uint64 takenAt, uint64 noticeAt);

    error AlreadyRegistered(address account);
    error NotRegistered(address account);
    error NameMissing();
    error StoragePeerTooLong(uint256 length);
    error TooManyEngines(uint256 count);
    error InvitationUsed(address invitationKey);
    error InvitationInvalid();
    error NoGrantsLeft();
    error SeatTaken(address account);
    error NoSeat(address account);
    error SeatOnDuty(uint32 duties);
    error SeatNoticeNeeded(uint64 leavableAt);

    /// @notice Joins without a grant.
    function register(Profile calldata profile) external;

    /// @notice Joins with an invitation and receives the grant; reverts with NoGrantsLeft when all were given.
    function registerInvited(Profile calldata profile, Invitation calldata invitation) external;

    function changeProfile(Profile calldata profile) external;

    function offer(Offer calldata what) external;

    /// @notice Stakes for a seat in a free slot.
    function takeSeat() external;

    /// @notice Takes the seat out of draws; it can be left once the notice has passed and no duty is open.
    function giveNotice() external;

    function leaveSeat() external;

    function recordAccepted(address worker, uint128 bountyMcc) external;

    function recordRejected(address worker) external;

    function recordLapse(address worker) external;

    function recordNoShow(address verifier) external;

    function recordDisagreement(address verifier) external;

    function beginDuty(address verifier) external;

    function endDuty(address verifier) external;

    /// @notice What the invitation's key signs (as an Ethereum signed message):
    /// keccak256(abi.encode("corehour.invitation", chain id, this registry, account)).
    function invitationDigest(address account) external view returns (bytes32);

    /// @notice What the registrar signs (as an Ethereum signed message):
    /// keccak256(abi.encode("corehour.registrar", chain id, this registry, invitationKey)).
    function registrarDigest(address invitationKey) external view returns (bytes32);

    function isRegistered(address account) external view returns (bool);

    function profileOf(address account) external view returns (Profile memory);

    function offerOf(address account) external view returns (Offer memory);

    function reputationOf(address account) external view returns (Reputation memory);

    function personCount() external view returns (uint256);

    function personAt(uint256 index) external view returns (address);

    function slotCount() external view returns (uint256);

    /// @notice The seat in a slot; slots count from 1. An empty one has no holder.
    function seatAt(uint256 slot) external view returns (Seat memory);

    /// @notice The seats in the slots 1 to count; at most 32, so that a small network's draw reads them in one call.
    function firstSeats(uint256 count) external view returns (Seat[] memory);

    /// @return slot One-based slot of the account, 0 without a seat.
    function slotOf(address account) external view returns (uint256 slot);
}
