/** A hosted network in a process of its own. */
import { join } from 'node:path';
import { z } from 'zod';
import { networkProfile } from '../../domain/wire/profile.js';
import { type Program, ROOT, startProgram } from './program.js';

const hostedMessage = z.object({
  type: z.literal('hosted'),
  profile: networkProfile,
  invitations: z.array(z.string()),
  chainPid: z.number(),
});
export type HostedMessage = z.infer<typeof hostedMessage>;

export interface LocalNetwork extends HostedMessage {
  readonly program: Program;
}

/** Starts one in `data` and waits until it is open. */
export async function startNetwork(data: string, invitations: number): Promise<LocalNetwork> {
  const program = startProgram(join(ROOT, 'out/main/network-host.js'), [
    '--data',
    data,
    '--invitations',
    String(invitations),
  ]);
  const hosted = await program.message((message): message is HostedMessage => hostedMessage.safeParse(message).success);
  return { ...hosted, program };
}
