//! How a chain begins.
//!
//! A host builds its own genesis: the host's key as sudo, and whoever it endows. The one preset here is for tests,
//! with the well-known keys Alice and Bob that everybody can sign with.

use alloc::{vec, vec::Vec};
use polkadot_sdk::{
    pallet_transaction_payment::NextFeeMultiplier,
    polkadot_sdk_frame::runtime::{prelude::*, types_common::AccountId},
    *,
};

use crate::{config::FeeMultiplier, Balance, BalancesConfig, Runtime, RuntimeGenesisConfig, SudoConfig};

/// What Alice and Bob start with: a million units, below 2^53 so that any JSON reader keeps it exact.
const ENDOWMENT: Balance = 1_000_000_000_000_000;

/// The sr25519 public key of `//Alice`.
const ALICE: [u8; 32] = [
    0xd4, 0x35, 0x93, 0xc7, 0x15, 0xfd, 0xd3, 0x1c, 0x61, 0x14, 0x1a, 0xbd, 0x04, 0xa9, 0x9f, 0xd6,
    0x82, 0x2c, 0x85, 0x58, 0x85, 0x4c, 0xcd, 0xe3, 0x9a, 0x56, 0x84, 0xe7, 0xa5, 0x6d, 0xa2, 0x7d,
];
/// The sr25519 public key of `//Bob`.
const BOB: [u8; 32] = [
    0x8e, 0xaf, 0x04, 0x15, 0x16, 0x87, 0x73, 0x63, 0x26, 0xc9, 0xfe, 0xa1, 0x7e, 0x25, 0xfc, 0x52,
    0x87, 0x61, 0x36, 0x93, 0xc9, 0x12, 0x90, 0x9c, 0xb2, 0x26, 0xaa, 0x47, 0x94, 0xf2, 0x6a, 0x48,
];

/// Writes the state that a whole genesis JSON describes. The fee multiplier in it is ignored: it would hold for the
/// first block, and charge fees there.
pub fn build(json: Vec<u8>) -> GenesisBuilderResult {
    build_state::<RuntimeGenesisConfig>(json)?;
    NextFeeMultiplier::<Runtime>::put(FeeMultiplier::get());
    Ok(())
}

/// The presets `preset` knows.
pub fn preset_names() -> Vec<PresetId> {
    vec![PresetId::from(DEV_RUNTIME_PRESET)]
}

/// The JSON patch of a preset, or nothing for an unknown name.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
    if AsRef::<str>::as_ref(id) != DEV_RUNTIME_PRESET {
        return None;
    }
    let alice = AccountId::from(ALICE);
    let patch = frame_support::build_struct_json_patch!(RuntimeGenesisConfig {
        balances: BalancesConfig {
            balances: vec![(alice.clone(), ENDOWMENT), (AccountId::from(BOB), ENDOWMENT)],
        },
        sudo: SudoConfig { key: Some(alice) },
    });
    serde_json::to_vec(&patch).ok()
}
