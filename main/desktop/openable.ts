/**
 * What the system may be asked to open: folders, and files of the sorts that people look at. A file that could run
 * (a program, a script, a shortcut) is never opened, whatever it is called by a link; it can still be shown in its
 * folder.
 */
import { realpath, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { AppError } from '../../domain/errors.js';

const PICTURES = ['.avif', '.bmp', '.gif', '.heic', '.jpeg', '.jpg', '.jxl', '.png', '.tif', '.tiff', '.webp'];
const FILMS = ['.avi', '.flac', '.m4a', '.m4v', '.mkv', '.mov', '.mp3', '.mp4', '.ogg', '.opus', '.wav', '.webm'];
const DOCUMENTS = ['.csv', '.json', '.md', '.pdf', '.tsv', '.txt'];
const LOOKED_AT: ReadonlySet<string> = new Set([...PICTURES, ...FILMS, ...DOCUMENTS]);

/**
 * Where `path` really leads, if that may be opened.
 * @throws AppError `input.file-changed` where nothing is there, `input.unreadable` where it may not be opened.
 */
export async function openable(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    const about = await stat(real);
    const kind = extname(real).toLowerCase();
    // On macOS a program is a folder whose name ends so.
    if (about.isDirectory() && (process.platform !== 'darwin' || kind === '')) return real;
    if (about.isFile() && LOOKED_AT.has(kind)) return real;
  } catch (cause) {
    throw new AppError('input.file-changed', `${path} is not there any more. It was moved or deleted.`, { cause });
  }
  throw new AppError(
    'input.unreadable',
    `${path} is no picture, film, sound or document, so it is not opened from here. Use Show in folder.`,
  );
}
