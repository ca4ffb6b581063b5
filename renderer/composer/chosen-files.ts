/** The list of a job's files: what is added to it, what does not fit, what is taken away. */
import type { CallOutput } from '../../domain/wire/ipc/all.js';
import { MOST_FILES } from '../../domain/wire/ipc/jobs.js';

/** What `files.list` answers. */
export type Found = CallOutput<'files.list'>;
/** A file as it was listed. */
export type ChosenFile = Found['files'][number];

/** The files of a job, and what was chosen but is not among them. */
export interface FileList {
  readonly files: readonly ChosenFile[];
  /** How many were beyond the most a job may have. */
  readonly leftOut: number;
  readonly unreadable: Found['unreadable'];
}

/** The list with what was found added: each path once, at most `MOST_FILES`. */
export function addFound(list: FileList, found: Found): FileList {
  const known = new Set(list.files.map(({ path }) => path));
  const fresh = found.files.filter(({ path }) => !known.has(path));
  const room = MOST_FILES - list.files.length;
  return {
    files: [...list.files, ...fresh.slice(0, room)],
    leftOut: list.leftOut + found.leftOut + Math.max(0, fresh.length - room),
    unreadable: [...list.unreadable, ...found.unreadable],
  };
}
