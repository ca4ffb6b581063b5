/**
 * Carries open intents out. For each: ask the facts whether it is done already or has become pointless, else act, and
 * let the next facts say that it worked. Acting twice does no harm, so a restart needs nothing more than this.
 */
import { type ErrorReport, reportOf } from '../../domain/errors.js';
import { type Ms, ms, seconds } from '../../domain/units.js';
import type { Clock, Log } from '../adapters.js';
import type { Intent, IntentKind, Outcome } from './intents.js';
import type { Journal } from './journal.js';

/** What the facts say of an intent: to be done, or how it ended. */
export type Standing = 'due' | Outcome;

export interface Act<Kind extends IntentKind> {
  readonly standing: (intent: Intent<Kind>) => Standing;
  /**
   * Does the act once. What it learns it notes in the journal.
   * @returns Nothing when facts will tell how it ended; an outcome where only this node can know.
   */
  readonly perform: (intent: Intent<Kind>, signal: AbortSignal) => Promise<Outcome | undefined>;
  /** Whether an error ends the intent for good; otherwise it is tried again later. */
  readonly isFinal?: (thrown: unknown) => boolean;
  /** Called before an intent is closed as failed. */
  readonly giveUp?: (intent: Intent<Kind>, thrown: unknown) => Promise<void>;
  /** Called before an intent is closed, however it ended: removes what it needed. */
  readonly ended?: (intent: Intent<Kind>, outcome: Outcome) => Promise<void>;
}

export type Acts = { readonly [Kind in IntentKind]: Act<Kind> };

const FIRST_PAUSE = seconds(1);
const LONGEST_PAUSE = seconds(60);
/** How long facts may take to show an act before it is tried again. */
const FACTS_PATIENCE = seconds(15);

interface Attempt {
  readonly notBefore: Ms;
  readonly failures: number;
}

export class Runner {
  readonly #attempts = new Map<string, Attempt>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #troubles = new Map<string, ErrorReport>();
  readonly #ending = new AbortController();

  constructor(
    private readonly journal: Journal,
    private readonly acts: Acts,
    private readonly clock: Clock,
    private readonly log: Log,
    /** Told after an act or the end of an intent: others may have become due. */
    private readonly onMoved: () => void,
  ) {}

  /** Looks at every open intent; returns at once, work goes on behind. */
  tick(): void {
    if (this.#ending.signal.aborted) return;
    for (const intent of this.journal.openOnes()) {
      if (!this.#running.has(intent.id)) this.#start(intent);
    }
  }

  /** Lets go of the pauses after failures: what was in the way is gone. */
  hurry(): void {
    for (const [id, { failures }] of this.#attempts) {
      if (failures > 0) this.#attempts.set(id, { notBefore: ms(0), failures });
    }
  }

  /** Why an intent that is tried again did not work the last time. */
  troubleOf(id: string): ErrorReport | undefined {
    return this.#troubles.get(id);
  }

  /** Stops what runs and waits for it. */
  async dispose(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#running.values());
  }

  #start(intent: Intent): void {
    const running = this.#advance(intent)
      .catch((thrown: unknown) => {
        this.log.error('An intent could not be carried on', { id: intent.id, error: String(thrown) });
        return false;
      })
      .then((moved) => {
        this.#running.delete(intent.id);
        if (moved) this.onMoved();
      });
    this.#running.set(intent.id, running);
  }

  /** @returns Whether anything was done. */
  async #advance<Kind extends IntentKind>(intent: Intent<Kind>): Promise<boolean> {
    // The table is keyed by kind, which the compiler cannot follow through a union.
    const act = this.acts[intent.kind] as unknown as Act<Kind>;
    const standing = act.standing(intent);
    if (standing !== 'due') {
      await this.#close(act, intent, standing);
      return true;
    }
    const { notBefore = 0, failures = 0 } = this.#attempts.get(intent.id) ?? {};
    if (this.clock.now() < notBefore) return false;
    try {
      const outcome = await act.perform(intent, this.#ending.signal);
      if (outcome) await this.#close(act, intent, outcome);
      else this.#attempts.set(intent.id, { notBefore: ms(this.clock.now() + FACTS_PATIENCE), failures: 0 });
      this.#troubles.delete(intent.id);
    } catch (thrown) {
      await this.#failed(act, intent, thrown, failures + 1);
    }
    return true;
  }

  async #failed<Kind extends IntentKind>(
    act: Act<Kind>,
    intent: Intent<Kind>,
    thrown: unknown,
    failures: number,
  ): Promise<void> {
    if (this.#ending.signal.aborted) return;
    const trouble = reportOf(thrown);
    this.#troubles.set(intent.id, trouble);
    this.log.warn('An act did not work', { id: intent.id, code: trouble.code, error: String(thrown), failures });
    const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
    this.#attempts.set(intent.id, { notBefore: ms(this.clock.now() + pause), failures });
    if (act.isFinal?.(thrown) === true) await this.#giveUp(act, intent, thrown);
  }

  async #giveUp<Kind extends IntentKind>(act: Act<Kind>, intent: Intent<Kind>, thrown: unknown): Promise<void> {
    await this.#aside(intent.id, act.giveUp?.(intent, thrown));
    await this.#close(act, intent, 'failed');
  }

  async #close<Kind extends IntentKind>(act: Act<Kind>, intent: Intent<Kind>, outcome: Outcome): Promise<void> {
    await this.#aside(intent.id, act.ended?.(intent, outcome));
    await this.journal.close(intent.id, outcome);
    this.#attempts.delete(intent.id);
    this.#troubles.delete(intent.id);
  }

  /** What is left over is a smaller harm than an act that ended and is done all the same. */
  async #aside(id: string, clearing: Promise<void> | undefined): Promise<void> {
    await clearing?.catch((left: unknown) => {
      this.log.error('What an intent left could not be cleared', { id, error: String(left) });
    });
  }
}
