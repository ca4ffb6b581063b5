/** Who owes whom: me, everybody I could owe or be owed by, and what passed between two of us. */
import { AppError } from '../../domain/errors.js';
import { type DebtFact, EMPTY_REPUTATION, type Facts, availableOf } from '../../domain/facts.js';
import { type Address, sameAddress } from '../../domain/identity.js';
import { type Mcc, mcc } from '../../domain/units.js';
import type { PeopleList, PersonPage, PersonRow, Standing } from '../../domain/wire/ipc/people.js';
import type { Happening } from '../../domain/wire/ipc/shapes.js';
import type { NodeContext } from '../context.js';
import { happenings, myMoments } from './happenings.js';
import type { MyMoment } from './happenings.js';
import { nameOf } from './names.js';
import { settleSentences } from './settle.js';
import type { Sight } from './sight.js';

export function standingOf({ facts, me }: NodeContext, { account }: Pick<Sight, 'account'>): Standing {
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
}

/** Those with debts first, the greatest ahead; then those met last. */
export function peopleList(context: NodeContext, sight: Pick<Sight, 'isNeighbour'>): PeopleList {
  const { facts, me } = context;
  const { owed, owes } = facts.account(me);
  const ties = tiesOf(facts, me);
  const lastAt = lastMeetings(context, myMoments(facts, me));
  const rows = [...everybody(facts, me)].map((address) => personRow(facts, address, ties, lastAt, sight));
  return { owedMcc: owed.toString(), owesMcc: owes.toString(), rows: rows.sort(byDebt) };
}

/** @throws AppError `input.malformed` for somebody who is not known here. */
export function personPage(context: NodeContext, address: Address, sight: Pick<Sight, 'isNeighbour'>): PersonPage {
  const { facts, me } = context;
  if (!everybody(facts, me).has(address)) {
    throw new AppError('input.malformed', 'Nobody with this address is known here. Open them from the list of people.');
  }
  const between = myMoments(facts, me).filter((moment) => otherParties(context, moment).has(address));
  const row = personRow(facts, address, tiesOf(facts, me), lastMeetings(context, between), sight);
  const { lifetimeEarned, ...reputation } = facts.person(address)?.reputation ?? EMPTY_REPUTATION;
  return {
    ...row,
    reputation: { ...reputation, earnedMcc: lifetimeEarned.toString() },
    hasSeat: facts.seatOf(address) !== undefined,
    history: historyOf(context, between, address),
    settle: settleSentences(facts, row),
  };
}

function everybody(facts: Facts, me: Address): Set<Address> {
  const known = facts.people().map((person) => person.address);
  const tied = facts.debtsOf(me).flatMap(({ debtor, creditor }) => [debtor, creditor]);
  return new Set([...known, ...tied].filter((address) => !sameAddress(address, me)));
}

type FactsAndMe = Pick<NodeContext, 'facts' | 'me'>;

interface Tie {
  readonly youOwe: Mcc;
  readonly owesYou: Mcc;
}

/** By the other's address; of a pair at most one side owes. */
function tiesOf(facts: Facts, me: Address): Map<Address, Tie> {
  const tie = ({ debtor, creditor, amount }: DebtFact): [Address, Tie] =>
    sameAddress(debtor, me)
      ? [creditor, { youOwe: amount, owesYou: mcc(0) }]
      : [debtor, { youOwe: mcc(0), owesYou: amount }];
  return new Map(facts.debtsOf(me).map(tie));
}

/** When something last passed between this account and each other one. */
function lastMeetings(context: FactsAndMe, moments: readonly MyMoment[]): Map<Address, number> {
  const lastAt = new Map<Address, number>();
  for (const one of moments) {
    for (const other of otherParties(context, one)) lastAt.set(other, Math.max(lastAt.get(other) ?? 0, one.moment.at));
  }
  return lastAt;
}

/** Who else a moment was about: a worker or checker meets the requester; who is paid meets who pays. */
function otherParties({ facts, me }: FactsAndMe, { task, moment, role }: MyMoment): Set<Address> {
  const { who, others = [], payments = [] } = moment;
  const met = role === 'requester' ? [...(who ? [who] : []), ...others] : role === 'payee' ? [] : [task.requester];
  const paid = payments.flatMap(({ from, to, ofGrant }) => {
    if (sameAddress(from, me)) return [to];
    if (!sameAddress(to, me)) return [];
    return ofGrant > 0n ? [from, facts.commons] : [from];
  });
  return new Set([...met, ...paid].filter((address) => !sameAddress(address, me)));
}

function personRow(
  facts: Facts,
  address: Address,
  ties: ReadonlyMap<Address, Tie>,
  lastMeeting: ReadonlyMap<Address, number>,
  { isNeighbour }: Pick<Sight, 'isNeighbour'>,
): PersonRow {
  const { accepted, rejected } = facts.person(address)?.reputation ?? EMPTY_REPUTATION;
  const { youOwe = mcc(0), owesYou = mcc(0) } = ties.get(address) ?? {};
  const lastAt = lastMeeting.get(address);
  return {
    address,
    name: nameOf(facts, address),
    role: roleOf(facts, address),
    isNeighbour: isNeighbour(address),
    youOweMcc: youOwe.toString(),
    owesYouMcc: owesYou.toString(),
    ...(lastAt !== undefined && { lastAt }),
    accepted,
    rejected,
  };
}

function roleOf(facts: Facts, address: Address): PersonRow['role'] {
  if (sameAddress(address, facts.commons)) return 'commons';
  return sameAddress(address, facts.platform) ? 'platform' : 'person';
}

const debtIn = (row: PersonRow): bigint => BigInt(row.youOweMcc) + BigInt(row.owesYouMcc);

function byDebt(one: PersonRow, other: PersonRow): number {
  const difference = debtIn(other) - debtIn(one);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return (other.lastAt ?? 0) - (one.lastAt ?? 0) || one.name.localeCompare(other.name);
}

/** Amounts are what each moment changed between the two; the account's own joining is none of it. */
function historyOf(context: NodeContext, between: readonly MyMoment[], address: Address): Happening[] {
  const own = between.map((one) => ({ ...one, gain: gainFrom(context, one, address) }));
  return happenings(context, own).filter(({ id }) => id !== 'joined');
}

/** What comes out of a grant is owed by the commons, whoever's it was. */
function gainFrom({ facts, me }: NodeContext, { moment }: MyMoment, other: Address): Mcc {
  const isCommons = sameAddress(other, facts.commons);
  const gains = (moment.payments ?? []).map(({ from, to, amount, ofGrant }) => {
    const earned = amount - ofGrant;
    if (sameAddress(to, me)) return isCommons ? ofGrant : sameAddress(from, other) ? earned : 0n;
    return sameAddress(from, me) && sameAddress(to, other) ? -earned : 0n;
  });
  return mcc(gains.reduce((sum, gain) => sum + gain, 0n));
}
