/**
 * A seat among those who are drawn to check others' work: taken for a deposit, and left by a notice. From the notice on
 * nobody is drawn for it; the deposit comes back once the notice has run out. A notice cannot be taken back: who wants
 * to check again leaves first and takes a new seat.
 */
import { availableOf } from '../../domain/facts.js';
import type { Mcc, Ms } from '../../domain/units.js';
import type { NodeContext } from '../context.js';
import type { NewIntent } from '../journal/journal.js';
import type { Act } from '../journal/runner.js';

/** What the network asks of who takes a seat. */
export interface SeatTerms {
  readonly stake: Mcc;
  /** From the notice to when the seat can be left. */
  readonly notice: Ms;
}

type SeatContext = Pick<NodeContext, 'facts' | 'contracts' | 'me'>;

export function takeSeatAct({ facts, contracts, me }: SeatContext): Act<'take-seat'> {
  return {
    standing: () => (facts.seatOf(me) ? 'done' : 'due'),
    perform: async () => {
      await contracts.send('registry', 'takeSeat', []);
      return undefined;
    },
  };
}

export function giveNoticeAct({ facts, contracts, me }: SeatContext): Act<'give-notice'> {
  return {
    standing: ({ data }) => {
      const seat = facts.seatOf(me);
      return seat?.takenAt === data.takenAt && seat.noticeAt === 0 ? 'due' : 'done';
    },
    perform: async () => {
      await contracts.send('registry', 'giveNotice', []);
      return undefined;
    },
  };
}

/** Refused while a check is still open, and tried again. */
export function leaveSeatAct({ facts, contracts, me }: SeatContext): Act<'leave-seat'> {
  return {
    standing: ({ data }) => (facts.seatOf(me)?.takenAt === data.takenAt ? 'due' : 'done'),
    perform: async () => {
      await contracts.send('registry', 'leaveSeat', []);
      return undefined;
    },
  };
}

/** What brings the seat to where the settings want it. */
export function seatIntents(
  { facts, me, settings, journal, chainClock }: NodeContext,
  { stake, notice }: SeatTerms,
): NewIntent[] {
  const isWanted = settings.get().roles.verify;
  const seat = facts.seatOf(me);
  if (!seat) {
    if (!isWanted || availableOf(facts.account(me)) < stake) return [];
    const former = journal.ofKind('take-seat').filter(({ outcome }) => outcome !== undefined).length;
    return [{ kind: 'take-seat', id: `take-seat:${former}`, data: {} }];
  }
  const { takenAt, noticeAt } = seat;
  if (noticeAt === 0) {
    return isWanted ? [] : [{ kind: 'give-notice', id: `give-notice:${takenAt}`, data: { takenAt } }];
  }
  if (chainClock.now() < noticeAt + notice) return [];
  return [{ kind: 'leave-seat', id: `leave-seat:${takenAt}`, data: { takenAt } }];
}
