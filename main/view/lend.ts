/** What this computer is doing for others, and why it does nothing where it does nothing. */
import type { TaskFact } from '../../domain/facts.js';
import { sameAddress } from '../../domain/identity.js';
import type { LendState, LendStatus } from '../../domain/wire/ipc/lend.js';
import { count } from '../../domain/words.js';
import type { NodeContext } from '../context.js';
import { isLending } from '../work/lending.js';
import { clockWords } from './calendar.js';
import { type InHand, currentOf, inHand } from './lend-current.js';
import { nameOf } from './names.js';
import type { Sight } from './sight.js';

/** Sealed work counts on chain, too, until it is judged. */
const MOST_ACTIVE = 5;

interface Reason {
  readonly sentence: string;
  readonly hint?: string;
}

/** The state with its first reason. */
export function lendStatus(context: NodeContext, sight: Sight): LendStatus {
  const { settings, clock } = context;
  const now = clock.now();
  const { pausedUntil } = settings.get();
  const hand = inHand(context);
  const state = stateOf(hand, isLending(settings.get(), now));
  return {
    state,
    ...reasonOf(context, sight, state, hand),
    ...(pausedUntil > now && settings.get().roles.work && { pausedUntil }),
    current: hand.map((one) => currentOf(context, one, sight)),
  };
}

function stateOf(hand: readonly InHand[], isOn: boolean): LendState {
  if (hand.some(({ isCheck }) => !isCheck)) return isOn ? 'working' : 'finishing';
  if (hand.length > 0) return 'checking';
  return isOn ? 'waiting' : 'off';
}

function reasonOf(context: NodeContext, sight: Sight, state: LendState, hand: readonly InHand[]): Reason {
  const { facts } = context;
  const [first] = hand;
  const requester = first ? nameOf(facts, first.task.requester) : 'somebody';
  switch (state) {
    case 'working':
      return { sentence: `Working on a task for ${requester}` };
    case 'checking':
      return { sentence: `Checking work done for ${requester}`, hint: 'Whoever is drawn checks, also while paused.' };
    case 'finishing':
      return { sentence: `Finishing the task for ${requester}, then paused`, hint: offHint(context) };
    case 'off':
      return offReason(context);
    case 'waiting':
      return waitingReason(context, sight);
  }
}

function offHint({ settings, clock }: NodeContext): string {
  const { pausedUntil, roles } = settings.get();
  if (!roles.work) return 'Start to take the next one.';
  return `It goes on at ${clockWords(pausedUntil, clock.now())}. Start to take the next one before.`;
}

function offReason({ settings, clock }: NodeContext): Reason {
  const { pausedUntil, roles } = settings.get();
  if (!roles.work) return { sentence: 'Not lending', hint: 'Start, and this computer earns credits while it is on.' };
  return { sentence: `Paused until ${clockWords(pausedUntil, clock.now())}`, hint: 'Start to go on now.' };
}

function waitingReason(context: NodeContext, sight: Sight): Reason {
  const { facts, me, journal } = context;
  if (!sight.isConnected()) {
    return { sentence: 'Waiting for the network, which does not answer', hint: 'It is tried again by itself.' };
  }
  if (!facts.person(me)) return { sentence: 'Waiting to be let into the network', hint: 'This takes a few seconds.' };
  const claim = journal.openOnes().find(({ kind }) => kind === 'claim');
  const claimed = claim?.kind === 'claim' ? facts.task(claim.data.taskId) : undefined;
  if (claimed) return { sentence: `Fetching the files of a task for ${nameOf(facts, claimed.requester)}` };
  const unjudged = facts.tasks().filter((task) => isMineUnjudged(task, me)).length;
  if (unjudged >= MOST_ACTIVE) {
    return { sentence: `Waiting until others have checked your last ${count(unjudged, 'task')}` };
  }
  return openReason(context, sight);
}

function isMineUnjudged({ state, claim }: TaskFact, me: string): boolean {
  return (state === 'sealed' || state === 'checking') && claim !== undefined && sameAddress(claim.worker, me);
}

/** Tasks of others that wait for a computer. */
export function openTasks({ facts, me }: NodeContext): TaskFact[] {
  return facts.tasks().filter(({ state, requester }) => state === 'open' && !sameAddress(requester, me));
}

function openReason(context: NodeContext, sight: Sight): Reason {
  const open = openTasks(context);
  if (open.length === 0) return { sentence: 'Waiting for a task: none is open now' };
  const engines = new Set<string>(context.engines.values());
  const able = open.filter(({ terms }) => engines.has(terms.engine));
  if (able.length === 0) {
    const hint = 'They need a part this version does not have. An update may bring it.';
    return { sentence: `Waiting: ${opens(open.length)}, none that this computer can do`, hint };
  }
  const passedBy = sight.passedBy();
  if (able.every(({ taskId }) => passedBy.has(taskId))) {
    const hint =
      'Tasks are passed by when they pay less than the margin in your settings, or their files cannot be had.';
    return { sentence: `Waiting: ${opens(able.length)}, passed by for now`, hint };
  }
  return { sentence: `Choosing a task: ${opens(able.length)}` };
}

const opens = (open: number): string => `${count(open, 'task')} ${open === 1 ? 'is' : 'are'} open`;
