/** Reads the file a host hands to a person. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../domain/errors.js';
import { type InvitationFile, invitationFile } from '../../domain/wire/profile.js';

/** @throws AppError `input.malformed`. */
export async function readInvitationFile(path: string): Promise<InvitationFile> {
  try {
    return invitationFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const message = `${basename(path)} is no invitation to a network. Ask your host for the file, and give its whole path.`;
    throw new AppError('input.malformed', message, { data: { path }, cause });
  }
}
