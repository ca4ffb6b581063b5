/** Handlers of the Jobs pages. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { AppError } from '../../../domain/errors.js';
import type { Hex } from '../../../domain/identity.js';
import type { CallInput } from '../../../domain/wire/ipc/all.js';
import type { jobsCalls } from '../../../domain/wire/ipc/jobs.js';
import { bps, mcc } from '../../../domain/units.js';
import type { HandlersOf } from '../../../domain/wire/ipc/call.js';
import type { NodeContext } from '../../context.js';
import { listFiles } from '../../jobs/files.js';
import { Inspector } from '../../jobs/inspect.js';
import { Previews } from '../../jobs/preview.js';
import { notEnough, quoteJob } from '../../jobs/quote.js';
import { samplePaths } from '../../jobs/samples.js';
import { saveTo } from '../../jobs/save-to.js';
import type { Pulse } from '../../pulse.js';
import { kindById } from '../../tasks/index.js';
import { jobPage, orderOf } from '../../view/job-page.js';
import { jobParts } from '../../view/job-parts.js';
import { filesOf, jobList, jobRows } from '../../view/jobs.js';
import { kindCards } from '../../view/kinds.js';
import { jobReceipt } from '../../view/receipt.js';
import type { Sight } from '../../view/sight.js';

/** @param network What the network is called, for receipts. */
export function jobsHandlers(
  context: NodeContext,
  sight: Sight,
  network: string,
  pulse: Pick<Pulse, 'beat'>,
): HandlersOf<typeof jobsCalls> {
  const inspector = new Inspector(context);
  const previews = new Previews(context.folders.previews, context.lanes, context.clock);
  return {
    'jobs.kinds': async () => kindCards(),
    'jobs.quote': (request) => quoteJob(context, inspector, request, sight.price),
    'jobs.order': async (request) => {
      const jobId = await order(context, inspector, request, sight);
      pulse.beat();
      return { jobId };
    },
    'jobs.list': async () => jobList(context, sight),
    'jobs.rows': async () => jobRows(context, sight),
    'jobs.page': async ({ jobId }) => jobPage(context, jobId, sight),
    'jobs.receipt': async ({ jobId }) => jobReceipt(context, jobId, network, sight),
    'jobs.cancel': async ({ taskId }) => {
      await context.journal.begin([
        { kind: 'cancel', id: `cancel:${taskId}:${context.clock.now()}`, data: { taskId: taskId as Hex } },
      ]);
      pulse.beat();
      return null;
    },
    'jobs.preview': (request) => previews.of(request),
    'jobs.saveTo': async ({ jobId, folder }) => {
      const files = filesOf(jobParts(context, orderOf(context, jobId), sight));
      return { files: await saveTo(files, resolve(folder)) };
    },
    'jobs.samples': async () => ({ paths: await samplePaths(context.folders.assets) }),
  };
}

/** @returns The new job's id. @throws AppError `input.*` for files that cannot be used, `funds.not-enough`. */
async function order(
  context: NodeContext,
  inspector: Inspector,
  { kind, paths, options, folder }: CallInput<'jobs.order'>,
  { price }: Sight,
): Promise<string> {
  const parsed = kindById(kind).spec.parseOptions(options);
  const files = await listFiles(paths);
  const quote = await quoteJob(context, inspector, { kind, paths, options }, price);
  const [first] = quote.refused;
  if (first) {
    throw new AppError(first.code, `${quote.refused.length} of ${files.length} files cannot be used. ${first.message}`);
  }
  const setAside = mcc(BigInt(quote.setAsideMcc));
  if (!quote.isAffordable) throw notEnough(setAside, mcc(BigInt(quote.availableMcc)));
  const jobId = randomUUID();
  const data = { jobId, kind, options: parsed, files, folder: resolve(folder), ask: bps(quote.askBps), setAside };
  await context.journal.begin([{ kind: 'order', id: `order:${jobId}`, data }]);
  return jobId;
}
