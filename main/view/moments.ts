/** What a moment of a task's life means to this account, as a sentence and as an amount. */
import type { Facts, TaskFact, TaskMoment } from '../../domain/facts.js';
import type { Address, Hex } from '../../domain/identity.js';
import { type Mcc, formatCredits, mcc } from '../../domain/units.js';
import { listed } from '../../domain/words.js';
import { nameOf } from './names.js';

/** A sentence whose first word is somebody's name, or none. */
export interface Saying {
  readonly subject?: string;
  readonly text: string;
}

/** `Ada claimed it`, `Checked and settled`. */
export function sentence({ subject, text }: Saying): string {
  return subject === undefined ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : `${subject} ${text}`;
}

/** `12 photos: Ada claimed it`. */
export function sentenceAbout(what: string, { subject, text }: Saying): string {
  return `${what}: ${subject === undefined ? text : `${subject} ${text}`}`;
}

/** Names a moment of a task: moments are only ever added. */
export function momentId(taskId: Hex, position: number): string {
  return `${taskId}:${position}`;
}

/** What a moment brought an account (above nothing) or took from it. */
export function gainOf({ payments }: Pick<TaskMoment, 'payments'>, account: Address): Mcc {
  if (!payments) return mcc(0);
  const gains = payments.map(({ from, to, amount }) => {
    if (from === to) return 0n;
    if (to === account) return amount;
    return from === account ? 0n - amount : 0n;
  });
  return mcc(gains.reduce((sum, gain) => sum + gain, 0n));
}

/** All that an account has paid for a task so far. */
export function paidBy({ moments }: Pick<TaskFact, 'moments'>, account: Address): Mcc {
  const payments = moments.flatMap((moment) => moment.payments ?? []);
  return mcc(payments.reduce((sum, { from, amount }) => (from === account ? sum + amount : sum), 0n));
}

/** A moment to whoever ordered the task. */
export function requesterSaying(facts: Facts, task: TaskFact, moment: TaskMoment): Saying {
  const who = moment.who && nameOf(facts, moment.who);
  const subject = who ?? 'Somebody';
  switch (moment.what) {
    case 'posted':
      return { text: `posted, ${formatCredits(task.escrow)} set aside` };
    case 'claimed':
      return { subject, text: 'claimed it' };
    case 'handed-back':
      return { subject, text: 'gave it back; another computer takes it' };
    case 'lapsed':
      return { subject, text: 'ran out of time; another computer takes it' };
    case 'sealed':
      return { subject, text: 'computed it' };
    case 'drawn':
      return { text: `drawn by lot to check it: ${namesOf(facts, moment)}` };
    case 'opened':
      return { subject, text: 'opened the result, to be compared' };
    case 'accepted':
      return { text: `checked by ${namesOf(facts, moment)} and settled, ${subject} is paid` };
    case 'rejected':
      return { text: `${namesOf(facts, moment)} found ${subject}’s result wrong; another computer takes it` };
    case 'unresolved':
      return { text: 'those who checked did not agree; another computer takes it' };
    case 'unchecked':
      return { text: 'nobody came to check it; nothing is paid' };
    case 'cancelled':
      return { text: 'called off; what was set aside is yours again' };
    case 'expired':
      return { text: 'ran out of time; what was set aside is yours again' };
  }
}

/** How somebody else's task ended for its worker; nothing for moments in between. */
export function workerSentence(facts: Facts, task: TaskFact, { what }: TaskMoment): string | undefined {
  const of = `for ${nameOf(facts, task.requester)}`;
  switch (what) {
    case 'accepted':
      return `Your work ${of} was checked and accepted`;
    case 'rejected':
      return `Your work ${of} was found wrong; your deposit is lost`;
    case 'lapsed':
      return `You ran out of time with a task ${of}`;
    case 'handed-back':
      return `You gave a task back ${of}`;
    case 'unresolved':
      return `Those who checked your work ${of} did not agree; your deposit is back`;
    case 'unchecked':
      return `Nobody came to check your work ${of}; your deposit is back`;
    case 'posted':
    case 'claimed':
    case 'sealed':
    case 'drawn':
    case 'opened':
    case 'cancelled':
    case 'expired':
      return undefined;
  }
}

/** To one of those who checked with the majority. */
export function checkerSentence(facts: Facts, { requester }: TaskFact, { what, who }: TaskMoment): string | undefined {
  if (what !== 'accepted' && what !== 'rejected') return undefined;
  const verdict = what === 'accepted' ? 'it was right' : 'it was wrong';
  const worker = who ? nameOf(facts, who) : 'somebody';
  return `You checked what ${worker} computed for ${nameOf(facts, requester)}: ${verdict}`;
}

export const isAmong = (account: Address, others: readonly Address[] = []): boolean =>
  others.some((other) => other === account);

function namesOf(facts: Facts, { others = [] }: TaskMoment): string {
  return listed(others.map((other) => nameOf(facts, other))) || 'others';
}
