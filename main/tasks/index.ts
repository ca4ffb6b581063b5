/** The kinds of task this app knows: one line each. Importing this loads no engine. */
import { AppError } from '../../domain/errors.js';
import { imageResize } from './image_resize/image-resize.js';
import type { Kind } from './kind.js';

/** In the order the composer offers them. */
export const KINDS: readonly Kind[] = [imageResize];

/** @throws AppError `input.malformed` for a kind this version does not know. */
export function kindById(id: string): Kind {
  const kind = KINDS.find((known) => known.spec.id === id);
  if (kind) return kind;
  const shown = id.slice(0, 32);
  throw new AppError('input.malformed', `This version knows no task of kind "${shown}". A newer one may.`, {
    data: { kind: shown },
  });
}
