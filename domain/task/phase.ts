/** Where a task stands, as a sentence: from the mirror's facts and, for what the chain cannot know, the journal's. */
import type { RoundFact, TaskFact } from '../facts.js';
import { STATE_WORDS, count } from '../words.js';

/** What only this node knows of its own task. */
export interface LocalProgress {
  /** Chunks finished here, where this node computes the task. */
  readonly chunksDone?: number;
  /** How many more people are needed who could check it. */
  readonly missingCheckers?: number;
  /** Whether the accepted files lie in the person's folder. */
  readonly collected?: boolean;
}

export interface TaskPhase {
  readonly sentence: string;
  /** Nothing more will happen to the task on chain or here. */
  readonly isFinal: boolean;
}

function checkingSentence(round: RoundFact): string {
  const drawn = round.votes.length;
  const finished = round.votes.filter(({ committed }) => committed).length;
  if (round.phase === 'none') return 'Computed, but too few who were drawn have checked it';
  if (round.phase === 'committing') return `Checking: ${finished} of ${count(drawn, 'other')} has finished`;
  if (round.phase === 'opening') return 'Checked, the worker is opening its result';
  return 'Checked, the answers are being compared';
}

/** @param nameOf Turns an address into what people read. */
export function phaseOf(task: TaskFact, local: LocalProgress, nameOf: (address: string) => string): TaskPhase {
  const { state, claim, round, terms } = task;
  if (state === 'claimed' && claim) {
    const progress = local.chunksDone === undefined ? '' : ` ${local.chunksDone} of ${terms.chunkCount}`;
    return { sentence: `${nameOf(claim.worker)} is computing${progress}`, isFinal: false };
  }
  if (state === 'sealed' && (local.missingCheckers ?? 0) > 0) {
    const sentence = `Computed, needs ${count(local.missingCheckers ?? 0, 'more checker', 'more checkers')}`;
    return { sentence, isFinal: false };
  }
  if (state === 'checking' && round) return { sentence: checkingSentence(round), isFinal: false };
  if (state === 'accepted') {
    const collected = local.collected === true;
    return {
      sentence: collected ? 'Settled, the files are in your folder' : 'Settled, fetching the files',
      isFinal: collected,
    };
  }
  if (state === 'open' && task.failures > 0) {
    return {
      sentence: `Waiting for another computer after ${count(task.failures, 'failed try', 'failed tries')}`,
      isFinal: false,
    };
  }
  return { sentence: STATE_WORDS[state], isFinal: state === 'cancelled' || state === 'expired' };
}
