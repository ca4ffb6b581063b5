/** Runtime calls that change nothing: equal ones of one block run once, and the last answers are kept. */
import type { HexString } from '@polkadot/util/types';
import type { Engine } from './engine.js';
import type { History } from './history.js';
import type { Interpreter } from './interpreter.js';

/** How many answers are kept; an answer of a block never changes. */
const KEPT_ANSWERS = 256;
/** Longer answers are not kept, in characters of hex. */
const LONGEST_KEPT = 1024 * 1024;

interface View {
  readonly answer: Promise<HexString>;
  /** Who still waits; without anyone it is not begun. */
  readonly wanting: Set<AbortSignal>;
}

export class Views {
  readonly #engine: Engine;
  readonly #history: History;
  readonly #interpreter: Interpreter;
  readonly #running = new Map<string, View>();
  readonly #answers = new Map<string, HexString>();

  constructor(engine: Engine, history: History, interpreter: Interpreter) {
    this.#engine = engine;
    this.#history = history;
    this.#interpreter = interpreter;
  }

  /** The answer, where it needs no work. */
  known(method: string, argument: HexString, at: HexString): HexString | undefined {
    return this.#answers.get(this.#key(method, argument, at));
  }

  /** Calls `method` on the state after the block `at`. `signal` says when the caller is gone. */
  call(method: string, argument: HexString, at: HexString, signal: AbortSignal): Promise<HexString> {
    const key = this.#key(method, argument, at);
    const answer = this.#answers.get(key);
    if (answer !== undefined) return Promise.resolve(answer);
    let view = this.#running.get(key);
    if (!view) {
      const wanting = new Set([signal]);
      view = { wanting, answer: this.#run(key, wanting, () => this.#engine.call(method, argument, at)) };
      this.#running.set(key, view);
    }
    view.wanting.add(signal);
    return view.answer;
  }

  async #run(key: string, wanting: ReadonlySet<AbortSignal>, work: () => Promise<HexString>): Promise<HexString> {
    try {
      const answer = await this.#interpreter.run('view', async () => {
        if ([...wanting].every((signal) => signal.aborted)) throw new Error('Nobody waits for this view any more.');
        return work();
      });
      if (answer.length <= LONGEST_KEPT) this.#keep(key, answer);
      return answer;
    } finally {
      this.#running.delete(key);
    }
  }

  #keep(key: string, answer: HexString): void {
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > KEPT_ANSWERS && oldest !== undefined) this.#answers.delete(oldest);
  }

  /** The runtime's description of itself depends on its code alone. */
  #key(method: string, argument: HexString, at: HexString): string {
    const state = method.startsWith('Metadata_') ? `code ${this.#history.identity.codeSince}` : at;
    return `${state} ${method} ${argument}`;
  }
}
