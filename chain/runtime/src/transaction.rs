//! What a transaction carries and how it is checked.
//!
//! Transactions are plain signed Substrate extrinsics with the extensions every polkadot.js signs without being
//! told about them. Raw Ethereum transactions are refused: they are unsigned extrinsics here, and nothing validates
//! those. `EthExtra` still has to be named because pallet-revive measures gas by it.

use polkadot_sdk::{
    pallet_revive::evm::runtime::EthExtra,
    polkadot_sdk_frame::runtime::types_common::{AccountId, Signature},
    *,
};
use sp_runtime::{generic, traits::InvalidVersion};

use crate::{Balance, Nonce, Runtime, RuntimeCall};

/// How a transaction names an account: its 32 bytes (there are no account indices).
pub type Address = sp_runtime::MultiAddress<AccountId, ()>;

/// The checks a signed transaction passes, in order. Weight is reclaimed last, after everything else has run.
pub type TransactionExtensions = (
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckEra<Runtime>,
    frame_system::CheckNonce<Runtime>,
    frame_system::CheckWeight<Runtime>,
    pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
    frame_system::WeightReclaim<Runtime>,
);

/// A transaction or inherent as it lies in a block.
pub type UncheckedExtrinsic =
    generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TransactionExtensions>;

/// Stands for the extensions of an Ethereum transaction in pallet-revive's estimates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EthTransactionExtensions;

impl EthExtra for EthTransactionExtensions {
    type Config = Runtime;
    type ExtensionV0 = TransactionExtensions;
    type ExtensionOtherVersions = InvalidVersion;

    fn get_eth_extension(nonce: Nonce, tip: Balance) -> Self::ExtensionV0 {
        (
            frame_system::CheckNonZeroSender::new(),
            frame_system::CheckSpecVersion::new(),
            frame_system::CheckTxVersion::new(),
            frame_system::CheckGenesis::new(),
            frame_system::CheckEra::from(generic::Era::Immortal),
            frame_system::CheckNonce::from(nonce),
            frame_system::CheckWeight::new(),
            pallet_transaction_payment::ChargeTransactionPayment::from(tip),
            frame_system::WeightReclaim::new(),
        )
    }
}
