import { open } from 'node:fs/promises';
import { AppError } from '../../../domain/errors.js';
import { fileProblem, shownName } from '../files.js';
import type { JoinRequest } from '../kind.js';
import { safeStem, saveAs } from '../save-as.js';
import { formatOf } from './picture.js';
import { type ImageOptions, imageOptions, MAX_PIXELS, type OutputFormat } from './spec.js';

const EXTENSION: Readonly<Record<OutputFormat, string>> = { jpeg: '.jpg', png: '.png', webp: '.webp' };
/** No result is larger than its bare pixels with alpha and some headers. */
const MAX_RESULT_BYTES = MAX_PIXELS * 4 + 16_777_216;

/**
 * Saves each checked chunk under the name of the file it came from, with the size added: `beach-1600px.jpg`.
 * @throws AppError `task.result-mismatch` when a chunk is not a picture of the format ordered, `storage.disk-full`.
 */
export async function join(request: JoinRequest): Promise<{ path: string; size: number }[]> {
  const options = imageOptions(request.options);
  const saved: { path: string; size: number }[] = [];
  for (const { index, path } of request.chunks) {
    const name = request.names[index];
    if (name === undefined) {
      throw new AppError('input.malformed', `Chunk ${index} belongs to no file of this order.`, { data: { index } });
    }
    const format = await resultFormat(path, index, options);
    saved.push(
      await saveAs({
        from: path,
        folder: request.folder,
        stem: `${safeStem(name, 'picture')}${suffix(options)}`,
        extension: EXTENSION[format],
        maxBytes: MAX_RESULT_BYTES,
        signal: request.signal,
      }),
    );
  }
  return saved;
}

function suffix({ size }: ImageOptions): string {
  return size.mode === 'longest' ? `-${size.longestSide}px` : `-${size.width}x${size.height}`;
}

/** The extension follows the bytes: a worker's result is not trusted to be what was ordered. */
async function resultFormat(path: string, index: number, { format }: ImageOptions): Promise<OutputFormat> {
  const found = formatOf(await firstBytes(path));
  if (found !== undefined && found !== 'gif' && (format === 'same' || format === found)) return found;
  throw new AppError(
    'task.result-mismatch',
    `The result of picture ${index + 1} is not a picture of the format ordered. Have it computed again.`,
    {
      data: { index },
    },
  );
}

async function firstBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(16), 0, 16, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw fileProblem(cause, shownName(path));
  }
}
