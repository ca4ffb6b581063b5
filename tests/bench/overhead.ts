/**
 * What the network adds to a task: from the block that posts it to the block that settles it, less what its worker
 * says it computed. A hosted network and three nodes as processes of their own, at the pace of every node; a job of
 * one photo a run, each time with other bytes, so that nobody has them already.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobView } from '../../domain/wire/ipc/jobs.js';
import { startNetwork } from '../../scripts/local/network.js';
import { LocalNode } from '../../scripts/local/node.js';
import { ROOT } from '../../scripts/local/program.js';
import { type Bench, type Benchmark, repeat, type Samples, secondsSince } from './benchmark.js';
import { withComment } from './photos.js';

const NAMES = ['Ada', 'Ben', 'Cleo'] as const;
const JOIN_LIMIT_MS = 60_000;
const JOB_LIMIT_MS = 90_000;
/** The task that the share is of: the longest a person's task usually is. */
const LONG_TASK_SECONDS = 600;
const OPTIONS = { longestSide: 800 };
const PHOTO = join(ROOT, 'assets/samples/sunset.jpg');

/** Seconds. */
interface Times {
  readonly settled: number;
  readonly compute: number;
  readonly files: number;
}

export const overheadBenchmark: Benchmark = {
  name: 'overhead',
  runs: 7,
  figures: [
    { name: 'overhead.task', unit: 's' },
    { name: 'overhead.share-of-10-minutes', unit: '%', goal: 5 },
    { name: 'overhead.posted-to-settled', unit: 's' },
    { name: 'overhead.stated-compute', unit: 's' },
    { name: 'overhead.order-to-files', unit: 's' },
  ],
  measure,
};

async function measure(bench: Bench): Promise<Samples> {
  const [ada] = await startNodes(bench);
  if (!ada) throw new Error('Nobody joined.');
  bench.say(`${NAMES.length} nodes have joined`);
  const times = await repeat(bench, (run) => order(bench, ada, run));
  const overheads = times.map(({ settled, compute }) => settled - compute);
  return {
    'overhead.task': overheads,
    'overhead.share-of-10-minutes': overheads.map((overhead) => (100 * overhead) / LONG_TASK_SECONDS),
    'overhead.posted-to-settled': times.map(({ settled }) => settled),
    'overhead.stated-compute': times.map(({ compute }) => compute),
    'overhead.order-to-files': times.map(({ files }) => files),
  };
}

async function startNodes({ folder, own }: Bench): Promise<LocalNode[]> {
  const network = await startNetwork(join(folder, 'network'), NAMES.length);
  own(() => network.program.stop());
  return Promise.all(
    NAMES.map(async (name, index) => {
      const invitation = network.invitations[index] ?? '';
      const node = await LocalNode.start({ name, data: join(folder, name), network: invitation });
      own(() => node.program.stop());
      await node.until('a seat among the checkers', JOIN_LIMIT_MS, async () =>
        (await node.call('people.me', null)).hasSeat ? true : undefined,
      );
      return node;
    }),
  );
}

async function order({ folder }: Bench, node: LocalNode, run: number): Promise<Times> {
  const photo = join(folder, `photo-${run}.jpg`);
  await writeFile(photo, withComment(await readFile(PHOTO), `run ${run}`));
  const results = join(folder, `results-${run}`);
  await mkdir(results);
  const startedAt = performance.now();
  const { jobId } = await node.call('jobs.order', {
    kind: 'image_resize',
    paths: [photo],
    options: OPTIONS,
    folder: results,
  });
  const job = await node.until('the end of the job', JOB_LIMIT_MS, async () => {
    const found = (await node.call('jobs.list', null)).find((one) => one.jobId === jobId);
    if (found?.problem) throw new Error(found.problem.message);
    return found?.isDone ? found : undefined;
  });
  return { ...timesOf(job), files: secondsSince(startedAt) };
}

function timesOf({ tasks }: JobView): Omit<Times, 'files'> {
  const [task] = tasks;
  const [posted, accepted] = ['posted', 'accepted'].map((what) => task?.moments.find((moment) => moment.what === what));
  if (!task || !posted || !accepted || task.computeMs === undefined || task.failures > 0) {
    throw new Error('A task was not accepted at the first try.');
  }
  return { settled: (accepted.at - posted.at) / 1000, compute: task.computeMs / 1000 };
}
