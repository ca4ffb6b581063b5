/**
 * The task processes of a node: one for the person's own files, one for pictures of them, one for work, one for
 * checking, so that looking and checking never wait behind something long. Each serves one call at a time.
 */
import type { InputOf, OutputOf, ProgressOf, taskCalls } from '../../domain/wire/process.js';
import type { CallOptions } from './child.js';
import type { ChildOf, ProcessHost } from './host.js';

type TaskCalls = typeof taskCalls;
type TaskCall = keyof TaskCalls;

export const LANES = ['own', 'look', 'work', 'check'] as const;
export type Lane = (typeof LANES)[number];

export class TaskLanes {
  readonly #children: Readonly<Record<Lane, ChildOf<'task'>>>;
  readonly #queues: Record<Lane, Promise<unknown>> = {
    own: Promise.resolve(),
    look: Promise.resolve(),
    work: Promise.resolve(),
    check: Promise.resolve(),
  };

  constructor(host: ProcessHost) {
    const child = (): ChildOf<'task'> => host.start('task');
    this.#children = { own: child(), look: child(), work: child(), check: child() };
  }

  /** Calls a lane's process once the calls before it are done. */
  call<Name extends TaskCall>(
    lane: Lane,
    name: Name,
    input: InputOf<TaskCalls[Name]>,
    options: CallOptions<ProgressOf<TaskCalls[Name]>> = {},
  ): Promise<OutputOf<TaskCalls[Name]>> {
    const result = this.#queues[lane].then(() => this.#children[lane].call(name, input, options));
    this.#queues[lane] = result.catch(() => undefined);
    return result;
  }

  pids(): Record<string, number> {
    return Object.fromEntries(
      LANES.flatMap((lane) => {
        const pid = this.#children[lane].pid();
        return pid === undefined ? [] : [[`task ${lane}`, pid]];
      }),
    );
  }
}
