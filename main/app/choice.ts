/** Which network a person chose, kept in the app's folder. An invitation is part of it: the file is its owner's alone. */
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import type { Where } from '../../domain/wire/ipc/app.js';
import { invitationFile } from '../../domain/wire/profile.js';
import { writeAtomically } from '../wallet/atomic-write.js';

const choice = z.discriminatedUnion('kind', [
  z.object({ version: z.literal(1), kind: z.literal('try-here'), neighbours: z.boolean() }),
  z.object({ version: z.literal(1), kind: z.literal('host'), networkName: z.string() }),
  z.object({ version: z.literal(1), kind: z.literal('invitation'), file: invitationFile }),
]);
export type Choice = z.infer<typeof choice>;

const fileIn = (folder: string): string => join(folder, 'network.json');

/**
 * The choice kept in `folder`; undefined where none is.
 * @throws AppError `input.malformed` where it cannot be read; the file is then set aside.
 */
export async function readChoice(folder: string): Promise<Choice | undefined> {
  const path = fileIn(folder);
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw thrown;
  });
  if (text === undefined) return undefined;
  try {
    return choice.parse(JSON.parse(text));
  } catch (cause) {
    await rename(path, `${path}.unreadable`);
    throw new AppError(
      'input.malformed',
      'What this app kept about your network cannot be read; it was set aside. Choose the network again: your account and your credits are still there.',
      { cause },
    );
  }
}

export function writeChoice(folder: string, chosen: Choice): Promise<void> {
  return writeAtomically(fileIn(folder), Buffer.from(`${JSON.stringify(chosen, null, 2)}\n`));
}

export function forgetChoice(folder: string): Promise<void> {
  return rm(fileIn(folder), { force: true });
}

/** What a person said on the first screens. @throws AppError `input.malformed` for an invitation that is none. */
export function choiceOf(where: Where): Choice {
  switch (where.kind) {
    case 'try-here':
      return { version: 1, kind: 'try-here', neighbours: true };
    case 'host':
      return { version: 1, kind: 'host', networkName: where.networkName.trim() };
    case 'invitation':
      return choiceOfInvitation(where.text);
  }
}

/** An invitation from the text of its file. @throws AppError `input.malformed`. */
export function choiceOfInvitation(text: string): Choice {
  try {
    return { version: 1, kind: 'invitation', file: invitationFile.parse(JSON.parse(text)) };
  } catch (cause) {
    const message = 'This is no invitation to a network. Paste all of the text your host sent, or choose the file.';
    throw new AppError('input.malformed', message, { cause });
  }
}
