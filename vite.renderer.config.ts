import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The window's page: `out/renderer/index.html` and its assets, served by the desktop under `app://corehour/`. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    target: 'chrome130',
    outDir: '../out/renderer',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  logLevel: 'warn',
});
