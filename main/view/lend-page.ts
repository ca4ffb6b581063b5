/** The Lend page: the status, today, the last 24 hours as a band, and what was done for others. */
import { type TaskMoment, availableOf } from '../../domain/facts.js';
import { minutes } from '../../domain/units.js';
import type { LendPage, LendRow } from '../../domain/wire/ipc/lend.js';
import type { NodeContext } from '../context.js';
import type { Intent } from '../journal/intents.js';
import { midnight, spanSince } from './calendar.js';
import { type MyMoment, myMoments } from './happenings.js';
import { kindLabel } from './kinds.js';
import { lendStatus, openTasks } from './lend.js';
import { nameOf } from './names.js';
import type { Sight } from './sight.js';

const BAND = minutes(24 * 60);
const MOST_ROWS = 200;

export function lendPage(context: NodeContext, sight: Sight): LendPage {
  const rows = historyOf(context);
  return {
    status: lendStatus(context, sight),
    checking: checkingOf(context, sight),
    today: todayOf(context, rows),
    band: bandOf(context),
    waitingTasks: openTasks(context).length,
    history: rows.slice(0, MOST_ROWS),
  };
}

function checkingOf({ facts, me, settings }: NodeContext, { seats }: Sight): LendPage['checking'] {
  const seat = facts.seatOf(me);
  return {
    isOn: settings.get().roles.verify,
    hasSeat: seat !== undefined,
    depositMcc: seats.stake.toString(),
    availableMcc: availableOf(facts.account(me)).toString(),
    noticeMs: seats.notice,
    ...(seat && seat.noticeAt > 0 && { backAt: seat.noticeAt + seats.notice }),
  };
}

function todayOf(context: NodeContext, rows: readonly LendRow[]): LendPage['today'] {
  const now = context.clock.now();
  const since = midnight(now);
  const today = rows.filter(({ at }) => at >= since);
  const worked = workIntents(context).reduce(
    (sum, { openedAt, closedAt = now }) => sum + spanSince(since, openedAt, closedAt),
    0,
  );
  return {
    earnedMcc: today.reduce((sum, { earnedMcc }) => sum + BigInt(earnedMcc), 0n).toString(),
    tasks: today.filter(({ isCheck }) => !isCheck).length,
    checks: today.filter(({ isCheck }) => isCheck).length,
    workedMs: worked,
  };
}

function workIntents({ journal }: NodeContext): Intent<'compute' | 'check'>[] {
  return [...journal.ofKind('compute'), ...journal.ofKind('check')];
}

/** Oldest first. */
function bandOf(context: NodeContext): LendPage['band'] {
  const { facts, clock } = context;
  const now = clock.now();
  const since = now - BAND;
  return workIntents(context)
    .filter(({ closedAt = now, outcome }) => closedAt > since && outcome !== 'moot')
    .map(({ kind, data, openedAt, closedAt = now }) => {
      const task = facts.task(data.taskId);
      const requester = task ? nameOf(facts, task.requester) : 'somebody';
      const what = kind === 'compute' ? ('working' as const) : ('checking' as const);
      const sentence = kind === 'compute' ? `A task for ${requester}` : `Checked work done for ${requester}`;
      return { from: Math.max(openedAt, since), to: closedAt, what, sentence };
    })
    .sort((one, other) => one.from - other.from);
}

/** How a claim or a check ended; newest first. */
function historyOf(context: NodeContext): LendRow[] {
  return myMoments(context.facts, context.me)
    .flatMap((one) => rowOf(context, one) ?? [])
    .sort((one, other) => other.at - one.at);
}

function rowOf({ facts }: NodeContext, { task, moment, role, gain }: MyMoment): LendRow | undefined {
  if (role !== 'worker' && role !== 'checker') return undefined;
  const isCheck = role === 'checker';
  const sentence = isCheck ? checkEnding(moment) : workEnding(moment);
  if (sentence === undefined) return undefined;
  const { terms, claim, round } = task;
  const isAccepted = moment.what === 'accepted';
  const computeMs = !isCheck && isAccepted ? claim?.sealed?.computeTime : undefined;
  return {
    taskId: task.taskId,
    at: moment.at,
    kindLabel: kindLabel(terms.kind),
    requester: nameOf(facts, task.requester),
    requesterAddress: task.requester,
    isCheck,
    chunks: isCheck ? (round?.chunks.length ?? 1) : terms.chunkCount,
    ...(computeMs !== undefined && { computeMs }),
    earnedMcc: gain.toString(),
    sentence,
  };
}

function workEnding({ what }: TaskMoment): string | undefined {
  switch (what) {
    case 'accepted':
      return 'Checked and accepted';
    case 'rejected':
      return 'Found wrong, deposit lost';
    case 'lapsed':
      return 'Ran out of time, deposit lost';
    case 'handed-back':
      return 'Given back';
    case 'unresolved':
      return 'Those who checked did not agree';
    case 'unchecked':
      return 'Nobody came to check it';
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

function checkEnding({ what }: TaskMoment): string | undefined {
  if (what === 'accepted') return 'Checked: it was right';
  return what === 'rejected' ? 'Checked: it was wrong' : undefined;
}
