/** The neighbours of a person alone: four nodes with folders and keys of their own, started and stopped together. */
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { reportOf } from '../../domain/errors.js';
import type { AppState } from '../../domain/wire/ipc/app.js';
import type { InvitationFile } from '../../domain/wire/profile.js';
import type { Log } from '../adapters.js';
import type { ChildOf, ProcessHost } from '../process/host.js';
import { writeAtomically } from '../wallet/atomic-write.js';

const NAMES = ['Mia', 'Noor', 'Otis', 'Pia'] as const;
type Name = (typeof NAMES)[number];
type State = AppState['neighbours'][number]['state'];

export interface NeighboursParts {
  readonly processes: ProcessHost;
  /** Each has a folder of its own in it. */
  readonly folder: string;
  /** The folder of the whole program. */
  readonly root: string;
  readonly invite: () => Promise<InvitationFile>;
  readonly log: Log;
  readonly onChange: () => void;
}

export class Neighbours {
  readonly #parts: NeighboursParts;
  readonly #states = new Map<Name, State>(NAMES.map((name) => [name, 'stopped']));
  readonly #addresses = new Set<string>();
  #children: ChildOf<'neighbour'>[] = [];
  /** Starting and stopping come one after the other. */
  #turn: Promise<void> = Promise.resolve();
  #isWanted = false;

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

  /** Brings all of them up, or ends them; returns at once, `list` tells how it goes on. */
  want(isWanted: boolean): void {
    this.#isWanted = isWanted;
    this.#turn = this.#turn.then(() => (isWanted ? this.#start() : this.#stop()));
  }

  async dispose(): Promise<void> {
    this.#isWanted = false;
    // Those that are coming up are ended too: their start fails and is not tried again.
    await this.#stop();
    await this.#turn;
    await this.#stop();
  }

  /** One after the other, so that the first is there soon and the computer stays usable. */
  async #start(): Promise<void> {
    for (const name of NAMES) {
      if (!this.#isWanted || this.#states.get(name) === 'running') continue;
      this.#tell(name, 'starting');
      try {
        await this.#bring(name);
        this.#tell(name, 'running');
      } catch (thrown) {
        this.#parts.log.warn('A neighbour did not come up', { name, error: reportOf(thrown).message });
        this.#tell(name, 'stopped');
      }
    }
  }

  async #bring(name: Name): Promise<void> {
    const { folder, root, processes } = this.#parts;
    const data = join(folder, name.toLowerCase());
    const invitation = join(data, 'invitation.json');
    await mkdir(data, { recursive: true });
    if (!(await isThere(invitation))) await this.#write(invitation);
    const child = processes.start('neighbour', {
      initialise: async (starting) => {
        const { address } = await starting.call('open', { data, root, name, invitation });
        this.#addresses.add(address.toLowerCase());
      },
    });
    this.#children.push(child);
    await child.wake();
  }

  async #write(path: string): Promise<void> {
    await writeAtomically(path, Buffer.from(JSON.stringify(await this.#parts.invite())));
  }

  async #stop(): Promise<void> {
    const children = this.#children;
    this.#children = [];
    await Promise.all(children.map((child) => child.stop()));
    for (const name of NAMES) this.#tell(name, 'stopped');
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
