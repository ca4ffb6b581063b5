import type { Kind } from '../kind.js';
import { RECIPE, spec } from './spec.js';

/** The kind as the task process uses it. The engine is loaded by the first step, so main may read the spec alone. */
export const imageResize: Kind = {
  spec,
  engineHash: async () => (await import('../engines/vips.js')).vipsHash(RECIPE),
  inspect: async (path, signal) => (await import('./inspect.js')).inspect(path, signal),
  split: async (request) => (await import('./split.js')).split(request),
  run: async (request) => (await import('./run.js')).run(request),
  preview: async (request) => (await import('./preview.js')).preview(request),
  join: async (request) => (await import('./join.js')).join(request),
};
