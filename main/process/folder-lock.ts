/**
 * One node a data folder. The lock is LevelDB's own: held by the operating system for as long as the process
 * lives, so it needs no clean-up after a kill and two starters cannot both win, as they could with a file of ours
 * that one must read, judge as stale and replace.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { AppError } from '../../domain/errors.js';
import { codeOf } from '../code-of.js';

export interface FolderLock {
  readonly release: () => Promise<void>;
}

/**
 * Takes `folder` (made when absent) for this process until it is released or the process ends.
 * @throws AppError `process.folder-in-use` when another node, here or in this process, has it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const lock = new ClassicLevel(join(folder, 'lock'));
  try {
    await lock.open();
  } catch (thrown) {
    if (!isHeld(thrown)) throw thrown;
    const message = `Another Corehour on this computer uses the folder ${folder}. Close it, or start this one with another data folder.`;
    throw new AppError('process.folder-in-use', message, { data: { folder }, cause: thrown });
  }
  return { release: () => lock.close() };
}

function isHeld(thrown: unknown): boolean {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return codeOf(cause) === 'LEVEL_LOCKED';
}
