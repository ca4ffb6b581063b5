import { build } from 'vite';

const CONFIGS = ['vite.config.ts', 'vite.preload.config.ts', 'vite.renderer.config.ts'];

/** Tests start real child processes and a real window; these run from the built files. */
export async function setup(): Promise<void> {
  if (process.env.COREHOUR_BUILT === '1') return;
  for (const configFile of CONFIGS) await build({ configFile });
}
