/**
 * Answers calls from a screen or another client: sender first, then name, then shape. Whatever is thrown crosses as a
 * report.
 */
import { AppError, reportOf } from '../../domain/errors.js';
import { type IpcAnswer, type NodeCalls, ipcRequest } from '../../domain/wire/ipc/all.js';
import type { HandlersOf, IpcTable } from '../../domain/wire/ipc/call.js';

/** A node's handlers: every call has one; the compiler asks for it. */
export type NodeHandlers = HandlersOf<NodeCalls>;

/** The line to one client; `isTrusted` is asked at each message. */
export interface IpcPort {
  readonly isTrusted: () => boolean;
  readonly send: (message: IpcAnswer) => void;
}

/** Answers one message with the handlers of `calls`; what is not a call of ours is left alone. */
export async function answer<Table extends IpcTable>(
  calls: Table,
  handlers: HandlersOf<Table>,
  port: IpcPort,
  message: unknown,
): Promise<void> {
  if (!port.isTrusted()) return;
  const request = ipcRequest.safeParse(message);
  if (!request.success) return;
  const { id, name, input } = request.data;
  try {
    port.send({ type: 'ipc', id, ok: true, value: await handle(calls, handlers, name, input) });
  } catch (thrown) {
    port.send({ type: 'ipc', id, ok: false, error: reportOf(thrown) });
  }
}

async function handle<Table extends IpcTable>(
  calls: Table,
  handlers: HandlersOf<Table>,
  name: string,
  input: unknown,
): Promise<unknown> {
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!call) throw new AppError('input.malformed', `There is no call "${name.slice(0, 64)}". Update the app.`);
  const parsed = call.input.safeParse(input);
  if (!parsed.success)
    throw new AppError('input.malformed', `The call "${name}" came with values it does not take. Update the app.`);
  const handler = handlers[name] as (given: unknown) => Promise<unknown>;
  return call.output.parse(await handler(parsed.data));
}
