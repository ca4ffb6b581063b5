/** Handlers of the Jobs pages. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { AppError } from '../../../domain/errors.js';
import type { Hex } from '../../../domain/identity.js';
import type { PriceParameters } from '../../../domain/price/quote.js';
import type { jobsCalls } from '../../../domain/wire/ipc/jobs.js';
import { bps, mcc } from '../../../domain/units.js';
import type { HandlersOf } from '../../../domain/wire/ipc/call.js';
import type { NodeContext } from '../../context.js';
import { listFiles } from '../../jobs/files.js';
import { Inspector } from '../../jobs/inspect.js';
import { notEnough, quoteJob } from '../../jobs/quote.js';
import type { Pulse } from '../../pulse.js';
import { kindById } from '../../tasks/index.js';
import { jobRows } from '../../view/jobs.js';

export function jobsHandlers(
  context: NodeContext,
  parameters: PriceParameters,
  pulse: Pick<Pulse, 'beat' | 'troubleOf'>,
): HandlersOf<typeof jobsCalls> {
  const inspector = new Inspector(context);
  return {
    'jobs.quote': (request) => quoteJob(context, inspector, request, parameters),
    'jobs.order': async ({ kind, paths, options, folder }) => {
      const parsed = kindById(kind).spec.parseOptions(options);
      const files = await listFiles(paths);
      const quote = await quoteJob(context, inspector, { kind, paths, options }, parameters);
      const [first] = quote.refused;
      if (first)
        throw new AppError(
          first.code,
          `${quote.refused.length} of ${files.length} files cannot be used. ${first.message}`,
        );
      if (!quote.isAffordable) {
        throw notEnough(mcc(BigInt(quote.setAsideMcc)), mcc(BigInt(quote.availableMcc)));
      }
      const jobId = randomUUID();
      await context.journal.begin([
        {
          kind: 'order',
          id: `order:${jobId}`,
          data: { jobId, kind, options: parsed, files, folder: resolve(folder), ask: bps(quote.askBps) },
        },
      ]);
      pulse.beat();
      return { jobId };
    },
    'jobs.list': async () => jobRows(context, pulse.troubleOf),
    'jobs.cancel': async ({ taskId }) => {
      await context.journal.begin([
        { kind: 'cancel', id: `cancel:${taskId}:${context.clock.now()}`, data: { taskId: taskId as Hex } },
      ]);
      pulse.beat();
      return null;
    },
  };
}
