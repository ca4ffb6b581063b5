/**
 * Bytes for one reader: x25519, blake2b and xsalsa20-poly1305, with a key made for each message. A box is the
 * message's own public key (32 bytes), then the ciphertext with its 16 bytes of authentication.
 * Anyone can seal, so opening proves nothing about the sender.
 */
import { x25519 } from '@noble/curves/ed25519';
import { u8aConcat } from '@polkadot/util';
import { blake2AsU8a, naclDecrypt, naclEncrypt } from '@polkadot/util-crypto';
import { AppError } from '../../domain/errors.js';
import type { Random } from '../adapters.js';

const KEY_BYTES = 32;
const CONTEXT = new TextEncoder().encode('corehour encryption key 1');
/** Every box has a key of its own, so its nonce may be constant. */
const NONCE = new Uint8Array(24);

/** An x25519 pair. */
export interface BoxPair {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

/** The pair that belongs to an account's seed of 32 bytes. The seed cannot be found from it. */
export function boxPairOf(seed: Uint8Array): BoxPair {
  const secretKey = blake2AsU8a(u8aConcat(CONTEXT, seed), 256);
  return { secretKey, publicKey: x25519.getPublicKey(secretKey) };
}

/** `message` for the owner of `readerKey`: 48 bytes longer. @throws AppError `input.malformed` for a key that is none. */
export function sealTo(readerKey: Uint8Array, message: Uint8Array, random: Random): Uint8Array {
  const own = random.bytes(KEY_BYTES);
  const ownPublic = x25519.getPublicKey(own);
  const key = boxKey(own, readerKey, ownPublic, readerKey);
  if (!key) throw new AppError('input.malformed', 'This is not an encryption key. Ask its owner to register again.');
  return u8aConcat(ownPublic, naclEncrypt(message, key, NONCE).encrypted);
}

/** What was sealed to `reader`. @throws AppError `input.malformed` when it was for another or was changed. */
export function openFrom(reader: BoxPair, box: Uint8Array): Uint8Array {
  const sender = box.subarray(0, KEY_BYTES);
  const key = boxKey(reader.secretKey, sender, sender, reader.publicKey);
  const opened = key && naclDecrypt(box.subarray(KEY_BYTES), NONCE, key);
  if (!opened)
    throw new AppError('input.malformed', 'This sealed message is for another account, or was changed on its way.');
  return opened;
}

/** The key of one box, from one side's secret and the other's public key; undefined when `other` is no public key. */
function boxKey(secret: Uint8Array, other: Uint8Array, sender: Uint8Array, reader: Uint8Array): Uint8Array | undefined {
  try {
    return blake2AsU8a(u8aConcat(x25519.getSharedSecret(secret, other), sender, reader), 256);
  } catch {
    return undefined;
  }
}
