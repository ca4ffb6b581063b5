/** People on a network, each with an account and a line of its own, and one mirror that watches them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keccak256, toHex } from 'viem';
import { type Address, addressOfAccount } from '../../domain/identity.js';
import type { Invitation } from '../../domain/wire/profile.js';
import { ChainClock } from '../../main/chain/chain-clock.js';
import { type Connection, connect } from '../../main/chain/connection.js';
import { Contracts } from '../../main/chain/contracts.js';
import { keccak } from '../../main/chain/encode.js';
import { Submitter } from '../../main/chain/submit.js';
import { watch } from '../../main/chain/watch.js';
import { applyBlock } from '../../main/mirror/apply.js';
import { Mirror } from '../../main/mirror/store.js';
import { registerAct } from '../../main/network/join.js';
import { takeSeatAct } from '../../main/network/seat.js';
import { openSettings } from '../../main/settings/settings.js';
import type { Key } from '../../main/wallet/key.js';
import { type TestNetwork, silentLog, systemClock } from './test-network.js';

/** What everybody's computer can run. */
export const ENGINES = new Map([['image_resize', keccak256(toHex('an engine'))]]);
const PATIENCE_MS = 60_000;
const NO_SIGNAL = new AbortController().signal;

export class Person {
  /** Whether joining by invitation takes a seat as well. */
  joinsSeated = false;
  readonly me: Address;
  readonly submitter: Submitter;
  readonly contracts: Contracts;

  constructor(
    readonly name: string,
    readonly key: Key,
    readonly connection: Connection,
    private readonly economy: Economy,
  ) {
    this.me = addressOfAccount(key.pair.publicKey, keccak);
    this.submitter = new Submitter(connection, key.pair);
    this.contracts = new Contracts(economy.network.profile.contracts, this.submitter);
  }

  /** Joins as a node does, without waiting for the mirror. */
  async register(invitation?: Invitation): Promise<void> {
    const act = registerAct(this.#context(), {
      connection: this.connection,
      account: this.key.pair.address,
      encryptionKey: this.key.box.publicKey,
      invitation,
      isHosted: this.economy.network.profile.hosted,
      grantBuysSeat: this.joinsSeated,
    });
    await act.perform({ kind: 'register', id: 'register', data: {}, openedAt: 0 }, NO_SIGNAL);
  }

  async takeSeat(): Promise<void> {
    await takeSeatAct(this.#context()).perform(
      { kind: 'take-seat', id: 'take-seat', data: {}, openedAt: 0 },
      NO_SIGNAL,
    );
  }

  #context() {
    const settings = openSettings({ read: () => ({ name: this.name }), write: () => undefined });
    const exchange = { peerId: `peer of ${this.name}` };
    const { facts } = this.economy;
    return { facts, contracts: this.contracts, me: this.me, settings, exchange, engines: ENGINES };
  }
}

export class Economy {
  readonly #disposers: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly network: TestNetwork,
    readonly facts: Mirror,
    /** The chain's time. */
    readonly clock: ChainClock,
  ) {}

  static async open(network: TestNetwork): Promise<Economy> {
    const folder = await mkdtemp(join(tmpdir(), 'corehour-economy-'));
    const { contracts, deployedBlock, platform } = network.profile;
    const facts = await Mirror.open(
      join(folder, 'mirror'),
      { commons: contracts.creditLedger, platform },
      deployedBlock,
    );
    const clock = new ChainClock(systemClock);
    const economy = new Economy(network, facts, clock);
    economy.#disposers.push(
      () => rm(folder, { recursive: true, force: true }),
      () => facts.dispose(),
    );
    const connection = await connect(network.profile, silentLog);
    economy.#disposers.push(() => connection.dispose());
    const stop = await watch({
      connection,
      contracts,
      after: facts.block,
      onBlock: (block) => {
        clock.saw(block.time);
        return applyBlock(facts, block);
      },
      clock: systemClock,
      log: silentLog,
    });
    economy.#disposers.push(stop);
    return economy;
  }

  async arrive(name: string, key: Key): Promise<Person> {
    const connection = await connect(this.network.profile, silentLog);
    this.#disposers.push(() => connection.dispose());
    return new Person(name, key, connection, this);
  }

  /** Looks after every block until `look` finds something. */
  until<Found>(what: string, look: (facts: Mirror) => Found | undefined | false): Promise<Found> {
    return new Promise((resolve, reject) => {
      const stop = this.facts.onChange(() => attempt());
      const timer = setTimeout(() => finish(() => reject(new Error(`waited in vain for ${what}`))), PATIENCE_MS);
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        stop();
        settle();
      };
      const attempt = (): void => {
        const found = look(this.facts);
        if (found !== undefined && found !== false) finish(() => resolve(found));
      };
      attempt();
    });
  }

  async dispose(): Promise<void> {
    for (const dispose of this.#disposers.splice(0).reverse()) await dispose();
  }
}
