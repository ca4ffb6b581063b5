/** Handlers of the Network page. */
import type { HandlersOf } from '../../../domain/wire/ipc/call.js';
import type { networkCalls } from '../../../domain/wire/ipc/network.js';
import type { Connection } from '../../chain/connection.js';
import type { NodeContext } from '../../context.js';
import { nameOf } from '../../view/names.js';

export function networkHandlers(
  { facts }: NodeContext,
  name: string,
  connection: Connection,
  pids: () => Record<string, number>,
): HandlersOf<typeof networkCalls> {
  return {
    'network.ledger': async () => ({
      accounts: facts.accounts().map(({ address, owed, owes, escrowed, grant }) => ({
        name: nameOf(facts, address),
        owedMcc: owed.toString(),
        owesMcc: owes.toString(),
        escrowedMcc: escrowed.toString(),
        grantMcc: grant.toString(),
      })),
      debts: facts.debts().map(({ debtor, creditor, amount }) => ({
        debtor: nameOf(facts, debtor),
        creditor: nameOf(facts, creditor),
        amountMcc: amount.toString(),
      })),
      verifiedComputeMcc: facts.verifiedCompute.toString(),
    }),
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
