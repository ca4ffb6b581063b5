//! What engines, wallets and the app call: blocks, metadata, nonces, fees, contracts, genesis.
//!
//! Bodies only forward. The contract calls (`ReviveApi`) come from pallet-revive's macro.

use alloc::{vec, vec::Vec};
use polkadot_sdk::{
    pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo},
    polkadot_sdk_frame::{
        runtime::{apis, prelude::*, types_common::AccountId},
        traits::Block as BlockT,
    },
    sp_consensus_aura::{sr25519::AuthorityId, SlotDuration},
    *,
};

use crate::{
    genesis,
    transaction::UncheckedExtrinsic,
    Balance, Block, BlockNumber, Executive, Hash, Header, InherentDataExt, Nonce, Runtime, RuntimeCall,
    RuntimeGenesisConfig, System, TransactionPayment, VERSION,
};

/// What a Substrate node takes for the length of a slot. Blocks come when the producer seals them.
const SLOT_MILLISECONDS: u64 = 6_000;

pallet_revive::impl_runtime_apis_plus_revive_traits!(
    Runtime,
    Revive,
    Executive,
    crate::transaction::EthTransactionExtensions,

    impl apis::Core<Block> for Runtime {
        fn version() -> RuntimeVersion {
            VERSION
        }

        fn execute_block(block: <Block as BlockT>::LazyBlock) {
            Executive::execute_block(block)
        }

        fn initialize_block(header: &Header) -> ExtrinsicInclusionMode {
            Executive::initialize_block(header)
        }
    }

    impl apis::Metadata<Block> for Runtime {
        fn metadata() -> OpaqueMetadata {
            OpaqueMetadata::new(Runtime::metadata().into())
        }

        fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
            Runtime::metadata_at_version(version)
        }

        fn metadata_versions() -> Vec<u32> {
            Runtime::metadata_versions()
        }
    }

    impl apis::BlockBuilder<Block> for Runtime {
        fn apply_extrinsic(extrinsic: UncheckedExtrinsic) -> ApplyExtrinsicResult {
            Executive::apply_extrinsic(extrinsic)
        }

        fn finalize_block() -> Header {
            Executive::finalize_block()
        }

        fn inherent_extrinsics(data: InherentData) -> Vec<UncheckedExtrinsic> {
            data.create_extrinsics()
        }

        fn check_inherents(block: <Block as BlockT>::LazyBlock, data: InherentData) -> CheckInherentsResult {
            data.check_extrinsics(&block)
        }
    }

    impl apis::TaggedTransactionQueue<Block> for Runtime {
        fn validate_transaction(
            source: TransactionSource,
            transaction: UncheckedExtrinsic,
            block: Hash,
        ) -> TransactionValidity {
            Executive::validate_transaction(source, transaction, block)
        }
    }

    impl apis::OffchainWorkerApi<Block> for Runtime {
        fn offchain_worker(header: &Header) {
            Executive::offchain_worker(header)
        }
    }

    // A Substrate node asks for session keys and a slot length; a network sealed by its host has neither.
    impl apis::SessionKeys<Block> for Runtime {
        fn generate_session_keys(_: Vec<u8>, _: Option<Vec<u8>>) -> apis::OpaqueGeneratedSessionKeys {
            Default::default()
        }

        fn decode_session_keys(_: Vec<u8>) -> Option<Vec<(Vec<u8>, apis::KeyTypeId)>> {
            None
        }
    }

    impl apis::AuraApi<Block, AuthorityId> for Runtime {
        fn slot_duration() -> SlotDuration {
            SlotDuration::from_millis(SLOT_MILLISECONDS)
        }

        fn authorities() -> Vec<AuthorityId> {
            Vec::new()
        }
    }

    impl apis::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
        fn account_nonce(account: AccountId) -> Nonce {
            System::account_nonce(account)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
        fn query_info(transaction: UncheckedExtrinsic, length: u32) -> RuntimeDispatchInfo<Balance> {
            TransactionPayment::query_info(transaction, length)
        }

        fn query_fee_details(transaction: UncheckedExtrinsic, length: u32) -> FeeDetails<Balance> {
            TransactionPayment::query_fee_details(transaction, length)
        }

        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl apis::GenesisBuilder<Block> for Runtime {
        fn build_state(config: Vec<u8>) -> GenesisBuilderResult {
            genesis::build(config)
        }

        fn get_preset(id: &Option<PresetId>) -> Option<Vec<u8>> {
            get_preset::<RuntimeGenesisConfig>(id, genesis::preset)
        }

        fn preset_names() -> Vec<PresetId> {
            genesis::preset_names()
        }
    }
);
