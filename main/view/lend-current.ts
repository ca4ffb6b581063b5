/** The tasks this computer has in hand: to compute, or to check. */
import type { TaskFact } from '../../domain/facts.js';
import { sameAddress } from '../../domain/identity.js';
import { quoteTask } from '../../domain/price/quote.js';
import type { LendStatus } from '../../domain/wire/ipc/lend.js';
import type { ChunkState } from '../../domain/wire/ipc/shapes.js';
import type { NodeContext } from '../context.js';
import type { Intent } from '../journal/intents.js';
import { kindLabel } from './kinds.js';
import { nameOf } from './names.js';
import type { Sight } from './sight.js';

const SECONDS_PER_MCC = 3.6;

/** A task in hand, with the intent that carries the work out. */
export interface InHand {
  readonly task: TaskFact;
  readonly intent: Intent<'compute' | 'submit' | 'check'>;
  readonly isCheck: boolean;
}

/** Those to compute come first. */
export function inHand({ journal, facts, me }: NodeContext): InHand[] {
  const found = journal.openOnes().flatMap((intent): InHand[] => {
    if (intent.kind !== 'compute' && intent.kind !== 'submit' && intent.kind !== 'check') return [];
    const task = facts.task(intent.data.taskId);
    if (!task) return [];
    const isCheck = intent.kind === 'check';
    // A claim that ran out, or a round that went on without this computer, leaves nothing in hand.
    const isMine = task.state === 'claimed' && task.claim !== undefined && sameAddress(task.claim.worker, me);
    return (isCheck ? task.state === 'checking' : isMine) ? [{ task, intent, isCheck }] : [];
  });
  return found.sort((one, other) => Number(one.isCheck) - Number(other.isCheck));
}

export function currentOf(
  { facts }: NodeContext,
  { task, intent, isCheck }: InHand,
  { price }: Pick<Sight, 'price'>,
): LendStatus['current'][number] {
  const { terms, taskId, requester } = task;
  const chunks = chunkStates(task, intent);
  const { verifierFee } = quoteTask(terms.bounty, terms.chunkCount, terms.drawnShare, price);
  const share = isCheck ? chunks.length / terms.chunkCount : 1;
  return {
    taskId,
    kindLabel: kindLabel(terms.kind),
    requester: nameOf(facts, requester),
    requesterAddress: requester,
    isCheck,
    chunks,
    done: chunks.filter((state) => state === 'computed').length,
    startedAt: intent.openedAt,
    estimateSeconds: Number(terms.estimate) * SECONDS_PER_MCC * share,
    earnsMcc: (isCheck ? verifierFee : terms.bounty).toString(),
  };
}

/** For a check, the drawn chunks alone; they are all told of at its end. */
function chunkStates({ terms }: TaskFact, intent: InHand['intent']): ChunkState[] {
  if (intent.kind === 'check') {
    return intent.data.chunks.map(() => (intent.data.digests ? 'computed' : 'computing'));
  }
  const all = Array.from({ length: terms.chunkCount }, (_, index) => index);
  if (intent.kind === 'submit') return all.map(() => 'computed');
  const done = new Set(intent.data.chunks?.map(({ index }) => index));
  const next = all.find((index) => !done.has(index));
  return all.map((index) => (done.has(index) ? 'computed' : index === next ? 'computing' : 'waiting'));
}
