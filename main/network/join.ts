/** Becoming part of a network: register (with an invitation's grant where there is one), say what this computer can run, take a verifier's seat. */
import { privateKeyToAccount } from 'viem/accounts';
import { toHex } from 'viem';
import { encodeName } from '../../domain/identity.js';
import type { Invitation } from '../../domain/wire/profile.js';
import type { Hex } from '../../domain/identity.js';
import type { Connection } from '../chain/connection.js';
import { refusalOf } from '../chain/revert.js';
import type { NodeContext } from '../context.js';
import type { NewIntent } from '../journal/journal.js';
import type { Act } from '../journal/runner.js';

export interface JoinParts {
  readonly connection: Connection;
  /** The account in the chain's own spelling. */
  readonly account: string;
  readonly encryptionKey: Uint8Array;
  readonly invitation: Invitation | undefined;
  /** Whether the host gives new accounts what the chain asks of them to exist. */
  readonly isHosted: boolean;
}

/** What joining needs of a node. */
type JoinContext = Pick<NodeContext, 'facts' | 'contracts' | 'me' | 'settings'> & {
  readonly exchange: Pick<NodeContext['exchange'], 'peerId'>;
};

export function registerAct(context: JoinContext, parts: JoinParts): Act<'register'> {
  const { facts, contracts, me, settings, exchange } = context;
  return {
    standing: () => (facts.person(me) ? 'done' : 'due'),
    perform: async () => {
      if (parts.isHosted) await parts.connection.ask('network_welcome', [parts.account]);
      const profile = {
        name: encodeName(settings.get().name),
        encryptionKey: toHex(parts.encryptionKey),
        storagePeer: toHex(exchange.peerId),
      };
      const plainly = () => contracts.send('registry', 'register', [profile]);
      try {
        if (parts.invitation) await registerInvited(context, parts.invitation, profile);
        else await plainly();
      } catch (thrown) {
        if (refusalOf(thrown) === 'AlreadyRegistered') return undefined;
        if (refusalOf(thrown) !== 'NoGrantsLeft') throw thrown;
        await plainly();
      }
      return undefined;
    },
  };
}

interface RegistryProfile {
  readonly name: Hex;
  readonly encryptionKey: Hex;
  readonly storagePeer: Hex;
}

/** The invitation's own key signs this account in, so nobody who sees the transaction can use it instead. */
async function registerInvited(
  { contracts, me }: JoinContext,
  invitation: Invitation,
  profile: RegistryProfile,
): Promise<void> {
  const key = privateKeyToAccount(invitation.invitationSecret);
  const digest = await contracts.view('registry', 'invitationDigest', [me]);
  const proof = {
    invitationKey: key.address,
    registrarSignature: invitation.registrarSignature,
    accountSignature: await key.signMessage({ message: { raw: digest } }),
  };
  await contracts.send('registry', 'registerInvited', [profile, proof]);
}

export function offerAct({ facts, contracts, me }: JoinContext): Act<'offer'> {
  return {
    standing: ({ data }) => {
      const engines = facts.person(me)?.engines ?? [];
      return data.engines.every((engine) => engines.includes(engine)) ? 'done' : 'due';
    },
    perform: async ({ data }) => {
      // Rates are those of the reference machine until the benchmark measures this one.
      const rate = 10_000;
      const offer = {
        coreRateBps: rate,
        machineRateBps: rate,
        capabilities: 0n,
        benchmarkHash: NO_BENCHMARK,
        engines: data.engines,
      };
      await contracts.send('registry', 'offer', [offer]);
      return undefined;
    },
  };
}

const NO_BENCHMARK: Hex = `0x${'0'.repeat(64)}`;

export function takeSeatAct({ facts, contracts, me }: JoinContext): Act<'take-seat'> {
  return {
    standing: () => (facts.seatOf(me) ? 'done' : 'due'),
    perform: async () => {
      await contracts.send('registry', 'takeSeat', []);
      return undefined;
    },
  };
}

/** What this node still has to do to be the part of the network its settings say. */
export function membershipIntents({ facts, me, settings, engines }: NodeContext, canStake: boolean): NewIntent[] {
  const person = facts.person(me);
  if (!person) return [{ kind: 'register', id: 'register', data: {} }];
  const wanted = [...engines.values()] as Hex[];
  const intents: NewIntent[] = [];
  if (!wanted.every((engine) => person.engines.includes(engine))) {
    intents.push({
      kind: 'offer',
      id: `offer:${wanted.map((engine) => engine.slice(2, 10)).join('-')}`,
      data: { engines: wanted },
    });
  }
  if (settings.get().roles.verify && canStake && !facts.seatOf(me)) {
    intents.push({ kind: 'take-seat', id: 'take-seat', data: {} });
  }
  return intents;
}
