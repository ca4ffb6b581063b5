/**
 * When a block is sealed, and with what.
 *
 * A block is due when a transaction is ready, while empty blocks are owed to one with transactions (draws need
 * them), or a minute after the last. Two blocks never start within 250 ms. It takes every ready transaction, each
 * after those it waits for. What the runtime refuses is dropped and its sender told; what did not fit stays for the next
 * block. Nobody hears of a block before it is on the disk.
 *
 * A block that cannot be made or written is tried again, later each time; after the third failure the transactions
 * are dropped, so that none of them can stop the network for ever.
 */
import { hexToU8a } from '@polkadot/util';
import type { HexString } from '@polkadot/util/types';
import { blake2AsHex } from '@polkadot/util-crypto';
import type { Clock } from './clock.js';
import type { BuiltBlock, Engine } from './engine.js';
import type { History } from './history.js';
import type { Interpreter } from './interpreter.js';
import { Pool, type Waiting } from './pool.js';
import { RpcError } from './rpc-error.js';
import type { BlockRecord, Changes } from './state.js';
import { isRefusal } from './validity.js';

const SHORTEST_INTERVAL_MS = 250;
const IDLE_INTERVAL_MS = 60_000;
const FIRST_RETRY_MS = 1000;
const FAILURES_TO_DROP = 3;
/** A block holds the clock's inherent; more than that are transactions. */
const INHERENTS = 1;
/**
 * Empty blocks that follow one with transactions: a draw reads the hash of the first from within the second, and a
 * dry run stands in the last block there is.
 */
const FOLLOWING_BLOCKS = 2;

/** Hears of each block, after it is on the disk. */
export type BlockListener = (record: BlockRecord, changes: Changes) => void;

/** What sealing works with. */
export interface SealingParts {
  readonly engine: Engine;
  readonly history: History;
  readonly interpreter: Interpreter;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

interface DecodedExtrinsic {
  readonly isSigned: boolean;
  readonly signer: { toString(): string };
  readonly nonce: { toNumber(): number };
}

export class Sealer {
  readonly pool = new Pool();
  readonly #parts: SealingParts;
  readonly #listeners = new Set<BlockListener>();
  #cancelIdle: () => void = () => undefined;
  #cancelPause: () => void = () => undefined;
  /** Before the end of this pause no block starts. */
  #paused = false;
  #sealing = false;
  #idleIsOver = false;
  #failures = 0;
  #stopped = false;
  #owedBlocks: number;

  constructor(parts: SealingParts) {
    this.#parts = parts;
    this.#owedBlocks = owedAfter(parts.history.head, FOLLOWING_BLOCKS);
  }

  /** Begins with a block, so that the chain's clock is right again. On a new network it settles when that is sealed. */
  async start(): Promise<void> {
    const isNew = this.#parts.history.head.number === 0;
    const first = new Promise<void>((resolve) => {
      const stop = this.onBlock(() => {
        stop();
        resolve();
      });
    });
    this.#idleIsOver = true;
    this.#consider();
    if (isNew) await first;
  }

  /** @returns what ends it. */
  onBlock(listener: BlockListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Checks a transaction and puts it in line. @throws RpcError in the words of a Substrate node. */
  async submit(extrinsic: HexString, tell: Waiting['tell'], welcomes?: string): Promise<HexString> {
    const { engine, interpreter, clock } = this.#parts;
    const hash = blake2AsHex(hexToU8a(extrinsic), 256);
    this.pool.check(hash);
    const { signer, nonce } = await this.#read(extrinsic);
    await interpreter.run('submission', async () => {
      const validity = await engine.validate(extrinsic).catch((error: unknown) => {
        throw new RpcError(1010, 'Invalid Transaction', `The runtime could not check it: ${String(error)}`);
      });
      if (isRefusal(validity)) throw new RpcError(1010, 'Invalid Transaction', validity.reason);
      this.pool.add(
        { hash, extrinsic, signer, nonce, tell, ...(welcomes !== undefined && { welcomes }) },
        validity,
        clock.now(),
      );
    });
    this.#consider();
    return hash;
  }

  /** Begins no more blocks. */
  stop(): void {
    this.#stopped = true;
    this.#cancelIdle();
    this.#cancelPause();
  }

  async #read(extrinsic: HexString): Promise<{ signer: string; nonce: number }> {
    try {
      const registry = await this.#parts.engine.registry;
      const decoded = registry.createType('GenericExtrinsic', extrinsic) as unknown as DecodedExtrinsic;
      if (!decoded.isSigned) throw new Error('it is not signed');
      return { signer: decoded.signer.toString(), nonce: decoded.nonce.toNumber() };
    } catch (error) {
      throw new RpcError(1001, 'Extrinsic has invalid format', error instanceof Error ? error.message : String(error));
    }
  }

  #consider(): void {
    if (this.#stopped || this.#paused || this.#sealing) return;
    const { interpreter, log } = this.#parts;
    if (!this.#idleIsOver && this.#owedBlocks === 0 && this.pool.ready().length === 0) return;
    this.#sealing = true;
    void interpreter
      .run('seal', () => this.#seal())
      .then(
        () => {
          this.#failures = 0;
        },
        (error: unknown) => {
          if (this.#stopped) return;
          this.#failures += 1;
          log(`A block could not be sealed (${this.#failures}): ${String(error)}`);
          if (this.#failures >= FAILURES_TO_DROP) this.pool.clear();
          this.#pause(FIRST_RETRY_MS * 2 ** Math.min(this.#failures - 1, 5));
        },
      )
      .finally(() => {
        this.#sealing = false;
        this.#consider();
      });
  }

  async #seal(): Promise<void> {
    if (this.#stopped) return;
    const { engine, history, clock } = this.#parts;
    this.#pause(SHORTEST_INTERVAL_MS);
    this.pool.dropStale(clock.now());
    const transactions = this.pool.ready();
    const block = await engine.build(
      transactions.map((waiting) => waiting.extrinsic),
      clock.now(),
    );
    const welcomed = transactions.flatMap(({ extrinsic, welcomes }) =>
      welcomes !== undefined && block.included.has(extrinsic) ? [welcomes] : [],
    );
    const changes = await history.append({ record: block.record, writes: block.writes, welcomed }, block.specVersion);
    await block.adopt();
    this.#idleIsOver = false;
    this.#restIdle();
    this.#owedBlocks = owedAfter(block.record, this.#owedBlocks);
    for (const listener of this.#listeners) listener(block.record, changes);
    this.#settle(block);
  }

  #settle({ record, included, refused }: BuiltBlock): void {
    this.pool.include(included, record.hash);
    const alone = included.size <= INHERENTS;
    for (const [extrinsic, { blockFull }] of refused) {
      // What does not fit into a block of its own never will.
      if (!blockFull || alone) this.pool.remove(extrinsic, 'invalid');
    }
  }

  #pause(ms: number): void {
    this.#cancelPause();
    this.#paused = true;
    this.#cancelPause = this.#parts.clock.after(ms, () => {
      this.#paused = false;
      this.#consider();
    });
  }

  #restIdle(): void {
    this.#cancelIdle();
    this.#cancelIdle = this.#parts.clock.after(IDLE_INTERVAL_MS, () => {
      this.#idleIsOver = true;
      this.#consider();
    });
  }
}

/** How many empty blocks are still to follow once this one is sealed. */
function owedAfter({ extrinsics }: BlockRecord, owed: number): number {
  return extrinsics.length > INHERENTS ? FOLLOWING_BLOCKS : Math.max(0, owed - 1);
}
