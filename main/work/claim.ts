/** Claims a task once all of its input is here, can be computed, and pays: nothing is left that could cost the bond. */
import { creditsFor, estimateOf } from '../../domain/price/estimate.js';
import { isWorthIt } from '../../domain/schedule/pay.js';
import type { TaskFact } from '../../domain/facts.js';
import { type Mcc, type Ms, minutes, ms } from '../../domain/units.js';
import { isAppError } from '../../domain/errors.js';
import { type Hex, sameAddress } from '../../domain/identity.js';
import type { NodeContext } from '../context.js';
import type { Act } from '../journal/runner.js';
import { owedUntil } from '../storage/exchange.js';
import { kindById } from '../tasks/index.js';
import { fetchChunks, fetchManifest } from './input.js';
import { isLending } from './lending.js';

/** What a claim states as its finish at least: the lock's own length. */
const SHORTEST_SPAN = minutes(10);
/** A machine slower than the reference, busy with its owner's work, takes this much longer than estimated. */
const PATIENCE = 4;
const MS_PER_MCC = 3600;

function statedFinish({ terms }: TaskFact, cost: Mcc, now: Ms): Ms {
  const span = Math.max(SHORTEST_SPAN, Number(cost) * MS_PER_MCC * PATIENCE);
  return ms(Math.min(now + span, terms.deadline));
}

/** Tells the loop of a task to leave alone: as long as this node runs, or for a while. */
export type PassBy = (taskId: Hex, span: 'for good' | 'for now') => void;

/** What no later try would change. Everything else may be different soon: a requester that was away comes back. */
const LASTING = /^(input|storage\.too-large|storage\.wrong-bytes)/;

export function claimAct(context: NodeContext, passBy: PassBy): Act<'claim'> {
  const { facts, contracts, clock, chainClock, me, settings, scratch } = context;
  return {
    standing: ({ data }) => {
      const task = facts.task(data.taskId);
      if (!task || task.state === 'open') return task ? 'due' : 'moot';
      return task.claim && sameAddress(task.claim.worker, me) ? 'done' : 'moot';
    },
    perform: async ({ data }, signal) => {
      const task = facts.task(data.taskId);
      if (!task) return 'moot';
      const folder = await scratch.create(`work-${task.taskId}`);
      const input = await fetchManifest(context, task, folder, owedUntil(task.terms), signal);
      const spec = kindById(task.terms.kind).spec;
      const options = spec.parseOptions(input.manifest.options);
      // What the requester says of its chunks is not believed, and a chunk it withholds is found before a bond is at stake.
      const indices = Array.from({ length: task.terms.chunkCount }, (_, index) => index);
      const chunks = await fetchChunks(context, task, input, indices, owedUntil(task.terms), signal);
      const paths = chunks.map(({ path }) => path);
      const seen = await context.lanes.call('work', 'inspect', { kind: spec.id, paths }, { signal });
      const figures = seen.map((chunk) => chunk.figures);
      const cost = creditsFor(estimateOf(spec, figures, options));
      if (!isWorthIt(task.terms.bounty, cost, settings.get().marginBps)) {
        passBy(task.taskId, 'for good');
        return 'moot';
      }
      // Fetching takes a while; who paused meanwhile takes nothing new.
      if (!isLending(settings.get(), clock.now())) return 'moot';
      await contracts.send('taskClaims', 'claim', [
        task.taskId,
        BigInt(Math.floor(statedFinish(task, cost, chainClock.now()) / 1000)),
      ]);
      return undefined;
    },
    // One task must not keep the others waiting: it is let go and tried again in its turn.
    isFinal: (thrown) => isAppError(thrown) && /^(input|chain\.refused|funds|storage|process)/.test(thrown.code),
    giveUp: async ({ data }, thrown) => {
      passBy(data.taskId, isAppError(thrown) && LASTING.test(thrown.code) ? 'for good' : 'for now');
    },
    ended: async ({ data }, outcome) => {
      if (outcome !== 'done') await scratch.remove(`work-${data.taskId}`);
    },
  };
}
