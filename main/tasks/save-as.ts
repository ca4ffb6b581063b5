/** Gives a person a file under a name of their own: harmless on every system, and never over another file. */
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyCapped, fileProblem } from './files.js';

const MAX_STEM_BYTES = 160;
/** Separators, what Windows refuses, control characters, and marks that turn the direction of text. */
const UNSAFE = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069/\\<>:"|?*]/gu;
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** A file name without folders and extension that every system takes; `fallback` where nothing is left of it. */
export function safeStem(name: string, fallback: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const stem = base.replace(/\.[^.]*$/, (extension) => (extension === base ? extension : ''));
  const cleaned = shortened(stem.normalize('NFC').replace(UNSAFE, '_')).replace(/^[\s.]+|[\s.]+$/g, '');
  if (cleaned === '') return fallback;
  return RESERVED.test(cleaned) ? `_${cleaned}` : cleaned;
}

function shortened(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_STEM_BYTES) break;
    kept += character;
  }
  return kept;
}

/**
 * Copies `from` into `folder` as `<stem><extension>`, or `<stem> (2)<extension>` and so on where that is taken.
 * The name is reserved first and the whole copy renamed onto it, so nobody sees half a file.
 * @throws AppError `storage.disk-full`, `input.file-changed`, `input.too-large`, `task.cancelled`.
 */
export async function saveAs(request: {
  readonly from: string;
  readonly folder: string;
  readonly stem: string;
  readonly extension: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}): Promise<{ path: string; size: number }> {
  const { from, folder, stem, extension, maxBytes, signal } = request;
  const path = await reserve(folder, stem, extension);
  const part = `${path}.part`;
  try {
    const { size } = await copyCapped({ from, to: part, maxBytes, name: `${stem}${extension}`, signal });
    await rename(part, path);
    return { path, size };
  } catch (cause) {
    await rm(part, { force: true });
    await rm(path, { force: true });
    throw cause;
  }
}

/** Takes the first free name by creating it empty; whoever else wants it meanwhile gets the next one. */
async function reserve(folder: string, stem: string, extension: string): Promise<string> {
  for (let count = 1; ; count++) {
    const path = join(folder, `${stem}${count === 1 ? '' : ` (${count})`}${extension}`);
    try {
      await (await open(path, 'wx')).close();
      return path;
    } catch (cause) {
      if ((Object(cause) as { code?: unknown }).code !== 'EEXIST') throw fileProblem(cause, `${stem}${extension}`);
    }
  }
}
