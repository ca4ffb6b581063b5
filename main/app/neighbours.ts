/**
 * The neighbours of a person alone: four nodes with folders and keys of their own, started and stopped together. Two of
 * them compute for others; the other two have a few photos made now and then while the person lends, so that there is
 * something to earn. All four check.
 */
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, reportOf } from '../../domain/errors.js';
import { seconds } from '../../domain/units.js';
import type { AppState } from '../../domain/wire/ipc/app.js';
import type { InvitationFile } from '../../domain/wire/profile.js';
import type { Clock, Log } from '../adapters.js';
import { deferred } from '../process/deferred.js';
import type { ChildOf, ProcessHost } from '../process/host.js';
import { writeAtomically } from '../wallet/atomic-write.js';

const NEIGHBOURS = [
  { name: 'Mia', works: true },
  { name: 'Noor', works: true },
  { name: 'Otis', works: false },
  { name: 'Pia', works: false },
] as const;
type Neighbour = (typeof NEIGHBOURS)[number];
type Name = Neighbour['name'];
type State = AppState['neighbours'][number]['state'];

const FIRST_ORDER = seconds(2);
const NEXT_ORDER = seconds(90);
const ORDERED_PHOTOS = 3;

export interface NeighboursParts {
  readonly processes: ProcessHost;
  /** Each has a folder of its own in it. */
  readonly folder: string;
  /** The folder of the whole program. */
  readonly root: string;
  readonly invite: () => Promise<InvitationFile>;
  /** Photos for them to have made. */
  readonly photos: () => Promise<readonly string[]>;
  /** Whether the person lends now. */
  readonly isLending: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
}

export class Neighbours {
  readonly #parts: NeighboursParts;
  readonly #states = new Map<Name, State>(NEIGHBOURS.map(({ name }) => [name, 'stopped']));
  readonly #addresses = new Set<string>();
  readonly #children = new Map<Name, ChildOf<'neighbour'>>();
  /** Starting and stopping come one after the other. */
  #turn: Promise<void> = Promise.resolve();
  #isWanted = false;
  readonly #first = deferred();
  #ordering = new AbortController();

  constructor(parts: NeighboursParts) {
    this.#parts = parts;
  }

  /** Whether an account belongs to one of them, as far as they have been up. */
  has(address: string): boolean {
    return this.#addresses.has(address.toLowerCase());
  }

  list(): AppState['neighbours'] {
    return [...this.#states].map(([name, state]) => ({ name, state }));
  }

  /** Resolves once the first of them is up, or could not be brought up. */
  get first(): Promise<void> {
    return this.#first.promise;
  }

  /** Brings all of them up, or ends them; returns at once, `list` tells how it goes on. */
  want(isWanted: boolean): void {
    this.#isWanted = isWanted;
    this.#ordering.abort();
    // What is wanted when its turn comes counts: a change of mind in between is not carried out.
    this.#turn = this.#turn.then(() => (this.#isWanted ? this.#start() : this.#stop()));
  }

  async dispose(): Promise<void> {
    this.#isWanted = false;
    this.#ordering.abort();
    // One that is coming up is ended too: its start fails and is not tried again.
    await this.#stop();
    await this.#turn;
    await this.#stop();
  }

  /** One after the other, so that the first is there soon and the computer stays usable. */
  async #start(): Promise<void> {
    for (const neighbour of NEIGHBOURS) {
      const { name } = neighbour;
      if (!this.#isWanted || this.#states.get(name) === 'running') continue;
      this.#tell(name, 'starting');
      try {
        await this.#bring(neighbour);
        this.#tell(name, 'running');
      } catch (thrown) {
        this.#parts.log.warn('A neighbour did not come up', { name, error: reportOf(thrown).message });
        this.#tell(name, 'stopped');
      }
      this.#first.resolve();
    }
    this.#first.resolve();
    this.#ordering.abort();
    this.#ordering = new AbortController();
    if (this.#isWanted) void this.#order(this.#ordering.signal);
  }

  async #bring({ name, works }: Neighbour): Promise<void> {
    const { root, processes } = this.#parts;
    const data = this.#folderOf(name);
    const invitation = join(data, 'invitation.json');
    await mkdir(data, { recursive: true });
    if (!(await isThere(invitation))) {
      await writeAtomically(invitation, Buffer.from(JSON.stringify(await this.#parts.invite())));
    }
    if (!this.#isWanted) throw new AppError('task.cancelled', `${name} is not wanted any more.`);
    const child = processes.start('neighbour', {
      initialise: async (starting) => {
        const { address } = await starting.call('open', { data, root, name, invitation, works });
        this.#addresses.add(address.toLowerCase());
      },
    });
    this.#children.set(name, child);
    await child.wake();
  }

  /** While the person lends, the two who do not compute take turns in having photos made. */
  async #order(signal: AbortSignal): Promise<void> {
    const { clock, isLending, log } = this.#parts;
    const askers = NEIGHBOURS.filter(({ works }) => !works);
    let turn = 0;
    try {
      for (;;) {
        await clock.delay(turn === 0 || !isLending() ? FIRST_ORDER : NEXT_ORDER, signal);
        const asker = askers[turn % askers.length];
        if (!asker || !isLending()) continue;
        turn += 1;
        await this.#orderOf(asker.name).catch((thrown: unknown) =>
          log.info('A neighbour ordered nothing', { name: asker.name, reason: reportOf(thrown).message }),
        );
      }
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
  }

  async #orderOf(name: Name): Promise<void> {
    const paths = (await this.#parts.photos()).slice(0, ORDERED_PHOTOS);
    const folder = join(this.#folderOf(name), 'results');
    await this.#children.get(name)?.call('order', { kind: 'image_resize', paths, options: {}, folder });
  }

  async #stop(): Promise<void> {
    const children = [...this.#children.values()];
    this.#children.clear();
    await Promise.all(children.map((child) => child.stop()));
    for (const { name } of NEIGHBOURS) this.#tell(name, 'stopped');
  }

  #folderOf(name: Name): string {
    return join(this.#parts.folder, name.toLowerCase());
  }

  #tell(name: Name, state: State): void {
    if (this.#states.get(name) === state) return;
    this.#states.set(name, state);
    this.#parts.onChange();
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
