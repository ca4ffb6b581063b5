/** Accounts as the runtime stores them, read without running it. */
import { hexToU8a, u8aToHex } from '@polkadot/util';
import type { HexString } from '@polkadot/util/types';
import { blake2AsHex, decodeAddress, encodeAddress } from '@polkadot/util-crypto';
import { AppError } from '../../../domain/errors.js';
import type { StateReader } from './history.js';
import { PROPERTIES } from './provider.js';

/** The prefix of `System.Account`. */
const ACCOUNTS: HexString = '0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9';

/** The 32 bytes an SS58 address or hex names. @throws AppError `input.malformed`. */
export function accountOf(address: unknown): HexString {
  try {
    const account = decodeAddress(address as string);
    if (account.length === 32) return u8aToHex(account);
  } catch {
    // Told below, together with addresses of another length.
  }
  throw new AppError('input.malformed', 'That is no account address. Give an SS58 address like 5Grw….');
}

/** The account's address on this network. */
export function addressOf(account: HexString): string {
  return encodeAddress(account, PROPERTIES.ss58Format);
}

/** The number of transactions an account has sent, or undefined where it does not exist. */
export async function nonceOf(state: StateReader, account: HexString): Promise<number | undefined> {
  const key: HexString = `${ACCOUNTS}${blake2AsHex(account, 128).slice(2)}${account.slice(2)}`;
  const value = await state.get(key);
  if (value === undefined) return undefined;
  const bytes = hexToU8a(value);
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}
