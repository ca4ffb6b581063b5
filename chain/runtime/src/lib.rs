//! The runtime of a Corehour local network.
//!
//! One Substrate runtime runs in two engines: embedded in the app, and in a real Substrate node where one host is
//! not enough. It holds accounts, a clock, a sudo key for the host, and contracts (pallet-revive, ordinary EVM
//! bytecode). Every rule of Corehour lives in the contracts, so this crate has no pallet of its own; it only settles
//! what a local network needs: nobody pays fees or deposits, accounts and contracts share one address space without
//! a mapping call, and the hash of a block covers all of it (see `block_hash`).
//!
//! Start with `config`, which holds every number. `apis` is what engines call; `genesis` is how a chain begins.

#![cfg_attr(not(feature = "std"), no_std)]
#![allow(unexpected_cfgs)]

extern crate alloc;

mod apis;
mod block_hash;
mod config;
mod genesis;
mod transaction;

use alloc::{borrow::Cow, vec::Vec};
use polkadot_sdk::{polkadot_sdk_frame::runtime::prelude::*, *};

use transaction::UncheckedExtrinsic;

/// Amounts of the native asset, in its smallest unit.
type Balance = u128;
/// Height of a block; fits 68 years of 500 ms blocks.
type BlockNumber = u32;
/// How many transactions an account has sent.
type Nonce = u32;
/// Block and storage hashes: 32 bytes of Blake2.
type Hash = sp_core::H256;
/// A block's header.
type Header = sp_runtime::generic::Header<BlockNumber, sp_runtime::traits::BlakeTwo256>;
/// A block as this runtime executes it.
type Block = sp_runtime::generic::Block<Header, UncheckedExtrinsic>;

/// Runs a block: initialise, inherents, transactions, finalise.
type Executive = frame_executive::Executive<
    Runtime,
    Block,
    frame_system::ChainContext<Runtime>,
    Runtime,
    AllPalletsWithSystem,
>;

/// What engines and wallets identify this runtime by. Raise `spec_version` with every change of behaviour and
/// `transaction_version` when the encoding of a transaction changes.
#[runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: Cow::Borrowed("corehour"),
    impl_name: Cow::Borrowed("corehour"),
    authoring_version: 1,
    spec_version: 1,
    impl_version: 1,
    apis: apis::RUNTIME_API_VERSIONS,
    transaction_version: 1,
    system_version: 1,
};

/// The pallets and their indices, which are part of the encoding of calls, events and errors: never renumber.
#[frame_construct_runtime]
mod runtime {
    /// Ties the pallets together.
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Runtime;

    /// Accounts, nonces, events, block hashes.
    #[runtime::pallet_index(0)]
    pub type System = frame_system::Pallet<Runtime>;

    /// The clock, set once a block by the block producer.
    #[runtime::pallet_index(1)]
    pub type Timestamp = pallet_timestamp::Pallet<Runtime>;

    /// The native asset. It only makes accounts exist; credits live in the contracts.
    #[runtime::pallet_index(2)]
    pub type Balances = pallet_balances::Pallet<Runtime>;

    /// The host's key, for handing out existential deposits and upgrading the runtime.
    #[runtime::pallet_index(3)]
    pub type Sudo = pallet_sudo::Pallet<Runtime>;

    /// Says what a transaction costs: nothing.
    #[runtime::pallet_index(4)]
    pub type TransactionPayment = pallet_transaction_payment::Pallet<Runtime>;

    /// Contracts.
    #[runtime::pallet_index(5)]
    pub type Revive = pallet_revive::Pallet<Runtime>;
}
