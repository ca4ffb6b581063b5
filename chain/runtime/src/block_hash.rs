//! Makes `blockhash` cover the whole block.
//!
//! Contracts draw verifiers by `blockhash`. pallet-revive answers it with the hash of an Ethereum header that it
//! builds from raw Ethereum transactions alone. This network has none, so that hash would depend on nothing but
//! height and time in seconds: whoever picks the second of a submission would pick its verifiers. The hash of the
//! Substrate header covers the state and every transaction, so it takes the other's place as soon as it is known:
//! at the start of the next block, before anything in that block can ask.
//!
//! Not considered: a block producer choosing among blocks. A local network has one producer, and says so.

use polkadot_sdk::{frame_support::storage::unhashed, frame_support::traits::PreInherents, *};
use codec::Encode;

use crate::System;

/// Hook of every block's start; writes the parent's Substrate hash where pallet-revive looks it up.
pub struct SubstrateBlockHash;

impl PreInherents for SubstrateBlockHash {
    fn pre_inherents() {
        let Some(parent) = System::block_number().checked_sub(1) else { return };
        // `Revive::BlockHash` is private to its pallet; its map is keyed by the plain encoded number.
        let mut key = frame_support::storage::storage_prefix(b"Revive", b"BlockHash").to_vec();
        key.extend(parent.encode());
        unhashed::put(&key, &System::parent_hash());
    }
}
