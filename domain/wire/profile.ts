/** What a node must know to join a network, and the invitation that lets a person in with a grant. */
import { z } from 'zod';

const address = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/)
  .transform((text) => text as `0x${string}`);
const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform((text) => text as `0x${string}`);

export const CONTRACT_NAMES = [
  'parameters',
  'creditLedger',
  'registry',
  'taskMarket',
  'taskClaims',
  'verification',
  'settlement',
  'lens',
] as const;
export type ContractName = (typeof CONTRACT_NAMES)[number];

/** How far a hosted network can be reached: by programs on this computer, or by others on its local network too. */
export const reach = z.enum(['this-computer', 'local-network']);
export type Reach = z.infer<typeof reach>;

export const networkProfile = z.object({
  version: z.literal(1),
  name: z.string().min(1).max(64),
  kind: z.enum(['local', 'native', 'public']),
  endpoints: z.array(z.string()).min(1),
  genesisHash: hash,
  contracts: z.record(z.enum(CONTRACT_NAMES), address),
  /** Receives the platform's fees. */
  platform: address,
  /** Hash of the contracts' sources: another one means another protocol. */
  contractsVersion: hash,
  /** The block the contracts were complete in: nothing of ours lies before it. */
  deployedBlock: z.number().int().nonnegative(),
  asset: z.object({ symbol: z.string(), decimals: z.number().int() }),
  /** Whether the host hands out the existential deposit (`network_welcome`) and knows peers (`network_peers`). */
  hosted: z.boolean(),
  bootstrapPeers: z.array(z.string()),
});
export type NetworkProfile = z.infer<typeof networkProfile>;

/** A bearer invitation: the registrar signed its key's address, and whoever holds the key may sign an account in, once. */
export const invitation = z.object({
  invitationSecret: hash,
  registrarSignature: z
    .string()
    .regex(/^0x[0-9a-f]{130}$/)
    .transform((text) => text as `0x${string}`),
});
export type Invitation = z.infer<typeof invitation>;

/** The file a host hands to a person: the network and a seat at its table. */
export const invitationFile = z.object({ network: networkProfile, invitation: invitation.optional() });
export type InvitationFile = z.infer<typeof invitationFile>;
