/**
 * The image engine: wasm-vips with everything fixed that could make two machines differ. One thread, no cache, no
 * optional codecs, and only the loaders named here, so that a stranger's bytes meet as little code as possible.
 * Its heap is a WebAssembly memory of at most 2 GiB: it cannot take more.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type Vips from 'wasm-vips';

export type VipsEngine = Awaited<ReturnType<typeof Vips>>;
export type VipsImage = Vips.Image;

const LOADERS = ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'];

let opened: Promise<VipsEngine> | undefined;

/** The engine of this process, loaded at the first call (0.1 s). */
export function openVips(): Promise<VipsEngine> {
  opened ??= load().catch((cause: unknown) => {
    opened = undefined;
    throw cause;
  });
  return opened;
}

/** Forgets an engine that trapped: its memory can no longer be trusted. The next call loads another. */
export function discardVips(): void {
  opened = undefined;
}

async function load(): Promise<VipsEngine> {
  const { default: start } = await import('wasm-vips');
  const vips = await start({
    dynamicLibraries: [],
    print: () => undefined,
    printErr: () => undefined,
    // Warnings quote the stranger's file; what matters of them arrives as an error.
    preRun: (module: { ENV: Record<string, string> }) => {
      module.ENV['VIPS_WARNING'] = '0';
    },
  });
  vips.concurrency(1);
  vips.Cache.max(0);
  vips.operationBlock('VipsForeignLoad', true);
  for (const loader of LOADERS) vips.operationBlock(loader, false);
  return vips;
}

/** The sha256 of `recipe` and the engine's two files, its WebAssembly and the script around it, one after the other. */
export async function vipsHash(recipe: string): Promise<string> {
  const wasm = createRequire(import.meta.url).resolve('wasm-vips/vips.wasm');
  const hash = createHash('sha256').update(`${recipe}\n`);
  for (const file of [wasm, join(dirname(wasm), 'vips-node.mjs')]) hash.update(await readFile(file));
  return `0x${hash.digest('hex')}`;
}

/** Whether the engine itself broke (a trap, memory used up), rather than found fault with a file. */
export function isEngineFailure(thrown: unknown): boolean {
  if (thrown instanceof Error) return thrown.name === 'RuntimeError' || thrown.name === 'RangeError';
  return /(out of|insufficient) memory/i.test(engineMessage(thrown));
}

/** What the engine says of an error; its exceptions carry a type name and a text. */
export function engineMessage(thrown: unknown): string {
  const { message } = Object(thrown) as { message?: unknown };
  return Array.isArray(message) ? String(message.at(-1)).trim() : String(message ?? thrown);
}

/** Collects the images made in `work` and frees them at its end: the engine's heap is not garbage collected. */
export function withImages<Result>(work: (keep: (image: VipsImage) => VipsImage) => Result): Result {
  const images: VipsImage[] = [];
  try {
    return work((image) => {
      images.push(image);
      return image;
    });
  } finally {
    for (const image of images.reverse()) image.delete();
  }
}
