/** A past for a home: done jobs as its journal and its mirror would hold them, their files where they were saved. */
import { appendFile, link, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dutyId } from '../../../domain/duty/duties.js';
import type { PaymentFact, TaskFact, TaskMoment } from '../../../domain/facts.js';
import type { Address, Hex } from '../../../domain/identity.js';
import { bps, mcc, ms } from '../../../domain/units.js';
import type { NetworkProfile } from '../../../domain/wire/profile.js';
import type { NewIntent } from '../../../main/journal/journal.js';
import { encodeJson } from '../../../main/json.js';
import { Mirror } from '../../../main/mirror/store.js';

const CHUNKS = 3;
const BOUNTY = mcc(300);
const FEE = mcc(3);
const VERIFIER_FEE = mcc(100);
/** From one order to the next, and from one moment of a task to the next. */
const BETWEEN_JOBS_MS = 20 * 60_000;
const BETWEEN_MOMENTS_MS = 2_000;

export interface Past {
  /** The node's own folder; nothing may run in it. */
  readonly folder: string;
  readonly network: NetworkProfile;
  readonly me: Address;
  /** Three others: one who computed, two who checked. */
  readonly others: readonly [Address, Address, Address];
  /** A few pictures; every file of every job is a link to one of them. */
  readonly pictures: readonly string[];
  /** Where the files of the jobs go. */
  readonly results: string;
  readonly jobs: number;
}

interface Job {
  readonly id: string;
  readonly at: number;
  readonly task: TaskFact;
  readonly files: readonly string[];
}

/** Writes the jobs behind what is there: the last ended just now. */
export async function writePast(past: Past): Promise<void> {
  const { folder, network, jobs } = past;
  const now = Date.now();
  const written: Job[] = [];
  for (let index = 0; index < jobs; index += 1)
    written.push(await jobOf(past, index, now - (jobs - index) * BETWEEN_JOBS_MS));
  const lines = written.flatMap((job) => linesOf(past, job));
  await appendFile(join(folder, 'journal.jsonl'), lines.map((line) => `${encodeJson(line)}\n`).join(''));
  const parties = { commons: network.contracts.creditLedger, platform: network.platform };
  const mirror = await Mirror.open(join(folder, 'mirror'), parties, network.deployedBlock);
  for (const { task } of written) mirror.taskTable.set(task.taskId, task);
  await mirror.commit(mirror.block, mirror.time);
  await mirror.dispose();
}

async function jobOf({ network, me, others, pictures, results }: Past, index: number, at: number): Promise<Job> {
  const folder = join(results, `job-${index}`);
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
    const file = join(folder, `holiday-${index}-${chunk}-1600px.jpg`);
    await link(pictures[(index + chunk) % pictures.length] ?? '', file);
    files.push(file);
  }
  const moments = momentsOf(me, others, network, at, 100 + index);
  return { id: `bench-${index}`, at, task: taskOf(me, others, index, at, moments), files };
}

/** Opened and closed as the runner does, in the order of a job's life. */
function linesOf({ results }: Past, { id, at, task, files }: Job): object[] {
  const { taskId, terms } = task;
  const names = files.map((path) => path.replace('-1600px', ''));
  const tasks = [{ taskId, terms, names: names.map((path) => path.split('/').at(-1) ?? path) }];
  const options = { mode: 'longest', longestSide: 1600, quality: 82, keepMetadata: false };
  const chosen = names.map((path) => ({ path, size: 1_000_000, changedAt: at }));
  const order = {
    jobId: id,
    kind: 'image_resize',
    options,
    files: chosen,
    folder: results,
    ask: bps(10_000),
    setAside: mcc(1_000),
    tasks,
  };
  const intents: NewIntent[] = [
    { kind: 'order', id: `order:${id}`, data: order },
    { kind: 'post', id: `post:${id}:0`, data: { jobId: id, tasks } },
    {
      kind: 'collect',
      id: dutyId({ kind: 'collect', taskId, turn: '1', isParty: true }),
      data: { taskId, jobId: id, files },
    },
  ];
  return intents.flatMap((intent) => [
    { type: 'open', ...intent, at },
    { type: 'close', id: intent.id, outcome: 'done', at: at + BETWEEN_MOMENTS_MS },
  ]);
}

function momentsOf(
  me: Address,
  [worker, ...checkers]: Past['others'],
  { platform }: NetworkProfile,
  at: number,
  block: number,
): TaskMoment[] {
  const pay = (to: Address, amount: PaymentFact['amount']): PaymentFact => ({ from: me, to, amount, ofGrant: mcc(0) });
  const payments = [pay(worker, BOUNTY), pay(platform, FEE), ...checkers.map((checker) => pay(checker, VERIFIER_FEE))];
  const life = [
    { what: 'posted', who: me },
    { what: 'claimed', who: worker },
    { what: 'sealed', who: worker },
    { what: 'drawn', others: checkers },
    { what: 'opened', who: worker },
    { what: 'accepted', who: worker, others: checkers, amount: BOUNTY, payments },
  ] as const;
  return life.map((moment, index) => ({ ...moment, at: ms(at + index * BETWEEN_MOMENTS_MS), block: block + index }));
}

function taskOf(
  me: Address,
  [worker, ...checkers]: Past['others'],
  index: number,
  at: number,
  moments: readonly TaskMoment[],
): TaskFact {
  const hash = (name: string): Hex => `0x${Buffer.from(`${name} ${index}`).toString('hex').padStart(64, '0')}`;
  const claim = { attempt: 1, claimedAt: ms(at), lockedUntil: ms(at + 600_000), statedFinish: ms(at + 60_000) };
  const seal = { seal: hash('seal'), at: ms(at), block: 100, computeTime: ms(4_000) };
  const votes = checkers.map((verifier) => ({
    verifier,
    committed: true,
    revealed: { digests: [hash('digest')], agrees: true },
  }));
  return {
    taskId: hash('task'),
    requester: me,
    terms: {
      nonce: BigInt(1_000_000 + index),
      kind: 'image_resize',
      engine: hash('engine'),
      manifestCid: 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
      manifestHash: hash('manifest'),
      specHash: hash('spec'),
      chunkCount: CHUNKS,
      bounty: BOUNTY,
      estimate: BOUNTY,
      deadline: ms(at + 3_600_000),
      fewestVerifiers: 1,
      drawnShare: bps(1_000),
    },
    escrow: mcc(0),
    state: 'accepted',
    failures: 0,
    claim: { worker, ...claim, extended: false, bond: mcc(0), sealed: seal },
    round: { number: 1, phase: 'none', phaseEndsAt: ms(at), seedBlock: 100, chunks: [1], votes },
    opened: {
      worker,
      root: hash('root'),
      outputCid: 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
      digests: [hash('digest')],
    },
    moments,
  };
}
