/** The embedded network as the product hosts it: the built chain process, the contracts, the registrar. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../../domain/errors.js';
import { headlessAdapters } from '../../main/headless-adapters.js';
import { hostNetwork } from '../../main/network/host.js';
import { ProcessHost } from '../../main/process/host.js';
import { processRecords } from '../../main/process/reap.js';
import { writeKey } from '../../main/wallet/key.js';
import { type StartNetwork, contractFiles, deployer } from './test-network.js';

export const startEmbedded: StartNetwork = async () => {
  const data = await mkdtemp(join(tmpdir(), 'corehour-embedded-'));
  const folders = {
    data,
    scratch: join(data, 'scratch'),
    log: join(data, 'log'),
    previews: join(data, 'previews'),
    assets: resolve('assets'),
  };
  await Promise.all([folders.scratch, folders.log].map((folder) => mkdir(folder)));
  const adapters = headlessAdapters({ folders, builtFolder: resolve('out/main') });
  const { spawner, clock, log, builtFolder } = adapters;
  const processes = new ProcessHost({ spawner, clock, log, records: processRecords(data), builtFolder });
  await writeKey(join(data, 'network-key'), deployer, adapters.secrets);
  const hosted = await hostNetwork({ adapters, processes, folder: data, name: 'Embedded test', files: contractFiles });
  return {
    profile: hosted.profile,
    invite: async () => {
      const { invitation } = await hosted.invite();
      if (!invitation) throw new AppError('bug', 'The host wrote a file without an invitation.');
      return invitation;
    },
    dispose: async () => {
      await hosted.dispose();
      await processes.dispose();
      adapters.dispose();
      await rm(data, { recursive: true, force: true });
    },
  };
};
