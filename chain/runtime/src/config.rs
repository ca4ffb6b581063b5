//! Every number of the runtime, and which behaviour each pallet has.
//!
//! Feeless, how: fees are the weight fee times a multiplier so small that the largest possible transaction still
//! rounds to zero. Setting the weight fee itself to zero would also do that, but pallet-revive derives a contract's
//! gas from it, and `gasleft()` would then be zero and gas-limited calls meaningless.

use polkadot_sdk::{
    pallet_revive::{
        evm::fees::{BlockRatioFee, Info as FeeInfo},
        AccountId32Mapper, AutoMapper,
    },
    pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier},
    polkadot_sdk_frame::runtime::{
        prelude::*,
        types_common::{AccountId, Signature},
    },
    *,
};
use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, NoFee, Weight};
use frame_system::limits::BlockWeights;

use crate::{
    block_hash::SubstrateBlockHash,
    transaction::{Address, EthTransactionExtensions},
    Balance, Balances, Block, BlockNumber, Hash, Nonce, PalletInfo, Runtime, RuntimeCall, RuntimeEvent,
    RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, RuntimeTask, System, Timestamp, VERSION,
};

/// One whole unit of the native asset, which has 9 decimals: one smallest unit is 10^9 of what a contract calls wei.
const UNIT: Balance = 1_000_000_000;
/// Smallest units (wei) a contract sees for one smallest unit of the native asset.
const WEI_PER_SMALLEST_UNIT: u32 = 1_000_000_000;
/// Picoseconds of reference time per gas: 10 ns, of the order of an Ethereum client's.
const PICOSECONDS_PER_GAS: u128 = 10_000;

/// Reference time of all transactions of one block. The clock's slots may be shorter: a producer seals what fits.
const BLOCK_TIME: Weight = Weight::from_parts(2_000 * WEIGHT_REF_TIME_PER_MILLIS, u64::MAX);
/// Share of a block open to ordinary transactions; the rest is for the runtime itself.
const NORMAL_SHARE: Perbill = Perbill::from_percent(75);
/// Share of a block taken by its start. One transaction may take the difference: 1.3 s.
const BLOCK_START_SHARE: Perbill = Perbill::from_percent(10);

parameter_types! {
    pub const Version: RuntimeVersion = VERSION;
    /// Blocks whose hashes stay known: the longest life a mortal transaction can have.
    pub const BlockHashCount: BlockNumber = 4_096;
    /// No bound on proof size: nobody validates a local network by proofs. No base weight per transaction either,
    /// because a fee would be taken for it.
    pub LocalBlockWeights: BlockWeights = BlockWeights::builder()
        .base_block(Weight::from_parts(WEIGHT_REF_TIME_PER_MILLIS, 0))
        .for_class(DispatchClass::all(), |class| class.base_extrinsic = Weight::zero())
        .for_class(DispatchClass::Normal, |class| class.max_total = Some(NORMAL_SHARE * BLOCK_TIME))
        .for_class(DispatchClass::Operational, |class| {
            class.max_total = Some(BLOCK_TIME);
            class.reserved = Some(BLOCK_TIME - NORMAL_SHARE * BLOCK_TIME);
        })
        .avg_block_initialization(BLOCK_START_SHARE)
        .build_or_panic();
    /// What an account must hold to exist: a thousandth of a unit. The host hands it out once per account; contracts
    /// need none of it.
    pub const ExistentialDeposit: Balance = UNIT / 1_000;
    /// Turns the weight fee into the fee charged. A full block's weight is 2 * 10^8 gas, so this rounds any to zero.
    pub FeeMultiplier: Multiplier = Multiplier::from_rational(1, 1_000_000_000);
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
    type AccountData = pallet_balances::AccountData<Balance>;
    type AccountId = AccountId;
    type Block = Block;
    type BlockHashCount = BlockHashCount;
    type BlockWeights = LocalBlockWeights;
    type DbWeight = frame_support::weights::constants::RocksDbWeight;
    type Hash = Hash;
    type Nonce = Nonce;
    type OnKilledAccount = AutoMapper<Runtime>;
    type OnNewAccount = AutoMapper<Runtime>;
    type PreInherents = SubstrateBlockHash;
    type SS58Prefix = ConstU16<42>;
    type Version = Version;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Runtime {
    /// Milliseconds a block's time must be ahead of its parent's; a producer sets `max(now, last + 1)`.
    type MinimumPeriod = ConstU64<1>;
    type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
    type AccountStore = System;
    type Balance = Balance;
    type ExistentialDeposit = ExistentialDeposit;
    type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
}

#[derive_impl(pallet_sudo::config_preludes::TestDefaultConfig)]
impl pallet_sudo::Config for Runtime {
    type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}

#[derive_impl(pallet_transaction_payment::config_preludes::TestDefaultConfig)]
impl pallet_transaction_payment::Config for Runtime {
    type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
    type LengthToFee = NoFee<Balance>;
    type OnChargeTransaction = FungibleAdapter<Balances, ()>;
    type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
    type WeightToFee = BlockRatioFee<1, PICOSECONDS_PER_GAS, Self, Balance>;
}

#[derive_impl(pallet_revive::config_preludes::TestDefaultConfig)]
impl pallet_revive::Config for Runtime {
    type AddressMapper = AccountId32Mapper<Self>;
    type AllowEVMBytecode = ConstBool<true>;
    /// Every account gets its 20-byte address when it first exists; `mapAccount` is not needed (and is refused).
    type AutoMap = ConstBool<true>;
    type Balance = Balance;
    /// "CORE HOUR" on a telephone's keys.
    type ChainId = ConstU64<26_734_687>;
    type Currency = Balances;
    type DepositPerByte = ConstU128<0>;
    type DepositPerChildTrieItem = ConstU128<0>;
    type DepositPerItem = ConstU128<0>;
    type FeeInfo = FeeInfo<Address, Signature, EthTransactionExtensions>;
    type GasScale = ConstU32<1>;
    type InstantiateOrigin = EnsureSigned<AccountId>;
    type NativeToEthRatio = ConstU32<WEI_PER_SMALLEST_UNIT>;
    type Time = Timestamp;
    type UploadOrigin = EnsureSigned<AccountId>;
    type WeightInfo = pallet_revive::weights::SubstrateWeight<Runtime>;
}
