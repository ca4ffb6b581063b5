/**
 * The app without its window: remembers which network was chosen, brings the node up on it, tries again where that
 * fails, and answers the calls of a window. One network at a time.
 */
import { AppError, reportOf } from '../../domain/errors.js';
import { seconds } from '../../domain/units.js';
import type { AppStage, AppState, Where } from '../../domain/wire/ipc/app.js';
import type { Adapters } from '../adapters.js';
import type { Node } from '../node.js';
import { lockFolder } from '../process/folder-lock.js';
import { ProcessHost } from '../process/host.js';
import { endOrphans, processRecords } from '../process/reap.js';
import { type SettingsAccess, openSettings } from '../settings/settings.js';
import { type Choice, choiceOf, forgetChoice, readChoice, writeChoice } from './choice.js';
import { type Session, openSession, stepsOf } from './session.js';
import { sentenceOfFailure } from './failures.js';
import { Turns } from './turns.js';

const RETRY = seconds(30);
const KEPT_CRASHES = 20;
/** Computing and checking for others begin when the person says so. */
const FIRST_ROLES = { request: true, work: false, verify: false };

export interface AppRequest {
  /** `folders.data` is the app's own folder. */
  readonly adapters: Adapters;
  /** The folder of the whole program. */
  readonly root: string;
  readonly version: string;
  /** Where results go unless the person says otherwise. */
  readonly resultsFolder: string;
}

export class App {
  readonly settings: SettingsAccess;
  readonly #listeners = new Set<() => void>();
  readonly #processes: ProcessHost;
  #stage: AppStage = 'first-run';
  #choice: Choice | undefined;
  #session: Session | undefined;
  #problem: AppState['problem'];
  #step = 0;
  #lastBlock: number | undefined;
  #lastHeardAt: number | undefined;
  #crashes: AppState['crashes'] = [];
  /** Ends what is being opened now. */
  #opening = new AbortController();
  /** Opening and closing. */
  readonly #openings = new Turns();
  /** Changes of what is chosen, for the file and the memory to agree. */
  readonly #choices = new Turns();

  private constructor(
    readonly request: AppRequest,
    private readonly lock: { release: () => Promise<void> },
  ) {
    const { spawner, clock, log, builtFolder, folders, settings } = request.adapters;
    this.settings = openSettings(settings, { roles: FIRST_ROLES });
    this.#processes = new ProcessHost({
      spawner,
      clock,
      log,
      builtFolder,
      records: processRecords(folders.data),
      onFailure: (name) => this.noteCrash(sentenceOfFailure(name)),
    });
    this.settings.onChange(() => this.#changed());
  }

  /** Opens the app's folder and goes on with the network chosen before. @throws AppError `process.folder-in-use`. */
  static async open(request: AppRequest): Promise<App> {
    const { data } = request.adapters.folders;
    const lock = await lockFolder(data);
    await endOrphans(data);
    const app = new App(request, lock);
    await app.#resume();
    return app;
  }

  /** The node that is up. @throws AppError `chain.unreachable` while none is. */
  get node(): Node {
    if (this.#session) return this.#session.node;
    throw new AppError('chain.unreachable', 'This app is not on a network yet. Choose one, or wait until it is there.');
  }

  get session(): Session | undefined {
    return this.#session;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async state(): Promise<AppState> {
    const network = this.#session && (await this.#session.node.handlers['network.status'](null));
    return {
      version: this.request.version,
      stage: this.#stage,
      steps: this.#steps(),
      ...(this.#problem && { problem: this.#problem }),
      ...(this.#session &&
        network && {
          network: {
            ...this.#session.network,
            isConnected: network.isConnected,
            ...(this.#lastHeardAt !== undefined && { lastHeardAt: this.#lastHeardAt }),
          },
        }),
      neighbours: this.#session?.neighbours?.list() ?? [],
      crashes: this.#crashes,
    };
  }

  /** @throws AppError `input.malformed` for a name or an invitation that is none. */
  async join(name: string, where: Where): Promise<void> {
    if (name.trim() === '') throw new AppError('input.malformed', 'Say a name: it is how others see you.');
    const choice = choiceOf(where);
    this.settings.change({ name, roles: FIRST_ROLES });
    await this.#choices.take(async () => {
      await writeChoice(this.#folder, choice);
      this.#open(choice);
    });
  }

  retry(): void {
    if (this.#choice && this.#stage === 'stopped') this.#open(this.#choice);
  }

  async leave(): Promise<void> {
    this.#opening.abort();
    const closed = await this.#choices.take(async () => {
      await forgetChoice(this.#folder);
      // Also what a choice made meanwhile began to open.
      this.#opening.abort();
      this.#choice = undefined;
      this.#stage = 'first-run';
      this.#problem = undefined;
      return { ended: this.#openings.take(() => this.#close()) };
    });
    await closed.ended;
    this.#changed();
  }

  async runNeighbours(isWanted: boolean): Promise<void> {
    await this.#choices.take(async () => {
      const neighbours = this.#session?.neighbours;
      if (!neighbours || this.#choice?.kind !== 'try-here') {
        throw new AppError('input.malformed', 'Only a network to try on this computer has neighbours.');
      }
      const choice = { ...this.#choice, neighbours: isWanted };
      await writeChoice(this.#folder, choice);
      this.#choice = choice;
      neighbours.want(isWanted);
    });
  }

  noteCrash(sentence: string): void {
    this.#crashes = [{ at: this.request.adapters.clock.now(), sentence }, ...this.#crashes].slice(0, KEPT_CRASHES);
    this.#changed();
  }

  /** Ends the node, the network and every child; call it last. */
  async dispose(): Promise<void> {
    this.#opening.abort();
    await this.#openings.take(() => this.#close());
    await this.#processes.dispose();
    await this.lock.release();
  }

  get #folder(): string {
    return this.request.adapters.folders.data;
  }

  async #resume(): Promise<void> {
    try {
      const choice = await readChoice(this.#folder);
      if (choice) this.#open(choice);
    } catch (thrown) {
      this.#problem = reportOf(thrown);
    }
  }

  #open(choice: Choice): void {
    this.#opening.abort();
    const opening = new AbortController();
    this.#opening = opening;
    this.#choice = choice;
    this.#stage = 'starting';
    this.#step = 0;
    this.#problem = undefined;
    this.#changed();
    this.#openings
      .take(() => this.#bringUp(choice, opening.signal))
      .catch((thrown: unknown) =>
        this.request.adapters.log.error('Going to the network failed', { error: reportOf(thrown).message }),
      );
  }

  async #bringUp(choice: Choice, signal: AbortSignal): Promise<void> {
    const { adapters, root } = this.request;
    try {
      await this.#close();
      signal.throwIfAborted();
      const session = await openSession({
        adapters,
        root,
        processes: this.#processes,
        settings: this.settings,
        choice,
        signal,
        onStep: (index) => {
          this.#step = index;
          this.#changed();
        },
        onChange: () => this.#changed(),
      });
      if (signal.aborted) return await session.dispose();
      this.#session = session;
      session.node.onChange(() => this.#changed());
      this.#stage = 'running';
    } catch (thrown) {
      if (signal.aborted) return;
      this.#problem = reportOf(thrown);
      this.#stage = 'stopped';
      adapters.log.error('The network could not be joined', { error: this.#problem.message });
      if (this.#problem.code === 'chain.unreachable') this.#retryLater(signal);
    }
    this.#changed();
  }

  #retryLater(signal: AbortSignal): void {
    this.request.adapters.clock.delay(RETRY, signal).then(
      () => this.retry(),
      () => undefined,
    );
  }

  async #close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.dispose();
  }

  #steps(): AppState['steps'] {
    if (!this.#choice) return [];
    return stepsOf(this.#choice).map((text, index) => ({
      text,
      state: this.#stage === 'running' || index < this.#step ? 'done' : index === this.#step ? 'now' : 'waiting',
    }));
  }

  #changed(): void {
    const block = this.#session?.node.block();
    if (block !== this.#lastBlock && block !== undefined) this.#lastHeardAt = this.request.adapters.clock.now();
    this.#lastBlock = block;
    for (const listener of this.#listeners) listener();
  }
}
