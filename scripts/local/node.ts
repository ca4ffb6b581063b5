/** A node in a process of its own, and calls to it as a screen would make them. */
import { join } from 'node:path';
import { errorOf } from '../../domain/errors.js';
import {
  NODE_CALLS,
  type CallInput,
  type CallOutput,
  type NodeCalls,
  ipcAnswer,
  ipcChanged,
  ipcReady,
} from '../../domain/wire/ipc/all.js';
import { type Program, ROOT, startProgram } from './program.js';

export interface NodeStart {
  readonly name: string;
  readonly data: string;
  /** The invitation file to join with. */
  readonly network: string;
  readonly flags?: readonly string[];
  /** Another entry than the product's own, for a node that misbehaves. */
  readonly entry?: string;
}

export class LocalNode {
  #lastId = 0;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (thrown: unknown) => void }>();
  readonly #listeners = new Set<() => void>();

  private constructor(
    readonly name: string,
    readonly program: Program,
  ) {
    program.onMessage((message) => this.#take(message));
    program.child.once('exit', () => this.#failAll());
  }

  /** Starts it and waits until it answers. */
  static async start({
    name,
    data,
    network,
    flags = [],
    entry = 'out/main/headless.js',
  }: NodeStart): Promise<LocalNode> {
    const program = startProgram(join(ROOT, entry), ['--network', network, '--data', data, '--name', name, ...flags]);
    const node = new LocalNode(name, program);
    await program.message((message): message is object => ipcReady.safeParse(message).success);
    return node;
  }

  /** @throws AppError what the node answered. */
  call<Name extends keyof NodeCalls>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const take = (value: unknown): void => resolve(NODE_CALLS[name].output.parse(value) as CallOutput<Name>);
      this.#waiting.set(id, { resolve: take, reject });
      this.program.child.send({ type: 'ipc', id, name, input });
    });
  }

  /**
   * Looks after each change until `look` finds something; rejects after `limitMs` with `what` was waited for, and with
   * what `describe` says of how things stand then.
   */
  async until<Found>(
    what: string,
    limitMs: number,
    look: () => Promise<Found | undefined>,
    describe: () => Promise<string> = async () => '',
  ): Promise<Found> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const changed = this.#nextChange(Math.max(0, deadline - Date.now()));
      const found = await look();
      if (found !== undefined) return found;
      if (await changed) continue;
      const standing = await describe();
      throw new Error(`${this.name}: waited ${Math.round(limitMs / 1000)} s for ${what}${standing && `\n${standing}`}`);
    }
  }

  #nextChange(limitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (isChanged: boolean): void => {
        clearTimeout(timer);
        this.#listeners.delete(onChange);
        resolve(isChanged);
      };
      const onChange = (): void => finish(true);
      const timer = setTimeout(() => finish(false), limitMs);
      this.#listeners.add(onChange);
    });
  }

  #take(message: unknown): void {
    if (ipcChanged.safeParse(message).success) for (const listener of this.#listeners) listener();
    const answer = ipcAnswer.safeParse(message);
    if (!answer.success) return;
    const { data } = answer;
    const waiting = this.#waiting.get(data.id);
    this.#waiting.delete(data.id);
    if (data.ok) waiting?.resolve(data.value);
    else
      waiting?.reject(
        errorOf({
          code: data.error.code,
          message: data.error.message,
          ...(data.error.data && { data: data.error.data }),
        }),
      );
  }

  #failAll(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(`${this.name}'s node ended.`));
    this.#waiting.clear();
  }
}
