/**
 * The account of a node: made, imported, kept, and used to sign. One phrase stands for all of it: the sr25519 pair
 * that signs, and the x25519 pair that opens what others seal (see `box.ts`).
 */
import { createHash } from 'node:crypto';
import { link, readFile } from 'node:fs/promises';
import { Keyring } from '@polkadot/keyring';
import type { KeyringPair } from '@polkadot/keyring/types';
import { cryptoWaitReady, mnemonicGenerate, mnemonicToMiniSecret, mnemonicValidate } from '@polkadot/util-crypto';
import { AppError } from '../../domain/errors.js';
import type { Secrets } from '../adapters.js';
import { codeOf } from '../code-of.js';
import { writeAtomically } from './atomic-write.js';
import { type BoxPair, boxPairOf } from './box.js';

const NEW_PHRASE_WORDS = 12;
const PHRASE_WORDS = [12, 24];

/** An account with its secret. Never leaves the main process. */
export interface Key {
  /** Signs; also what the chain client's `signAsync` takes. Its `address` is in the generic format (prefix 42). */
  readonly pair: KeyringPair;
  /** Opens what others sealed to `box.publicKey`, the encryption key of the Registry. */
  readonly box: BoxPair;
  /** The 12 or 24 words that make this account again. Shown only when the person asks for them. */
  readonly exportPhrase: () => string;
  /** The 64 bytes of an sr25519 signature. */
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** A new account, from the system's randomness. */
export function makeKey(): Promise<Key> {
  return keyOf(mnemonicGenerate(NEW_PHRASE_WORDS));
}

/** The account of a phrase: 12 or 24 words, however spaced and cased. @throws AppError `wallet.bad-phrase`. */
export async function importPhrase(phrase: string): Promise<Key> {
  const words = phrase.trim().toLowerCase().normalize('NFKD').split(/\s+/);
  if (!PHRASE_WORDS.includes(words.length)) {
    const count = phrase.trim() === '' ? 0 : words.length;
    throw new AppError('wallet.bad-phrase', `A phrase has 12 or 24 words; this one has ${count}.`, {
      data: { words: count },
    });
  }
  const plain = words.join(' ');
  if (!mnemonicValidate(plain)) {
    const message =
      'These words are not a phrase: one is misspelt, missing or in the wrong place. Compare them with your note.';
    throw new AppError('wallet.bad-phrase', message);
  }
  return keyOf(plain);
}

/** Seals the key's phrase and keeps it in `path`. What was kept there before stays beside it. */
export async function writeKey(path: string, key: Key, secrets: Secrets): Promise<void> {
  await keepFormer(path);
  await writeAtomically(path, await secrets.seal(new TextEncoder().encode(key.exportPhrase())));
}

/** The key kept in `path`; undefined when none is. @throws AppError `wallet.locked`. */
export async function readKey(path: string, secrets: Secrets): Promise<Key | undefined> {
  const sealed = await readIfThere(path);
  if (!sealed) return undefined;
  const phrase = new TextDecoder().decode(await secrets.open(sealed));
  if (!mnemonicValidate(phrase)) {
    throw new AppError('wallet.locked', 'The key file does not hold a key. Import your phrase to go on.');
  }
  return keyOf(phrase);
}

async function keyOf(phrase: string): Promise<Key> {
  await cryptoWaitReady();
  const seed = mnemonicToMiniSecret(phrase);
  const pair = new Keyring({ type: 'sr25519' }).addFromSeed(seed);
  return { pair, box: boxPairOf(seed), exportPhrase: () => phrase, sign: (message) => pair.sign(message) };
}

/** Gives the file a second name before it is replaced: no act of the program destroys a key. */
async function keepFormer(path: string): Promise<void> {
  const former = await readIfThere(path);
  if (!former) return;
  const tag = createHash('sha256').update(former).digest('hex').slice(0, 8);
  try {
    await link(path, `${path}.former-${tag}`);
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}
