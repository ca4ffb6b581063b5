/** One person of a test network: a folder, an invitation, and the node that runs there now. */
import { once } from 'node:events';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalNode } from '../../scripts/local/node.js';
import { type Program, ROOT, startProgram } from '../../scripts/local/program.js';
import { type Arrow, type Entry, countJournal } from './arrows.js';

const DEATH_LIMIT_MS = 60_000;

export interface Death {
  readonly arrow: Arrow;
  /** From its start to its end. */
  readonly livedMs: number;
}

export class Person {
  #running: { readonly program: Program; readonly node?: LocalNode } | undefined;

  constructor(
    readonly name: string,
    readonly data: string,
    private readonly network: string,
    private readonly flags: readonly string[],
    /** The built file of its node. */
    private readonly entry: string,
  ) {}

  /** Whether this person takes a seat among the checkers. */
  get isChecker(): boolean {
    return !this.flags.includes('--no-verify');
  }

  /** The node that runs plainly now. */
  get node(): LocalNode {
    const node = this.#running?.node;
    if (!node) throw new Error(`${this.name}'s node does not run.`);
    return node;
  }

  /** Starts the node and waits until it answers. */
  async start(arrows: Iterable<Arrow> = []): Promise<LocalNode> {
    const flags = [...this.flags, '--die', [...arrows].join(',')];
    const node = await LocalNode.start({
      name: this.name,
      data: this.data,
      network: this.network,
      entry: this.entry,
      flags,
    });
    this.#running = { program: node.program, node };
    return node;
  }

  /** The children of its node by name. */
  async childPids(): Promise<Readonly<Record<string, number>>> {
    const { pids } = await this.node.call('network.status', null);
    const { main: _main, ...tasks } = pids;
    const recorded = await readdir(join(this.data, 'processes'));
    const storage = recorded
      .map((name) => Number.parseInt(name, 10))
      .find((pid) => !Object.values(tasks).includes(pid));
    return { ...tasks, ...(storage !== undefined && { storage }) };
  }

  async stop(): Promise<void> {
    await this.#running?.program.stop();
    this.#running = undefined;
  }

  /** As `kill -9` from outside. */
  async kill(): Promise<void> {
    await this.#running?.program.kill();
    this.#running = undefined;
  }

  /**
   * Lives until the first of `arrows` ends it. `act` is what the person does in that life, cut short by its end.
   * @throws Error when none comes in time, or the entry is not on disk as the arrow says.
   */
  async dieAt(arrows: Iterable<Arrow>, act?: (node: LocalNode) => Promise<unknown>): Promise<Death> {
    const left = [...arrows];
    const startedAt = Date.now();
    const before = await countJournal(this.data);
    await rm(join(this.data, 'died-at'), { force: true });
    if (act) {
      const node = await this.start(left);
      await Promise.race([once(node.program.child, 'exit'), act(node)]).catch(() => undefined);
    } else {
      const args = [
        '--network',
        this.network,
        '--data',
        this.data,
        '--name',
        this.name,
        ...this.flags,
        '--die',
        left.join(','),
      ];
      this.#running = { program: startProgram(join(ROOT, this.entry), args) };
    }
    await this.#endOf(left);
    this.#running = undefined;
    const arrow = (await readFile(join(this.data, 'died-at'), 'utf8')) as Arrow;
    const entry = arrow.slice(arrow.indexOf(':') + 1) as Entry;
    const written = (await countJournal(this.data)).of(entry) - before.of(entry);
    if (arrow.startsWith('before') ? written !== 0 : written < 1) {
      throw new Error(`${this.name} died ${arrow}, but the journal has ${written} such entries more.`);
    }
    return { arrow, livedMs: Date.now() - startedAt };
  }

  /** Waits for the kill of its own hand. */
  async #endOf(arrows: readonly Arrow[]): Promise<void> {
    const child = this.#running?.program.child;
    if (!child) throw new Error('Nothing runs.');
    const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
    try {
      if (!isOver()) await once(child, 'exit', { signal: AbortSignal.timeout(DEATH_LIMIT_MS) });
    } catch {
      await this.stop();
      throw new Error(`${this.name} met none of these in ${DEATH_LIMIT_MS / 1000} s: ${arrows.join(', ')}`);
    }
    if (child.signalCode !== 'SIGKILL')
      throw new Error(`${this.name} ended by itself with ${child.exitCode ?? child.signalCode ?? '?'}.`);
  }
}
