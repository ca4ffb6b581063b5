/** Handlers of Home and the People pages. */
import { EMPTY_REPUTATION, availableOf } from '../../../domain/facts.js';
import type { HandlersOf } from '../../../domain/wire/ipc/call.js';
import type { peopleCalls } from '../../../domain/wire/ipc/people.js';
import type { NodeContext } from '../../context.js';
import { nameOf } from '../../view/names.js';

export function peopleHandlers(context: NodeContext, account: string): HandlersOf<typeof peopleCalls> {
  const { facts, me } = context;
  return {
    'people.me': async () => {
      const totals = facts.account(me);
      const { accepted, rejected } = facts.person(me)?.reputation ?? EMPTY_REPUTATION;
      return {
        address: me,
        account,
        name: nameOf(facts, me),
        isRegistered: facts.person(me) !== undefined,
        hasSeat: facts.seatOf(me) !== undefined,
        availableMcc: availableOf(totals).toString(),
        grantMcc: totals.grant.toString(),
        owedMcc: totals.owed.toString(),
        owesMcc: totals.owes.toString(),
        positionMcc: (totals.owed - totals.owes).toString(),
        accepted,
        rejected,
      };
    },
    'people.debts': async () =>
      facts.debtsOf(me).map(({ debtor, creditor, amount }) => ({
        debtor: nameOf(facts, debtor),
        creditor: nameOf(facts, creditor),
        amountMcc: amount.toString(),
      })),
  };
}
