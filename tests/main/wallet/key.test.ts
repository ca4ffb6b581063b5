import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signatureVerify } from '@polkadot/util-crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/headless-adapters.js';
import { fileSecrets, passphraseSecrets } from '../../../main/wallet/file-secrets.js';
import { importPhrase, makeKey, readKey, writeKey } from '../../../main/wallet/key.js';

/** The phrase and address that Substrate's own development accounts come from. */
const KNOWN_PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
const KNOWN_ADDRESS = '5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corehour-wallet-'));
  path = join(folder, 'account.key');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('an account', () => {
  it('is the one other wallets make of the same phrase', async () => {
    expect((await importPhrase(KNOWN_PHRASE)).pair.address).toBe(KNOWN_ADDRESS);
    expect((await importPhrase(`  ${KNOWN_PHRASE.toUpperCase().replaceAll(' ', ' \n')} `)).pair.address).toBe(
      KNOWN_ADDRESS,
    );
  });

  it('comes again from its phrase, with both its pairs', async () => {
    const made = await makeKey();
    const phrase = made.exportPhrase();
    expect(phrase.split(' ')).toHaveLength(12);
    const again = await importPhrase(phrase);
    expect(again.pair.address).toBe(made.pair.address);
    expect(again.box).toEqual(made.box);
    expect((await makeKey()).pair.address).not.toBe(made.pair.address);
  });

  it('signs so that others can check it', async () => {
    const key = await makeKey();
    const message = new TextEncoder().encode('a chunk');
    const signature = key.sign(message);
    expect(signature).toHaveLength(64);
    expect(signatureVerify(message, signature, key.pair.address).isValid).toBe(true);
    expect(signatureVerify('another', signature, key.pair.address).isValid).toBe(false);
  });

  it('has a phrase of 24 words where the person brings one', async () => {
    const words = `${'abandon '.repeat(23)}art`;
    expect((await importPhrase(words)).exportPhrase()).toBe(words);
  });

  it.each([
    ['', 'has 0'],
    ['bottom drive obey', 'has 3'],
    [`${KNOWN_PHRASE} walk`, 'has 13'],
    [KNOWN_PHRASE.replace('walk', 'wolk'), 'misspelt'],
    [KNOWN_PHRASE.replace('fit walk', 'walk fit'), 'wrong place'],
  ])('is refused for the phrase "%s"', async (phrase, says) => {
    const refusal = importPhrase(phrase);
    await expect(refusal).rejects.toMatchObject({ code: 'wallet.bad-phrase' });
    await expect(refusal).rejects.toThrow(says);
  });
});

describe('a key file', () => {
  it('is absent at first, then holds the key for its owner alone', async () => {
    const secrets = fileSecrets();
    expect(await readKey(path, secrets)).toBeUndefined();
    const key = await makeKey();
    await writeKey(path, key, secrets);
    expect((await readKey(path, secrets))?.pair.address).toBe(key.pair.address);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['account.key']);
  });

  it('keeps a former key beside the new one, once', async () => {
    const secrets = fileSecrets();
    const former = await makeKey();
    await writeKey(path, former, secrets);
    const next = await makeKey();
    await writeKey(path, next, secrets);
    await writeKey(path, next, secrets);
    expect((await readKey(path, secrets))?.pair.address).toBe(next.pair.address);
    const kept = readdirSync(folder).filter((name) => name.includes('former'));
    const keys = await Promise.all(kept.map((name) => readKey(join(folder, name), secrets)));
    expect(keys.map((key) => key?.pair.address)).toContain(former.pair.address);
  });

  it('behind a passphrase shows no word of the phrase and opens by the passphrase alone', async () => {
    const key = await importPhrase(KNOWN_PHRASE);
    await writeKey(path, key, passphraseSecrets('correct horse', systemRandom));
    expect(readFileSync(path, 'latin1')).not.toContain('bottom');
    expect((await readKey(path, passphraseSecrets('correct horse', systemRandom)))?.pair.address).toBe(KNOWN_ADDRESS);
    for (const wrong of [passphraseSecrets('correct hoarse', systemRandom), fileSecrets()]) {
      await expect(readKey(path, wrong)).rejects.toMatchObject({ code: 'wallet.locked' });
    }
  });

  it.each([[Buffer.of()], [Buffer.of(2)], [Buffer.concat([Buffer.of(2), Buffer.alloc(60)])]])(
    'that was damaged is refused by a passphrase: %j',
    async (content) => {
      writeFileSync(path, content);
      await expect(readKey(path, passphraseSecrets('x', systemRandom))).rejects.toMatchObject({
        code: 'wallet.locked',
      });
    },
  );

  it.each([[Buffer.of()], [Buffer.of(1)], [Buffer.of(1, 98, 111)]])(
    'that was damaged is refused: %j',
    async (content) => {
      writeFileSync(path, content);
      await expect(readKey(path, fileSecrets())).rejects.toMatchObject({ code: 'wallet.locked' });
    },
  );
});
