/** The chunks of a job: how each stands follows from its task's state and from whether it was drawn to be checked. */
import { basename } from 'node:path';
import type { TaskFact } from '../../domain/facts.js';
import type { JobChunk } from '../../domain/wire/ipc/jobs.js';
import type { ChunkState } from '../../domain/wire/ipc/shapes.js';
import type { NodeContext } from '../context.js';
import type { JobParts, TaskPart } from './job-parts.js';
import { nameOf } from './names.js';

/** In the order of the files; before the files are cut, one a file. */
export function jobChunks(context: NodeContext, { order, tasks }: JobParts): JobChunk[] {
  const { files, problem } = order.data;
  if (tasks.length === 0) {
    const state = problem ? 'dropped' : 'waiting';
    return files.map(({ path }, index) => ({ index, name: basename(path), state, checkers: [], source: path }));
  }
  const chunks = tasks.flatMap((task) => taskChunks(context, task));
  if (chunks.length !== files.length) return chunks;
  // A kind that cuts files has no file behind a chunk.
  return chunks.map((chunk, position) => {
    const path = files[position]?.path;
    return path !== undefined && basename(path) === chunk.name ? { ...chunk, source: path } : chunk;
  });
}

function taskChunks({ facts }: NodeContext, task: TaskPart): JobChunk[] {
  const { fact, names, firstChunk, problem, collect } = task;
  const results = collect?.data.files ?? [];
  const worker = fact?.claim && { worker: nameOf(facts, fact.claim.worker) };
  const at = fact?.moments.at(-1)?.at;
  const drawn = new Set(fact?.round?.chunks);
  const checkers = checkersOf(fact).map((checker) => nameOf(facts, checker));
  return names.map((name, position) => {
    const isDrawn = drawn.has(position);
    const result = results.length === names.length ? results[position] : undefined;
    return {
      index: firstChunk + position,
      name,
      state: fact ? chunkState(fact, isDrawn) : problem ? 'dropped' : 'waiting',
      ...worker,
      checkers: isDrawn ? checkers : [],
      ...(at !== undefined && { at }),
      ...(result !== undefined && { result }),
    };
  });
}

/** Who re-computes the drawn chunks; once it is settled, those who agreed. */
function checkersOf(fact: TaskFact | undefined): readonly string[] {
  const verdict = fact?.moments.findLast(({ what }) => what === 'accepted');
  return verdict?.others ?? fact?.round?.votes.map(({ verifier }) => verifier) ?? [];
}

function chunkState({ state }: TaskFact, isDrawn: boolean): ChunkState {
  switch (state) {
    case 'none':
    case 'open':
      return 'waiting';
    case 'claimed':
      return 'computing';
    case 'sealed':
      return 'computed';
    case 'checking':
      return isDrawn ? 'checking' : 'computed';
    case 'accepted':
      return isDrawn ? 'checked' : 'accepted';
    case 'cancelled':
    case 'expired':
      return 'dropped';
  }
}
