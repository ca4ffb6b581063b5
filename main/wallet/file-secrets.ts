/**
 * Keeping secrets where no keyring is at hand: behind a passphrase, or as they are in a file that only its owner
 * may read. The first byte says which, so that the wrong way is refused instead of giving a wrong key.
 */
import { createCipheriv, createDecipheriv, type ScryptOptions, scrypt } from 'node:crypto';
import { AppError } from '../../domain/errors.js';
import type { Random, Secrets } from '../adapters.js';

const PLAIN = 1;
const PASSPHRASE = 2;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** About 0.1 s and 32 MiB a guess. */
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** Leaves the secret as it is: the file's mode (600) is all that guards it. */
export function fileSecrets(): Secrets {
  return {
    kind: 'file',
    seal: async (secret) => Buffer.concat([Buffer.of(PLAIN), secret]),
    open: async (sealed) => {
      if (sealed[0] !== PLAIN) throw locked('This key is kept behind a passphrase. Start with the passphrase.');
      return sealed.slice(1);
    },
  };
}

/** Seals by AES-256-GCM under a key made from `passphrase` by scrypt. */
export function passphraseSecrets(passphrase: string, random: Random): Secrets {
  return {
    kind: 'passphrase',
    seal: async (secret) => {
      const salt = random.bytes(SALT_BYTES);
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', await keyFrom(passphrase, salt), nonce);
      const body = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([Buffer.of(PASSPHRASE), salt, nonce, cipher.getAuthTag(), body]);
    },
    open: async (sealed) => {
      if (sealed[0] !== PASSPHRASE) throw locked('This key is not kept behind a passphrase. Start without one.');
      return openSealed(sealed.subarray(1), passphrase);
    },
  };
}

async function openSealed(sealed: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const nonceAt = SALT_BYTES;
  const tagAt = nonceAt + NONCE_BYTES;
  const bodyAt = tagAt + TAG_BYTES;
  const key = await keyFrom(passphrase, sealed.subarray(0, nonceAt));
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(nonceAt, tagAt), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(sealed.subarray(tagAt, bodyAt));
    return Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()]);
  } catch (cause) {
    throw locked('The passphrase is not the one this key was kept with. Try again.', cause);
  }
}

function keyFrom(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function locked(message: string, cause?: unknown): AppError {
  return new AppError('wallet.locked', message, cause === undefined ? {} : { cause });
}
