/**
 * The embedded engine on our store: runs the runtime for views, for checks of transactions, and for blocks.
 *
 * It has one interpreter, so nothing here may run beside anything else: callers go through `Interpreter`.
 * Every block starts from the store alone; no block of the engine's own is kept, so memory does not grow.
 */
import type { HexString } from '@polkadot/util/types';
import { AppError } from '../../../domain/errors.js';
import { acquireChopsticks, type Chopsticks, releaseChopsticks } from './chopsticks.js';
import type { History, NewBlock } from './history.js';
import { EVENTS_KEY } from './history.js';
import { historyProvider } from './provider.js';
import { type BlockRecord, CODE_KEY, type HeaderJson } from './state.js';
import { type Refusal, refusalOf } from './validity.js';

type Blockchain = InstanceType<Chopsticks['Blockchain']>;
type Block = Blockchain['head'];
/** The present runtime's types. */
export type Registry = Awaited<Block['registry']>;
/** The present runtime's calls, storage and constants. */
export type Meta = Awaited<Block['meta']>;
/** What the runtime says of itself. */
export type RuntimeVersion = Awaited<Block['runtimeVersion']>;

/** What the runtime says of a transaction it would take: the tags it waits for and the tags it gives. */
export interface Validity {
  readonly requires: readonly HexString[];
  readonly provides: readonly HexString[];
}

/** A block as built: not yet written. */
export interface BuiltBlock extends Omit<NewBlock, 'welcomed'> {
  readonly included: ReadonlySet<HexString>;
  /** Why a transaction was left out; one that did not fit says so and may be tried again. */
  readonly refused: ReadonlyMap<HexString, Refusal>;
  readonly specVersion: number;
  /** Makes this block the one that the next starts from; call it once the block is written. */
  readonly adopt: () => Promise<void>;
}

interface EventRecord {
  readonly event: { readonly section: string; readonly method: string };
}
type Header = Awaited<Block['header']>;

export class Engine {
  readonly #core: Chopsticks;
  readonly #chain: Blockchain;
  readonly #history: History;

  private constructor(core: Chopsticks, chain: Blockchain, history: History) {
    this.#core = core;
    this.#chain = chain;
    this.#history = history;
  }

  /** Opens the engine at the head of `history`; `close` gives it back. */
  static async open(history: History): Promise<Engine> {
    const core = await acquireChopsticks();
    try {
      const { number, hash } = history.head;
      const chain = new core.Blockchain({
        api: new core.Api(historyProvider(history, history.identity.chainName)),
        buildBlockMode: core.BuildBlockMode.Manual,
        inherentProviders: [],
        header: { number, hash },
        mockSignatureHost: false,
        registeredTypes: {},
        maxMemoryBlockCount: 2,
      });
      return new Engine(core, chain, history);
    } catch (error) {
      await releaseChopsticks(core);
      throw error;
    }
  }

  get registry(): Promise<Registry> {
    return this.#chain.head.registry;
  }

  get meta(): Promise<Meta> {
    return this.#chain.head.meta;
  }

  get metadata(): Promise<HexString> {
    return this.#chain.head.metadata;
  }

  get version(): Promise<RuntimeVersion> {
    return this.#chain.head.runtimeVersion;
  }

  /** Calls the runtime on the state after the block `at` and forgets what it wrote. */
  async call(method: string, argument: HexString, at: HexString): Promise<HexString> {
    const { head } = this.#chain;
    const block = at === head.hash ? head : await this.#blockAt(at);
    return (await block.call(method, [argument])).result;
  }

  /** Asks the runtime whether it would take a transaction now. @returns its tags, or why not. */
  async validate(extrinsic: HexString): Promise<Validity | Refusal> {
    const validity = await this.#chain.validateExtrinsic(extrinsic);
    if (validity.isErr) return refusalOf(validity.asErr);
    const { requires, provides } = validity.asOk;
    return { requires: requires.map((tag) => tag.toHex()), provides: provides.map((tag) => tag.toHex()) };
  }

  /**
   * Runs a block of these transactions on the head. `now` is the wall's time in milliseconds.
   *
   * The whole block is one run of the interpreter where every transaction is taken, which is the rule. Such a run
   * does not say which one was refused, so a block where one was is run again step by step.
   */
  async build(transactions: readonly HexString[], now: number): Promise<BuiltBlock> {
    const parent = this.#chain.head;
    const clock = await timestampInherent(parent, now);
    return (
      (await this.#buildAtOnce(parent, [clock, ...transactions])) ?? this.#buildByStep(parent, clock, transactions)
    );
  }

  async #buildAtOnce(parent: Block, extrinsics: readonly HexString[]): Promise<BuiltBlock | undefined> {
    const [header, registry, wasm] = await Promise.all([this.#core.newHeader(parent), parent.registry, parent.wasm]);
    const calls: [string, HexString[]][] = [
      ['Core_initialize_block', [header.toHex()]],
      ...extrinsics.map((extrinsic): [string, HexString[]] => ['BlockBuilder_apply_extrinsic', [extrinsic]]),
      ['BlockBuilder_finalize_block', []],
    ];
    const limits = { mockSignatureHost: false, allowUnresolvedImports: false, runtimeLogLevel: 0 };
    const response = await this.#core.runTask({ wasm, calls, ...limits }, this.#core.taskHandler(parent));
    if (!('Call' in response)) return undefined;
    const writes = writesOf(response.Call.storageDiff);
    if (outcomesIn(registry, writes.get(EVENTS_KEY)) !== extrinsics.length) return undefined;
    const { stateRoot, extrinsicsRoot } = registry.createType('Header', response.Call.result) as unknown as Header;
    const sealed = registry.createType('Header', {
      ...header.toJSON(),
      stateRoot,
      extrinsicsRoot,
    }) as unknown as Header;
    return this.#built(parent, sealed, extrinsics, writes, new Map());
  }

  async #buildByStep(parent: Block, clock: HexString, transactions: readonly HexString[]): Promise<BuiltBlock> {
    const refused = new Map<HexString, Refusal>();
    const parameters = {
      transactions: [...transactions],
      upwardMessages: {},
      downwardMessages: [],
      horizontalMessages: {},
    };
    const [block, failed] = await this.#core.buildBlock(
      parent,
      [{ createInherents: async () => [clock] }],
      parameters,
      {
        onApplyExtrinsicError: (extrinsic, error) => refused.set(extrinsic, refusalOf(error)),
      },
    );
    for (const extrinsic of failed) {
      refused.set(extrinsic, { reason: 'The runtime stopped while it ran the transaction', blockFull: false });
    }
    const [header, extrinsics, diff] = await Promise.all([block.header, block.extrinsics, block.storageDiff()]);
    return this.#built(
      parent,
      header,
      extrinsics,
      writesOf(Object.entries(diff) as [HexString, HexString | null][]),
      refused,
    );
  }

  async #built(
    parent: Block,
    header: Header,
    extrinsics: readonly HexString[],
    writes: Map<HexString, HexString | null>,
    refused: ReadonlyMap<HexString, Refusal>,
  ): Promise<BuiltBlock> {
    const number = parent.number + 1;
    const hash = header.hash.toHex();
    const record: BlockRecord = {
      number,
      hash,
      header: headerJson(header),
      extrinsics,
      events: writes.get(EVENTS_KEY) ?? null,
    };
    const code = writes.get(CODE_KEY);
    const { specVersion } = await (code ? this.#core.getRuntimeVersion(code) : parent.runtimeVersion);
    const adopt = async (): Promise<void> => {
      // What a block knows of its runtime it takes from its parent, unless the code changed.
      const base = this.#history.identity.codeSince < number ? parent : undefined;
      await this.#chain.setHead(
        new this.#core.Block(this.#chain, number, hash, base, { header, extrinsics: [...extrinsics] }),
      );
    };
    return { record, writes, included: new Set(extrinsics), refused, specVersion, adopt };
  }

  async close(): Promise<void> {
    await this.#chain.close();
    await releaseChopsticks(this.#core);
  }

  async #blockAt(hash: HexString): Promise<Block> {
    const record = await this.#history.known(hash);
    return new this.#core.Block(this.#chain, record.number, hash);
  }
}

/** Sets the chain's clock: the wall's time, but never back and never still. */
async function timestampInherent(block: Block, now: number): Promise<HexString> {
  const meta = await block.meta;
  const set = meta.tx['timestamp']?.['set'];
  const last = meta.query['timestamp']?.['now'];
  if (!set || !last) throw new AppError('bug', 'The runtime has no clock.');
  const before = (await block.read('u64', last))?.toBigInt() ?? 0n;
  const moment = BigInt(now) > before ? BigInt(now) : before + 1n;
  return meta.registry.createType('Extrinsic', set(moment)).toHex() as HexString;
}

function headerJson(header: Header): HeaderJson {
  return {
    parentHash: header.parentHash.toHex(),
    number: header.number.toHex(),
    stateRoot: header.stateRoot.toHex(),
    extrinsicsRoot: header.extrinsicsRoot.toHex(),
    digest: { logs: header.digest.logs.map((log) => log.toHex()) },
  };
}

/** A block's writes; the engine leaves the value out where one was deleted. */
function writesOf(
  diff: readonly (readonly [HexString, HexString | null | undefined])[],
): Map<HexString, HexString | null> {
  return new Map(diff.map(([key, value]) => [key, value ?? null]));
}

/** How many extrinsics ran, well or not, by a block's events. */
function outcomesIn(registry: Registry, events: HexString | null | undefined): number {
  if (!events) return 0;
  const records = registry.createType('Vec<EventRecord>', events) as unknown as readonly EventRecord[];
  const ends = new Set(['ExtrinsicSuccess', 'ExtrinsicFailed']);
  return records.filter(({ event }) => event.section === 'system' && ends.has(event.method)).length;
}
