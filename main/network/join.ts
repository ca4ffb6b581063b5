/**
 * Becoming part of a network: register (with an invitation's grant where there is one), say what this computer can run,
 * take a verifier's seat. A newcomer says all of it in one transaction; each can be said alone later.
 */
import { privateKeyToAccount } from 'viem/accounts';
import { encodeFunctionData, toHex } from 'viem';
import { encodeName } from '../../domain/identity.js';
import { UNKNOWN_PERSON } from '../../domain/words.js';
import type { Invitation } from '../../domain/wire/profile.js';
import type { Hex } from '../../domain/identity.js';
import type { Connection } from '../chain/connection.js';
import { registryAbi } from '../chain/contracts.gen.js';
import { refusalOf } from '../chain/revert.js';
import type { NodeContext } from '../context.js';
import type { NewIntent } from '../journal/journal.js';
import type { Act } from '../journal/runner.js';
import { type SeatTerms, seatIntents } from './seat.js';

export interface JoinParts {
  readonly connection: Connection;
  /** The account in the chain's own spelling. */
  readonly account: string;
  readonly encryptionKey: Uint8Array;
  readonly invitation: Invitation | undefined;
  /** Whether the host gives new accounts what the chain asks of them to exist. */
  readonly isHosted: boolean;
  /** Whether the grant of an invitation pays for a seat. */
  readonly grantBuysSeat: boolean;
}

/** What joining needs of a node. */
type JoinContext = Pick<NodeContext, 'facts' | 'contracts' | 'me' | 'settings' | 'engines'> & {
  readonly exchange: Pick<NodeContext['exchange'], 'peerId'>;
};

export function registerAct(context: JoinContext, parts: JoinParts): Act<'register'> {
  const { facts, me } = context;
  return {
    standing: () => (facts.person(me) ? 'done' : 'due'),
    perform: async () => {
      if (parts.isHosted) await parts.connection.ask('network_welcome', [parts.account]);
      try {
        if (parts.invitation) await joinInvited(context, parts, parts.invitation);
        else await joinPlainly(context, parts);
      } catch (thrown) {
        if (refusalOf(thrown) === 'AlreadyRegistered') return undefined;
        if (refusalOf(thrown) !== 'NoGrantsLeft') throw thrown;
        await joinPlainly(context, parts);
      }
      return undefined;
    },
  };
}

async function joinPlainly(context: JoinContext, parts: JoinParts): Promise<void> {
  const register = { functionName: 'register', args: [profileOf(context, parts)] } as const;
  await context.contracts.send('registry', 'multicall', [
    [encodeFunctionData({ abi: registryAbi, ...register }), offerData(context)],
  ]);
}

/** The invitation's own key signs this account in, so nobody who sees the transaction can use it instead. */
async function joinInvited(context: JoinContext, parts: JoinParts, invitation: Invitation): Promise<void> {
  const { contracts, me, settings } = context;
  const key = privateKeyToAccount(invitation.invitationSecret);
  const digest = await contracts.view('registry', 'invitationDigest', [me]);
  const proof = {
    invitationKey: key.address,
    registrarSignature: invitation.registrarSignature,
    accountSignature: await key.signMessage({ message: { raw: digest } }),
  };
  const register = { functionName: 'registerInvited', args: [profileOf(context, parts), proof] } as const;
  const calls = [encodeFunctionData({ abi: registryAbi, ...register }), offerData(context)];
  const takesSeat = parts.grantBuysSeat && settings.get().roles.verify;
  if (takesSeat) calls.push(encodeFunctionData({ abi: registryAbi, functionName: 'takeSeat' }));
  await contracts.send('registry', 'multicall', [calls]);
}

function profileOf({ settings, exchange }: JoinContext, { encryptionKey }: JoinParts) {
  return {
    name: encodeName(settings.get().name || UNKNOWN_PERSON),
    encryptionKey: toHex(encryptionKey),
    storagePeer: toHex(exchange.peerId),
  };
}

function offerData({ engines }: JoinContext): Hex {
  return encodeFunctionData({ abi: registryAbi, functionName: 'offer', args: [offerOf(enginesOf(engines))] });
}

const enginesOf = (engines: NodeContext['engines']): Hex[] => [...engines.values()] as Hex[];

/** Rates are those of the reference machine until the benchmark measures this one. */
function offerOf(engines: readonly Hex[]) {
  const rate = 10_000;
  return { coreRateBps: rate, machineRateBps: rate, capabilities: 0n, benchmarkHash: NO_BENCHMARK, engines };
}

const NO_BENCHMARK: Hex = `0x${'0'.repeat(64)}`;

export function offerAct({ facts, contracts, me }: JoinContext): Act<'offer'> {
  return {
    standing: ({ data }) => {
      const engines = facts.person(me)?.engines ?? [];
      return data.engines.every((engine) => engines.includes(engine)) ? 'done' : 'due';
    },
    perform: async ({ data }) => {
      await contracts.send('registry', 'offer', [offerOf(data.engines)]);
      return undefined;
    },
  };
}

/** What this node still has to do to be the part of the network its settings say. */
export function membershipIntents(context: NodeContext, seats: SeatTerms): NewIntent[] {
  const { facts, me, engines } = context;
  const person = facts.person(me);
  if (!person) return [{ kind: 'register', id: 'register', data: {} }];
  const wanted = enginesOf(engines);
  const intents: NewIntent[] = [];
  if (!wanted.every((engine) => person.engines.includes(engine))) {
    intents.push({
      kind: 'offer',
      id: `offer:${wanted.map((engine) => engine.slice(2, 10)).join('-')}`,
      data: { engines: wanted },
    });
  }
  return [...intents, ...seatIntents(context, seats)];
}
