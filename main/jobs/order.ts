/**
 * A job's way out: files become chunks, chunks are added to storage, each task gets its manifest and terms (`order`);
 * then up to 20 tasks go to the chain in one call (`post`). A task's id follows from its nonce, kept in the journal,
 * so a task is posted once however often this is tried.
 */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '../../domain/errors.js';
import { type Terms, availableOf } from '../../domain/facts.js';
import { type Hex, toHex } from '../../domain/identity.js';
import type { PriceParameters } from '../../domain/price/quote.js';
import { type InputManifest, canonicalText, encodeInputManifest } from '../../domain/task/manifest.js';
import { type Ms, mcc, minutes, ms } from '../../domain/units.js';
import type { Figures, TaskOptions } from '../../domain/wire/process.js';
import { encodeTerms, taskIdOf } from '../chain/encode.js';
import { refusalOf } from '../chain/revert.js';
import type { NodeContext } from '../context.js';
import type { Intent, JobTask, Problem } from '../journal/intents.js';
import type { NewIntent } from '../journal/journal.js';
import type { Act } from '../journal/runner.js';
import { owedUntil } from '../storage/exchange.js';
import { kindById } from '../tasks/index.js';
import { assertUnchanged } from './files.js';
import { type PricedTask, STANDARD_DRAWN_SHARE, notEnough, priceTasks } from './quote.js';

const TASKS_PER_CALL = 20;
const DEADLINE = minutes(24 * 60);

interface StoredChunk {
  readonly cid: string;
  readonly size: number;
  readonly digest: Hex;
  readonly name: string;
  readonly figures: Figures;
}

/** What all tasks of one order share. */
interface CommonTerms {
  readonly options: TaskOptions;
  readonly deadline: Ms;
  readonly fewestVerifiers: number;
}

/** Everything wrong with a person's own order ends it, with the reason kept for them. */
function isPersonsMatter(thrown: unknown): boolean {
  return isAppError(thrown) && /^(input|funds|storage\.disk-full|storage\.too-large|task\.engine)/.test(thrown.code);
}

export function problemOf(thrown: unknown): Problem {
  return isAppError(thrown) ? { code: thrown.code, message: thrown.message } : { code: 'bug', message: String(thrown) };
}

export function orderAct(context: NodeContext, parameters: PriceParameters, fewestVerifiers: number): Act<'order'> {
  const { journal, scratch } = context;
  return {
    standing: () => 'due',
    perform: async (intent, signal) => {
      if (!intent.data.tasks) {
        await journal.note(intent, { tasks: await prepare(context, intent, parameters, fewestVerifiers, signal) });
      }
      const tasks = (journal.get(intent.id) as Intent<'order'>).data.tasks ?? [];
      await journal.begin(postIntents(intent.data.jobId, tasks));
      return 'done';
    },
    isFinal: isPersonsMatter,
    giveUp: (intent, thrown) => journal.note(intent, { problem: problemOf(thrown) }),
    ended: (intent) => scratch.remove(scratchName(intent)),
  };
}

const scratchName = (intent: Intent<'order'>): string => `order-${intent.data.jobId}`;

function postIntents(jobId: string, tasks: readonly JobTask[]): NewIntent<'post'>[] {
  const batches = Math.ceil(tasks.length / TASKS_PER_CALL);
  return Array.from({ length: batches }, (_, batch) => ({
    kind: 'post',
    id: `post:${jobId}:${batch}`,
    data: { jobId, tasks: tasks.slice(batch * TASKS_PER_CALL, (batch + 1) * TASKS_PER_CALL) },
  }));
}

async function prepare(
  context: NodeContext,
  intent: Intent<'order'>,
  parameters: PriceParameters,
  fewestVerifiers: number,
  signal: AbortSignal,
): Promise<JobTask[]> {
  const { kind, files } = intent.data;
  const spec = kindById(kind).spec;
  const options = spec.parseOptions(intent.data.options);
  await assertUnchanged(files);
  const folder = await context.scratch.create(scratchName(intent));
  const deadline = ms(context.chainClock.now() + DEADLINE);
  const chunks = await cutAndStore(context, intent, folder, deadline, signal);
  const priced = priceTasks(spec, chunks, options, intent.data.ask, parameters);
  assertAffordable(context, priced);
  const common = { options, deadline, fewestVerifiers };
  const tasks: JobTask[] = [];
  for (const task of priced)
    tasks.push(await describe(context, intent, task, common, join(folder, `task-${tasks.length}`)));
  return tasks;
}

async function cutAndStore(
  context: NodeContext,
  intent: Intent<'order'>,
  folder: string,
  deadline: Ms,
  signal: AbortSignal,
): Promise<StoredChunk[]> {
  const { kind, files, options } = intent.data;
  const paths = files.map(({ path }) => path);
  const inputs = await context.lanes.call('own', 'split', { kind, paths, options, scratch: folder }, { signal });
  const until = owedUntil({ deadline });
  const stored: StoredChunk[] = [];
  for (const { path, size, digest, name } of inputs) {
    const [seen] = await context.lanes.call('own', 'inspect', { kind, paths: [path] }, { signal });
    const { cid } = await context.exchange.add(path, until);
    stored.push({ cid, size, digest: digest as Hex, name, figures: seen?.figures ?? {} });
  }
  return stored;
}

/** The contracts have the last word; this one comes before anything is sent, with all tasks of the job in the sum. */
function assertAffordable({ facts, me }: NodeContext, tasks: readonly PricedTask<StoredChunk>[]): void {
  const needed = mcc(tasks.reduce((sum, { setAside }) => sum + setAside, 0n));
  const available = availableOf(facts.account(me));
  if (needed > available) throw notEnough(needed, available);
}

async function describe(
  context: NodeContext,
  intent: Intent<'order'>,
  task: PricedTask<StoredChunk>,
  { options, deadline, fewestVerifiers }: CommonTerms,
  path: string,
): Promise<JobTask> {
  const { kind } = intent.data;
  const chunks = task.chunks.map(({ cid, size, digest, figures }) => ({ cid, size, digest, figures }));
  const manifest: InputManifest = { version: 1, kind, sealed: 'none', options, chunks };
  const encoded = encodeInputManifest(manifest);
  await writeFile(path, encoded);
  const { cid: manifestCid } = await context.exchange.add(path, owedUntil({ deadline }));
  const terms: Terms = {
    nonce: BigInt(toHex(context.random.bytes(16))),
    kind,
    engine: engineOf(context, kind),
    manifestCid,
    manifestHash: sha256(encoded),
    specHash: sha256(new TextEncoder().encode(canonicalText({ kind, options }))),
    chunkCount: task.chunks.length,
    bounty: task.bounty,
    estimate: task.estimate,
    deadline,
    fewestVerifiers,
    drawnShare: STANDARD_DRAWN_SHARE,
  };
  return {
    taskId: taskIdOf(context.me, terms.nonce, terms.specHash),
    terms,
    names: task.chunks.map(({ name }) => name),
  };
}

function engineOf({ engines }: NodeContext, kind: string): Hex {
  const engine = engines.get(kind);
  if (!engine)
    throw new AppError(
      'task.engine-mismatch',
      `This computer has no engine for ${kind}. Reinstall the app to get it back.`,
    );
  return engine as Hex;
}

function sha256(data: Uint8Array): Hex {
  return toHex(createHash('sha256').update(data).digest());
}

export function postAct({ facts, contracts, journal }: NodeContext): Act<'post'> {
  return {
    standing: ({ data }) => (data.tasks.every(({ taskId }) => facts.task(taskId)) ? 'done' : 'due'),
    perform: async ({ data }) => {
      try {
        await contracts.send('taskMarket', 'post', [data.tasks.map(({ terms }) => encodeTerms(terms))]);
      } catch (thrown) {
        // Sent before a crash: the facts will say so.
        if (refusalOf(thrown) !== 'AlreadyPosted') throw thrown;
      }
      return undefined;
    },
    isFinal: isPersonsMatter,
    giveUp: async (intent, thrown) => {
      await journal.note(intent, { problem: problemOf(thrown) });
    },
  };
}
