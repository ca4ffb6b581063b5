/** Handlers of the Network page. */
import type { HandlersOf } from '../../../domain/wire/ipc/call.js';
import type { networkCalls } from '../../../domain/wire/ipc/network.js';
import type { Connection } from '../../chain/connection.js';
import type { NodeContext } from '../../context.js';

export function networkHandlers(
  { facts }: NodeContext,
  name: string,
  connection: Connection,
  pids: () => Record<string, number>,
): HandlersOf<typeof networkCalls> {
  return {
    'network.status': async () => ({
      name,
      isConnected: connection.isConnected(),
      block: facts.block,
      people: facts.people().length,
      seats: facts.seats().length,
      openTasks: facts.tasks().filter(({ state }) => state === 'open').length,
      pids: pids(),
    }),
  };
}
