/** Handlers of the People pages. */
import type { HandlersOf } from '../../../domain/wire/ipc/call.js';
import type { Address } from '../../../domain/identity.js';
import type { peopleCalls } from '../../../domain/wire/ipc/people.js';
import type { NodeContext } from '../../context.js';
import { nameOf } from '../../view/names.js';
import { peopleList, personPage, standingOf } from '../../view/people.js';
import type { Sight } from '../../view/sight.js';

export function peopleHandlers(context: NodeContext, sight: Sight): HandlersOf<typeof peopleCalls> {
  const { facts, me } = context;
  return {
    'people.me': async () => standingOf(context, sight),
    'people.debts': async () =>
      facts.debtsOf(me).map(({ debtor, creditor, amount }) => ({
        debtor: nameOf(facts, debtor),
        creditor: nameOf(facts, creditor),
        amountMcc: amount.toString(),
      })),
    'people.list': async () => peopleList(context, sight),
    'people.person': async ({ address }) => personPage(context, address as Address, sight),
  };
}
