/** Journals in folders of their own, and intents to put into them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Log } from '../../../main/adapters.js';
import { Journal, type NewIntent } from '../../../main/journal/journal.js';
import { hashOf, taskOf } from '../../domain/facts.js';

export const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, in: () => SILENT };

const leftovers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clear of leftovers.splice(0).reverse()) await clear();
});

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-journal-'));
  leftovers.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A journal that is closed after the test. */
export async function openJournal(path: string, now: () => number = () => 1000): Promise<Journal> {
  const journal = await Journal.open(path, now, SILENT);
  leftovers.push(() => journal.dispose());
  return journal;
}

export const claimIntent = (number: number): NewIntent<'claim'> => ({
  kind: 'claim',
  id: `claim:${number}`,
  data: { taskId: hashOf(number) },
});

/** With amounts, which JSON itself has no form for. */
export const postIntent = (number: number): NewIntent<'post'> => ({
  kind: 'post',
  id: `post:${number}`,
  data: { jobId: String(number), tasks: [{ taskId: hashOf(number), terms: taskOf(number).terms, names: ['ä.jpg'] }] },
});
