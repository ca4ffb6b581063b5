/**
 * Answers calls from a screen or another client: sender first, then name, then shape. Whatever is thrown crosses as a
 * report.
 */
import { AppError, reportOf } from '../../domain/errors.js';
import { IPC_CALLS, type IpcInput, type IpcName, type IpcOutput, ipcRequest } from '../../domain/wire/ipc/all.js';

/** Every call has its handler; the compiler asks for it. */
export type Handlers = { readonly [Name in IpcName]: (input: IpcInput<Name>) => Promise<IpcOutput<Name>> };

/** The line to one client; `isTrusted` is asked at each message. */
export interface IpcPort {
  readonly isTrusted: () => boolean;
  readonly send: (message: unknown) => void;
}

/** Answers one message; what is not a call of ours is left alone. */
export async function answer(handlers: Handlers, port: IpcPort, message: unknown): Promise<void> {
  if (!port.isTrusted()) return;
  const request = ipcRequest.safeParse(message);
  if (!request.success) return;
  const { id, name, input } = request.data;
  try {
    port.send({ type: 'ipc', id, ok: true, value: await handle(handlers, name, input) });
  } catch (thrown) {
    port.send({ type: 'ipc', id, ok: false, error: reportOf(thrown) });
  }
}

async function handle(handlers: Handlers, name: string, input: unknown): Promise<unknown> {
  if (!isCall(name)) throw new AppError('input.malformed', `There is no call "${name.slice(0, 64)}". Update the app.`);
  const parsed = IPC_CALLS[name].input.safeParse(input);
  if (!parsed.success)
    throw new AppError('input.malformed', `The call "${name}" came with values it does not take. Update the app.`);
  const handler = handlers[name] as (given: unknown) => Promise<unknown>;
  return IPC_CALLS[name].output.parse(await handler(parsed.data));
}

function isCall(name: string): name is IpcName {
  return Object.hasOwn(IPC_CALLS, name);
}
