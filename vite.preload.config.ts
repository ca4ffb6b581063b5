import { defineConfig } from 'vite';

/** A sandboxed preload is one CommonJS file that knows Electron alone. */
export default defineConfig({
  build: {
    target: 'chrome130',
    outDir: 'out/preload',
    emptyOutDir: true,
    minify: false,
    lib: { entry: 'preload/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
  logLevel: 'warn',
});
