/** Home: how am I doing. */
import type { Facts } from '../../domain/facts.js';
import type { HomePage } from '../../domain/wire/ipc/home.js';
import type { NodeContext } from '../context.js';
import { midnight } from './calendar.js';
import { type MyMoment, happenings, myMoments } from './happenings.js';
import { jobParts } from './job-parts.js';
import { jobRow, newestOrders } from './jobs.js';
import { lendStatus } from './lend.js';
import { standingOf } from './people.js';
import type { Sight } from './sight.js';

const MOST_HAPPENINGS = 50;
const DAYS = 30;

export function homePage(context: NodeContext, sight: Sight): HomePage {
  const { facts, me, clock, settings } = context;
  const now = clock.now();
  const totals = facts.account(me);
  const moments = myMoments(facts, me);
  const month = flowSince(moments, midnight(now, DAYS));
  const today = flowSince(moments, midnight(now));
  return {
    me: standingOf(context, sight),
    setAsideMcc: totals.escrowed.toString(),
    depositsMcc: (totals.bonded + totals.staked).toString(),
    todayMcc: (today.earned - today.spent).toString(),
    earned30Mcc: month.earned.toString(),
    spent30Mcc: month.spent.toString(),
    lend: lendStatus(context, sight),
    jobs: jobsUnderWay(context, sight),
    happenings: happenings(context, moments, MOST_HAPPENINGS),
    shouldSaveWords: !settings.get().wordsSaved && hasEarned(facts, me),
  };
}

/** What came and what went, by the moments of tasks. */
function flowSince(moments: readonly MyMoment[], since: number): { earned: bigint; spent: bigint } {
  const gains = moments.filter(({ moment }) => moment.at >= since).map(({ gain }) => gain as bigint);
  return {
    earned: gains.reduce((sum, gain) => (gain > 0n ? sum + gain : sum), 0n),
    spent: gains.reduce((sum, gain) => (gain < 0n ? sum - gain : sum), 0n),
  };
}

function jobsUnderWay(context: NodeContext, sight: Sight): HomePage['jobs'] {
  return newestOrders(context)
    .map((order) => jobParts(context, order, sight))
    .filter(({ state }) => state === 'under-way')
    .map((parts) => jobRow(context, parts, sight));
}

/** From the first credit on there is something to lose. */
function hasEarned(facts: Facts, me: NodeContext['me']): boolean {
  const lifetimeEarned = facts.person(me)?.reputation.lifetimeEarned ?? 0n;
  return lifetimeEarned > 0n || facts.account(me).owed > 0n;
}
