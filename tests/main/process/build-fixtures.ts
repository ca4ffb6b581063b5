/** Builds the fixture processes as the program itself is built: one file each, packages outside. */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const ROOT = resolve(import.meta.dirname, '../../..');

export interface Built {
  readonly folder: string;
  readonly dispose: () => Promise<void>;
}

/** The built folder of a host, with `host-program.js` and `lock-program.js` beside `workers/`. */
export async function buildFixtures(): Promise<Built> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-built-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    ssr: { external: true },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: {
          'workers/storage/entry': join(FIXTURES, 'storage-child.ts'),
          'workers/task/entry': join(FIXTURES, 'task-child.ts'),
          'host-program': join(FIXTURES, 'host-program.ts'),
          'lock-program': join(FIXTURES, 'lock-program.ts'),
        },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  return { folder, dispose: () => rm(folder, { recursive: true, force: true }) };
}
