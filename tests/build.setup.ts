import { build } from 'vite';

/** Tests start real child processes; these run from the built files. */
export async function setup(): Promise<void> {
  if (process.env.COREHOUR_BUILT !== '1') await build();
}
