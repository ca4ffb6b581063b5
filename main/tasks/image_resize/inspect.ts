import type { Figures } from '../../../domain/wire/process.js';
import { breathe } from '../cancel.js';
import { openVips } from '../engines/vips.js';
import { readCapped, shownName } from '../files.js';
import { decode, readHeader } from './picture.js';
import { megapixels, spec } from './spec.js';

/**
 * What a picture is: `format`, upright `width` and `height` in pixels, `megapixels`, `rotated` (by EXIF), `hasAlpha`,
 * `bytes`. It is decoded once, so that one cut short is found before anybody is paid for it.
 * `name` is what messages call it. @throws AppError `input.*`, `task.cancelled`.
 */
export async function inspect(path: string, signal: AbortSignal, name = shownName(path)): Promise<Figures> {
  const content = await readCapped(path, spec.limits.maxFileBytes, name);
  const vips = await openVips();
  const header = readHeader(vips, content, name);
  await breathe(signal);
  decode(vips, content, name).delete();
  return { ...header, megapixels: megapixels(header.width * header.height), bytes: content.length };
}
