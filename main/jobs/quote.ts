/** From chosen files to a price: what each file is, how many tasks they make, and what is set aside for them. */
import { basename } from 'node:path';
import { AppError, isAppError } from '../../domain/errors.js';
import { availableOf } from '../../domain/facts.js';
import { sameAddress } from '../../domain/identity.js';
import { type PaidTask, askOf } from '../../domain/price/ask.js';
import { creditsFor, cutIntoTasks, estimateOf } from '../../domain/price/estimate.js';
import { type PriceParameters, type TaskQuote, bountyFor, quoteTask } from '../../domain/price/quote.js';
import type { KindSpec } from '../../domain/task/kind-spec.js';
import { type Bps, type Mcc, bps, formatCredits, mcc } from '../../domain/units.js';
import type { JobQuote } from '../../domain/wire/ipc/jobs.js';
import type { Figures, TaskOptions } from '../../domain/wire/process.js';
import type { NodeContext } from '../context.js';
import { kindById } from '../tasks/index.js';
import { listFiles } from './files.js';
import type { Inspector } from './inspect.js';

/** The share of chunks that verifiers re-compute unless a person asks for more. */
export const STANDARD_DRAWN_SHARE = bps(1000);

/** Paid when they agree; fees for more are set aside and usually come back. */
const USUAL_CHECKERS = 2n;

export interface PricedTask<Chunk> extends TaskQuote {
  readonly chunks: readonly Chunk[];
  readonly estimate: Mcc;
}

/** Cuts a job into tasks and prices each; the same for a quote and for the order that follows it. */
export function priceTasks<Chunk extends { readonly figures: Figures }>(
  spec: KindSpec,
  chunks: readonly Chunk[],
  options: TaskOptions,
  ask: Bps,
  parameters: PriceParameters,
): PricedTask<Chunk>[] {
  return cutIntoTasks(spec, chunks, options).map((part) => {
    const figures = part.map((chunk) => chunk.figures);
    const estimate = creditsFor(estimateOf(spec, figures, options));
    const bounty = bountyFor(estimate, ask, parameters);
    return { ...quoteTask(bounty, part.length, STANDARD_DRAWN_SHARE, parameters), chunks: part, estimate };
  });
}

/** What the kind's last accepted tasks were paid at, newest first. */
export function goingAsk({ facts }: NodeContext, kind: string, { minimumBounty }: PriceParameters): Bps {
  const accepted = facts
    .tasks()
    // A bounty at the least there may be says nothing of what the work is worth.
    .filter(({ state, terms }) => state === 'accepted' && terms.kind === kind && terms.bounty > minimumBounty)
    .sort((one, other) => (other.moments.at(-1)?.at ?? 0) - (one.moments.at(-1)?.at ?? 0))
    .map(({ terms }): PaidTask => ({ bounty: terms.bounty, estimate: terms.estimate }));
  return askOf(accepted);
}

interface QuoteRequest {
  readonly kind: string;
  readonly paths: readonly string[];
  readonly options: TaskOptions;
}

/** Looks at each file; one that is refused is named with the reason and left out of the sum. */
export async function quoteJob(
  context: NodeContext,
  inspector: Inspector,
  request: QuoteRequest,
  parameters: PriceParameters,
): Promise<JobQuote> {
  const spec = kindById(request.kind).spec;
  const options = spec.parseOptions(request.options);
  const files: JobQuote['files'] = [];
  const refused: JobQuote['refused'] = [];
  for (const file of await listFiles(request.paths)) {
    const { path } = file;
    try {
      files.push({ ...(await inspector.inspect(request.kind, file)), path, name: basename(path) });
    } catch (thrown) {
      if (!isAppError(thrown) || !thrown.code.startsWith('input.')) throw thrown;
      refused.push({ path, code: thrown.code, message: thrown.message });
    }
  }
  const ask = goingAsk(context, request.kind, parameters);
  const tasks = priceTasks(spec, files, options, ask, parameters);
  const sum = (of: (task: (typeof tasks)[number]) => bigint): Mcc =>
    mcc(tasks.reduce((total, task) => total + of(task), 0n));
  const available = availableOf(context.facts.account(context.me));
  const setAside = sum((task) => task.setAside);
  return {
    files,
    refused,
    askBps: ask,
    tasks: tasks.length,
    estimateSeconds: estimateOf(
      spec,
      files.map(({ figures }) => figures),
      options,
    ),
    bountyMcc: sum((task) => task.bounty).toString(),
    platformFeeMcc: sum((task) => task.platformFee).toString(),
    verifierFeeMcc: sum((task) => USUAL_CHECKERS * task.verifierFee).toString(),
    setAsideMcc: setAside.toString(),
    availableMcc: available.toString(),
    isAffordable: files.length > 0 && setAside <= available,
    ...othersFor(context, request.kind),
  };
}

/** Computers of others that run the kind, and others who may be drawn to check. */
function othersFor({ facts, me, engines }: NodeContext, kind: string): { workers: number; checkers: number } {
  const engine = engines.get(kind);
  const able = facts.people().filter((person) => person.engines.some((one) => one === engine));
  return {
    workers: able.filter(({ address }) => !sameAddress(address, me)).length,
    checkers: facts.seats().filter(({ holder }) => !sameAddress(holder, me)).length,
  };
}

/** What to say where a job sets aside more than there is. */
export function notEnough(needed: Mcc, available: Mcc): AppError {
  return new AppError(
    'funds.not-enough',
    `This job sets ${formatCredits(needed)} aside and you have ${formatCredits(available)}. Lend your computer to earn more, or order less.`,
    { data: { neededMcc: needed.toString(), availableMcc: available.toString() } },
  );
}
