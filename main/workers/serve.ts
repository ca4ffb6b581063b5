/**
 * The child's side of a process: one `serve()` call is the whole entry file.
 *
 * Calls run side by side. Input is checked against the table before a handler sees it; what a handler throws
 * crosses as a report, and an unforeseen error also leaves its stack on stderr. When the parent says stop, or is
 * gone, everything in flight is aborted, `stop` runs, and the process ends.
 */
import { inspect } from 'node:util';
import { z } from 'zod';
import { AppError, isAppError, reportOf } from '../../domain/errors.js';
import {
  type CallSchema,
  type CallTable,
  type FromChild,
  type InputOf,
  type OutputOf,
  type ProgressOf,
  toChild,
} from '../../domain/wire/process.js';
import { parentChannel } from './parent-channel.js';

/** What a handler gets beside its input: `signal` says stop, `progress` tells the caller of a part that is done. */
export interface CallContext<Progress> {
  readonly signal: AbortSignal;
  readonly progress: (value: Progress) => void;
}

type Handler<Schema extends CallSchema> = (
  input: InputOf<Schema>,
  context: CallContext<ProgressOf<Schema>>,
) => Promise<OutputOf<Schema>>;

/** One handler for each call of a table. */
export type Handlers<Calls extends CallTable> = { readonly [Name in keyof Calls]: Handler<Calls[Name]> };

export interface ServeOptions {
  /** Closes what the process holds; runs once, after the calls in flight were aborted. */
  readonly stop?: () => Promise<void>;
}

/** How long aborted calls may take to let go before `stop` runs over them. */
const SETTLE_MS = 1000;
/** How long a child without a parent may take to end: nobody is left to kill it. */
const ORPHAN_MS = 5000;

/**
 * Serves the calls of `calls` to the parent until it says stop or is lost; ends the process then.
 * A handler that honours its signal may throw anything once aborted: it crosses as `task.cancelled`.
 */
export function serve<const Calls extends CallTable>(
  calls: Calls,
  handlers: Handlers<Calls>,
  options: ServeOptions = {},
): void {
  const running = new Map<number, { readonly controller: AbortController; readonly settled: Promise<void> }>();
  let stopping = false;

  async function answer(id: number, name: string, input: unknown, signal: AbortSignal): Promise<void> {
    const progress = (value: unknown): void => {
      if (!signal.aborted) channel.send({ type: 'progress', id, value });
    };
    try {
      channel.send({ type: 'done', id, output: await handle(calls, handlers, name, input, { signal, progress }) });
    } catch (thrown) {
      channel.send(failure(id, name, thrown, signal));
    } finally {
      running.delete(id);
    }
  }

  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    for (const { controller } of running.values()) controller.abort();
    const settled = Promise.all([...running.values()].map((call) => call.settled));
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, SETTLE_MS))]);
    try {
      await options.stop?.();
      process.exit(0);
    } catch (thrown) {
      complain('stopping failed', thrown);
      process.exit(1);
    }
  }

  function receive(received: unknown): void {
    const message = toChild.parse(received);
    if (message.type === 'stop') return void stop();
    if (message.type === 'abort') return running.get(message.id)?.controller.abort();
    if (stopping) return;
    const controller = new AbortController();
    // The call is noted before its first step, so that an answer given at once finds it.
    const settled = Promise.resolve().then(() => answer(message.id, message.name, message.input, controller.signal));
    running.set(message.id, { controller, settled });
  }

  const channel = parentChannel({
    receive,
    lost: () => {
      setTimeout(() => process.exit(1), ORPHAN_MS).unref();
      void stop();
    },
  });
  // Ctrl-C reaches every process of the terminal: only the parent decides when a child ends.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => void stop());
  channel.send({ type: 'ready' });
}

async function handle(
  calls: CallTable,
  handlers: Readonly<Record<string, unknown>>,
  name: string,
  input: unknown,
  context: CallContext<unknown>,
): Promise<unknown> {
  const schema = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!schema) throw new AppError('bug', `This process knows no call "${name}".`);
  const parsed = schema.input.safeParse(input);
  if (!parsed.success) {
    const message = `The call "${name}" cannot use what it was given. ${z.prettifyError(parsed.error)}`;
    throw new AppError('input.malformed', message, { data: { name } });
  }
  const handler = handlers[name] as (input: unknown, context: CallContext<unknown>) => Promise<unknown>;
  return handler(parsed.data, context);
}

function failure(id: number, name: string, thrown: unknown, signal: AbortSignal): FromChild {
  if (isAppError(thrown)) return { type: 'failed', id, error: reportOf(thrown) };
  if (signal.aborted) {
    return { type: 'failed', id, error: { code: 'task.cancelled', message: `"${name}" was stopped before its end.` } };
  }
  complain(`"${name}" failed`, thrown);
  return { type: 'failed', id, error: reportOf(thrown) };
}

/** For the log: the parent reads the lines of this process. */
function complain(what: string, thrown: unknown): void {
  process.stderr.write(`${what}: ${inspect(thrown)}\n`);
}
