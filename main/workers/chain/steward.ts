/**
 * Gives each new account what it needs to exist, once.
 *
 * The steward is an account of the host's own, endowed at genesis. That an account was welcomed is written in the
 * same batch as the block that holds the gift, so neither a crash nor a second asking gives twice.
 */
import { Keyring } from '@polkadot/keyring';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { HexString } from '@polkadot/util/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { AppError } from '../../../domain/errors.js';
import { accountOf, addressOf, nonceOf } from './accounts.js';
import type { Clock } from './clock.js';
import type { Engine } from './engine.js';
import type { History } from './history.js';
import { PROPERTIES } from './provider.js';
import type { Sealer } from './seal.js';
import { keptSecret } from './secrets.js';
import type { Store } from './state.js';

/** How many accounts are welcomed in a minute, whoever asks. */
const MOST_A_MINUTE = 120;
const MINUTE_MS = 60_000;

/** What came of asking: whether this call gave something, and in which block. */
export interface Welcome {
  readonly given: boolean;
  readonly block: HexString | null;
}

interface SignableExtrinsic {
  sign(pair: KeyringPair, options: object): unknown;
  toHex(): HexString;
}

export interface StewardParts {
  readonly store: Store;
  readonly history: History;
  readonly engine: Engine;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** The steward's key of a folder; made on first use. */
export async function stewardKey(folder: string): Promise<KeyringPair> {
  await cryptoWaitReady();
  const seed = await keptSecret(folder, 'steward.key', 32);
  return new Keyring({ type: 'sr25519', ss58Format: PROPERTIES.ss58Format }).addFromUri(`0x${seed}`);
}

export class Steward {
  readonly #pair: KeyringPair;
  readonly #parts: StewardParts;
  readonly #underWay = new Map<HexString, Promise<Welcome>>();
  readonly #recent: number[] = [];
  /** One signature at a time, so that each takes the next nonce. */
  #signing: Promise<unknown> = Promise.resolve();

  constructor(pair: KeyringPair, parts: StewardParts) {
    this.#pair = pair;
    this.#parts = parts;
  }

  /** Answers after the gift is in a block. @throws AppError `input.malformed`, `chain.busy`, `chain.refused`. */
  welcome(address: unknown): Promise<Welcome> {
    const account = accountOf(address);
    let welcome = this.#underWay.get(account);
    if (!welcome) {
      welcome = this.#welcome(account).finally(() => this.#underWay.delete(account));
      this.#underWay.set(account, welcome);
    }
    return welcome;
  }

  async #welcome(account: HexString): Promise<Welcome> {
    const { store, history } = this.#parts;
    const exists = (await nonceOf(await history.stateAt(undefined), account)) !== undefined;
    if (exists || (await store.wasWelcomed(account))) return { given: false, block: null };
    this.#limitRate();
    return new Promise<Welcome>((resolve, reject) => {
      const submitted = this.#signing.then(async () => {
        await this.#parts.sealer.submit(
          await this.#gift(account),
          (fate) => {
            if (typeof fate === 'object' && 'inBlock' in fate) resolve({ given: true, block: fate.inBlock });
            if (fate === 'invalid' || fate === 'dropped') reject(refused());
          },
          account,
        );
      });
      this.#signing = submitted.catch(() => undefined);
      submitted.catch(reject);
    });
  }

  async #gift(account: HexString): Promise<HexString> {
    const { engine, history, sealer } = this.#parts;
    const [registry, meta, runtimeVersion] = await Promise.all([engine.registry, engine.meta, engine.version]);
    const transfer = meta.tx['balances']?.['transferKeepAlive'];
    const deposit = meta.consts['balances']?.['existentialDeposit'];
    if (!transfer || !deposit) throw new AppError('bug', 'The runtime knows no balances.');
    const own = accountOf(this.#pair.address);
    const state = await history.stateAt(undefined);
    const nonce = sealer.pool.nextNonce(addressOf(own), (await nonceOf(state, own)) ?? 0);
    const { genesisHash } = history.identity;
    const extrinsic = registry.createType(
      'GenericExtrinsic',
      transfer(account, deposit),
    ) as unknown as SignableExtrinsic;
    extrinsic.sign(this.#pair, { blockHash: genesisHash, genesisHash, nonce, runtimeVersion });
    return extrinsic.toHex();
  }

  #limitRate(): void {
    const now = this.#parts.clock.now();
    while (this.#recent[0] !== undefined && (this.#recent[0] <= now - MINUTE_MS || this.#recent[0] > now))
      this.#recent.shift();
    if (this.#recent.length >= MOST_A_MINUTE) {
      throw new AppError('chain.busy', 'The host has welcomed many accounts this minute. Try again in a minute.');
    }
    this.#recent.push(now);
  }
}

function refused(): AppError {
  return new AppError('chain.refused', 'The network did not take the welcome for this account. Try again.');
}
