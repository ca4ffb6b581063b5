import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vite';

const programs = [
  'main/desktop/index.ts',
  'main/app/thread.ts',
  'main/neighbour.ts',
  'main/headless.ts',
  'main/network-host.ts',
  'main/network-deploy.ts',
  'scripts/demo.ts',
  'scripts/screens.ts',
  'scripts/demo/crooked-node.ts',
  'tests/bench/bench.ts',
];

/** Every program, every child process and every misbehaving node of the tests: one entry, one file at the same place under `out`. Packages stay outside. */
const entries = [
  ...programs,
  ...readdirSync('main/workers').map((name) => `main/workers/${name}/entry.ts`),
  ...readdirSync('tests/nodes').map((name) => `tests/nodes/${name}`),
].filter((file) => existsSync(file));

export default defineConfig({
  build: {
    ssr: true,
    target: 'node20.18',
    outDir: 'out',
    emptyOutDir: false,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((file) => [file.replace(/\.ts$/, ''), file])),
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
  ssr: { external: true },
  logLevel: 'warn',
});
