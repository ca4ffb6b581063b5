/**
 * The whole economy on this machine: an embedded chain, five nodes as processes of their own, two jobs of real photos.
 * `--break result|block|vote` spoils it on purpose: then it must fail.
 */
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatCredits, mcc } from '../domain/units.js';
import { count, span } from '../domain/words.js';
import { ms } from '../domain/units.js';
import type { CallOutput } from '../domain/wire/ipc/all.js';
import { BREAKS, type Break, spoilBlocks, spoilFile } from './demo/break.js';
import { compareWithBareEngine } from './demo/check-files.js';
import { Steps, assertBalanced, printLedger } from './demo/report.js';
import { type LocalNetwork, startNetwork } from './local/network.js';
import { LocalNode } from './local/node.js';
import { ROOT } from './local/program.js';

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'] as const;
const KIND = 'image_resize';
const OPTIONS = { longestSide: 800 };
const JOB_LIMIT_MS = 90_000;
/** A spoiled job waits for something that never comes. */
const SPOILED_JOB_LIMIT_MS = 30_000;
const JOIN_LIMIT_MS = 60_000;

type Job = CallOutput<'jobs.list'>[number];

const { values } = parseArgs({ options: { break: { type: 'string' } } });
const spoiled = BREAKS.find((name) => name === values.break);
const steps = new Steps(7);
const running: { stop: () => Promise<void> }[] = [];

let isStopped = false;

process.once('SIGINT', () => stop(130));
process.once('SIGTERM', () => stop(143));

try {
  if (values.break && !spoiled) throw new Error(`--break takes ${BREAKS.join(', ')}.`);
  await demo(spoiled);
  await finish(0);
} catch (thrown) {
  // Whoever ends it knows why the programs go.
  if (isStopped) await new Promise(() => undefined);
  process.stderr.write(`\nThe demo failed: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  await finish(1);
}

function stop(code: number): void {
  isStopped = true;
  process.stdout.write('\nStopping all programs of the demo.\n');
  void finish(code);
}

async function finish(code: number): Promise<never> {
  for (const { stop } of running.splice(0).reverse()) await stop();
  process.exit(code);
}

async function demo(broken: Break | undefined): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-demo-'));
  const network = await steps.run('A chain starts and gets its contracts', 15, () => openNetwork(folder));
  const nodes = await steps.run('Five people join, each a process with its own folder and key', 15, () =>
    joinAll(network, folder, broken),
  );
  const [ada, ben] = nodes;
  if (!ada || !ben) throw new Error('Nobody joined.');
  const photos = await samplePhotos();
  let spoiledBlocks = 0;
  const first = await steps.run(
    `Ada orders ${count(photos.length, 'photo')} and others compute and check them`,
    20,
    () =>
      order(ada, photos, join(folder, 'Ada gets'), async (job) => {
        const isComputed = job.tasks.some(({ state }) => state === 'sealed' || state === 'checking');
        if (broken !== 'block' || !isComputed || spoiledBlocks > 0) return;
        for (const name of NAMES) spoiledBlocks += await spoilBlocks(join(folder, name));
        steps.detail(`Spoiled on purpose: ${count(spoiledBlocks, 'stored block')}`);
      }),
  );
  const [firstFile] = first.files;
  if (broken === 'result' && firstFile) await spoilFile(firstFile);
  await steps.run('Each file is compared with what the bare engine makes', 5, () => compare(photos, first));
  const worker = nodes.find(({ name }) => first.tasks[0]?.worker?.startsWith(name)) ?? ben;
  const few = photos.slice(0, 2);
  const second = await steps.run(`${worker.name} spends what it earned on ${count(few.length, 'photo')}`, 15, () =>
    order(worker, few, join(folder, `${worker.name} gets`)),
  );
  await steps.run('These are compared, too', 3, () => compare(few, second));
  await steps.run('The books are balanced', 1, () => balance(ada, worker));
  steps.printTimes();
  process.stdout.write(`\nThe files lie in ${folder}\n`);
}

async function openNetwork(folder: string): Promise<LocalNetwork> {
  const network = await startNetwork(join(folder, 'network'), NAMES.length);
  running.push(network.program);
  steps.detail(
    `${network.profile.name}: ${count(Object.keys(network.profile.contracts).length, 'contract')} at ${network.profile.endpoints[0]?.replace(/\/[^/]*$/, '') ?? ''}`,
  );
  return network;
}

async function joinAll(network: LocalNetwork, folder: string, broken: Break | undefined): Promise<LocalNode[]> {
  const nodes = await Promise.all(
    NAMES.map(async (name, index) => {
      const isCrooked = broken === 'vote' && index > 1;
      const node = await LocalNode.start({
        name,
        data: join(folder, name),
        network: network.invitations[index] ?? '',
        ...(isCrooked && { entry: 'out/scripts/demo/crooked-node.js', flags: ['--no-work'] }),
      });
      running.push(node.program);
      return node;
    }),
  );
  await Promise.all(
    nodes.map(async (node) => {
      const me = await node.until('a seat among the checkers', JOIN_LIMIT_MS, async () => {
        const standing = await node.call('people.me', null);
        return standing.hasSeat ? standing : undefined;
      });
      steps.detail(
        `${me.name} joined: ${formatCredits(mcc(BigInt(me.grantMcc)))} to start with, process ${node.program.child.pid ?? 0}`,
      );
    }),
  );
  return nodes;
}

async function samplePhotos(): Promise<string[]> {
  const folder = join(ROOT, 'assets', 'samples');
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp|gif)$/i.test(name)).sort();
  return names.map((name) => join(folder, name));
}

async function order(
  node: LocalNode,
  paths: string[],
  folder: string,
  look?: (job: Job) => Promise<void>,
): Promise<Job> {
  await mkdir(folder, { recursive: true });
  const request = { kind: KIND, paths, options: OPTIONS };
  const quote = await node.call('jobs.quote', request);
  const price = formatCredits(mcc(BigInt(quote.bountyMcc)));
  steps.detail(
    `Quote: ${price} for the work, ${formatCredits(mcc(BigInt(quote.platformFeeMcc)))} in fees, ${formatCredits(mcc(BigInt(quote.verifierFeeMcc)))} for checking, ${formatCredits(mcc(BigInt(quote.setAsideMcc)))} set aside until it is settled`,
  );
  const { jobId } = await node.call('jobs.order', { ...request, folder });
  let said = '';
  const limit = spoiled ? SPOILED_JOB_LIMIT_MS : JOB_LIMIT_MS;
  const done = await node.until('the end of the job', limit, async () => {
    const job = (await node.call('jobs.list', null)).find((one) => one.jobId === jobId);
    if (!job) return undefined;
    if (job.problem) throw new Error(job.problem.message);
    if (job.sentence !== said) steps.detail(job.sentence);
    said = job.sentence;
    await look?.(job);
    assertSmooth(job);
    return job.isDone ? job : undefined;
  });
  const checkers = done.tasks.flatMap(({ moments }) => moments.find(({ what }) => what === 'accepted')?.others ?? []);
  steps.detail(`Computed by ${done.tasks[0]?.worker ?? 'nobody'}, checked by ${[...new Set(checkers)].join(' and ')}`);
  return done;
}

/** With honest people every task is accepted at the first try. */
function assertSmooth({ tasks }: Job): void {
  const failed = tasks.find(({ failures }) => failures > 0);
  if (!failed) return;
  const what = failed.moments.findLast(
    ({ what: kind }) => kind === 'rejected' || kind === 'unresolved' || kind === 'lapsed',
  );
  throw new Error(`A result was not accepted: ${what?.what ?? 'it failed'}${what?.who ? ` (${what.who})` : ''}.`);
}

async function compare(photos: readonly string[], job: Job): Promise<void> {
  const startedAt = Date.now();
  const compared = await compareWithBareEngine(KIND, OPTIONS, photos, job.files);
  steps.detail(`${count(compared, 'file')} equal, byte for byte (${span(ms(Date.now() - startedAt))})`);
}

async function balance(ada: LocalNode, worker: LocalNode): Promise<void> {
  const ledger = await ada.call('network.ledger', null);
  const total = assertBalanced(ledger);
  steps.detail(`Everything owed is owed by somebody: ${formatCredits(total)} in ${count(ledger.debts.length, 'debt')}`);
  printLedger(ledger);
  const earned = ledger.debts.some(({ creditor }) => creditor.startsWith(worker.name));
  const owing = ledger.debts.some(({ debtor }) => debtor.startsWith(worker.name));
  if (!earned || !owing) throw new Error(`${worker.name} should be owed for its work and owe for its job.`);
}
