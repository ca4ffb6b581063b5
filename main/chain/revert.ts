/** Contract reverts as errors with a name, their values, and a sentence. */
import { type Abi, decodeErrorResult } from 'viem';
import { AppError, type ErrorData } from '../../domain/errors.js';
import type { Hex } from '../../domain/identity.js';
import { formatCredits, mcc } from '../../domain/units.js';
import { errorsAbi } from './contracts.gen.js';

type Sentence = (values: readonly unknown[]) => string;

/** Reverts a person may meet; all others mean that somebody else was first or that the node is out of step. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  NotEnoughCredit: ([, available, needed]) =>
    `You have ${formatCredits(mcc(available as bigint))} available and this needs ${formatCredits(mcc(needed as bigint))}. Lend your computer, or order less.`,
  NotRegistered: () => 'You have not joined this network yet. Join it first.',
  InvitationUsed: () => 'This invitation has been used already. Ask your host for a new one.',
  InvitationInvalid: () => 'This invitation is not from this network. Ask your host for a new one.',
  NoGrantsLeft: () => 'The free credits of this network are used up. You can join without them and earn your own.',
  NotEnoughVerifiers: ([found, needed]) =>
    `The task waits: ${found as bigint} of ${needed as bigint} people who could check it are there.`,
};

/** The error behind a revert's bytes. */
export function revertError(data: Hex, call: string): AppError {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: errorsAbi as Abi, data });
    const sentence =
      SENTENCES[errorName]?.(args) ??
      `The network refused "${call}" (${errorName}); it may have been done by somebody else already.`;
    const code = errorName === 'NotEnoughCredit' ? 'funds.not-enough' : 'chain.refused';
    return new AppError(code, sentence, { data: { call, reason: errorName, ...plainValues(args) } });
  } catch {
    return new AppError('chain.refused', `The network refused "${call}" without a reason.`, {
      data: { call, reason: 'unknown', revert: data },
    });
  }
}

/** The custom error's name, where `thrown` is a refusal. */
export function refusalOf(thrown: unknown): string | undefined {
  return thrown instanceof AppError && typeof thrown.data?.reason === 'string' ? thrown.data.reason : undefined;
}

function plainValues(values: readonly unknown[]): ErrorData {
  return Object.fromEntries(values.map((value, index) => [`value${index}`, String(value)]));
}
