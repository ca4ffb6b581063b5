/** A job's receipt: everything the chain said of its tasks, with full hashes and addresses, in mCC. */
import type { TaskFact, TaskMoment } from '../../domain/facts.js';
import type { Mcc } from '../../domain/units.js';
import type { JobReceipt } from '../../domain/wire/ipc/jobs.js';
import type { NodeContext } from '../context.js';
import { orderOf } from './job-page.js';
import { jobParts } from './job-parts.js';
import { kindLabel } from './kinds.js';
import { nameOf } from './names.js';
import type { Sight } from './sight.js';

interface Line {
  readonly label: string;
  readonly value: string;
}

const amount = (of: Mcc): string => `${of} mCC`;
const moment = (at: number): string => new Date(at).toISOString();

/** @throws AppError `input.malformed` for a job that is not in this node's journal. */
export function jobReceipt(context: NodeContext, jobId: string, network: string, sight: Sight): JobReceipt {
  const { tasks } = jobParts(context, orderOf(context, jobId), sight);
  return {
    jobId,
    network,
    tasks: tasks.flatMap(({ taskId, fact }) => (fact ? [{ taskId, lines: linesOf(context, fact) }] : [])),
  };
}

function linesOf(context: NodeContext, task: TaskFact): Line[] {
  return [
    ...termLines(task),
    ...claimLines(context, task),
    ...roundLines(context, task),
    ...resultLines(task),
    ...task.moments.flatMap((one) => momentLines(context, one)),
  ];
}

/** A name and the whole address it stands for. */
function party({ facts }: NodeContext, address: string): string {
  return `${nameOf(facts, address)} (${address})`;
}

function termLines({ taskId, requester, terms, escrow, state }: TaskFact): Line[] {
  return [
    { label: 'Task', value: taskId },
    { label: 'State', value: state },
    { label: 'Requester', value: requester },
    { label: 'Kind', value: `${kindLabel(terms.kind)} (${terms.kind})` },
    { label: 'Engine hash', value: terms.engine },
    { label: 'Input CID', value: terms.manifestCid },
    { label: 'Input hash (sha256)', value: terms.manifestHash },
    { label: 'Options hash (sha256)', value: terms.specHash },
    { label: 'Chunks', value: String(terms.chunkCount) },
    { label: 'Bounty', value: amount(terms.bounty) },
    { label: 'Estimate', value: amount(terms.estimate) },
    { label: 'Set aside', value: amount(escrow) },
    { label: 'Deadline', value: moment(terms.deadline) },
  ];
}

function claimLines(context: NodeContext, { claim }: TaskFact): Line[] {
  if (!claim) return [];
  const { worker, attempt, bond, claimedAt, sealed } = claim;
  const plain = [
    { label: 'Worker', value: party(context, worker) },
    { label: 'Attempt', value: String(attempt) },
    { label: 'Claimed', value: moment(claimedAt) },
    { label: 'Worker’s deposit', value: amount(bond) },
  ];
  if (!sealed) return plain;
  return [
    ...plain,
    { label: 'Seal', value: `${sealed.seal} in block ${sealed.block}, ${moment(sealed.at)}` },
    { label: 'Compute time, by the worker’s word', value: `${sealed.computeTime} ms` },
  ];
}

function roundLines(context: NodeContext, { round }: TaskFact): Line[] {
  if (!round) return [];
  const votes = round.votes.map(({ verifier, committed, revealed }) => {
    const vote = revealed ? `${revealed.agrees ? 'agrees' : 'differs'} ${revealed.digests.join(' ')}` : '';
    return { label: 'Vote', value: `${party(context, verifier)}: ${vote || (committed ? 'committed' : 'awaited')}` };
  });
  return [
    { label: 'Round', value: String(round.number) },
    { label: 'Draw', value: `by the hash of block ${round.seedBlock}` },
    { label: 'Chunks drawn, counted from 0', value: round.chunks.join(', ') },
    ...votes,
  ];
}

function resultLines({ opened }: TaskFact): Line[] {
  if (!opened) return [];
  return [
    { label: 'Result root (keccak256)', value: opened.root },
    { label: 'Output CID', value: opened.outputCid },
    { label: 'Digests of the drawn chunks (sha256)', value: opened.digests.join(' ') },
  ];
}

function momentLines(context: NodeContext, { what, at, block, who, others, payments = [] }: TaskMoment): Line[] {
  const people = [...(who ? [who] : []), ...(others ?? [])].map((one) => party(context, one)).join(', ');
  const line = { label: `Block ${block}`, value: `${what}, ${moment(at)}${people && `: ${people}`}` };
  const paid = payments.map(({ from, to, amount: sum }) => ({
    label: 'Payment',
    value: `${amount(sum)} from ${party(context, from)} to ${party(context, to)}`,
  }));
  return [line, ...paid];
}
