/** Why the runtime would not take a transaction, in the words wallets know. */

/** A transaction refused: the reason, and whether a later block might take it. */
export interface Refusal {
  readonly reason: string;
  /** True when only this block had no room: a later one may take it. */
  readonly blockFull: boolean;
}

/** The part of polkadot.js' error used here. */
interface ValidityError {
  readonly isInvalid: boolean;
  readonly asInvalid: { readonly type: string; toString(): string };
  readonly asUnknown: { toString(): string };
}

const REASONS: Readonly<Record<string, string>> = {
  Call: 'Transaction call is not expected',
  Payment: 'Inability to pay some fees (e.g. account balance too low)',
  Future: 'Transaction will be valid in the future',
  Stale: 'Transaction is outdated',
  BadProof: 'Transaction has a bad signature',
  AncientBirthBlock: 'Transaction has an ancient birth block',
  ExhaustsResources: 'Transaction would exhaust the block limits',
  BadSigner: 'Invalid signing address',
};

/** Reads the runtime's error. */
export function refusalOf(error: ValidityError): Refusal {
  if (!error.isInvalid) return { reason: `Unknown validity: ${error.asUnknown.toString()}`, blockFull: false };
  const { type } = error.asInvalid;
  return { reason: REASONS[type] ?? error.asInvalid.toString(), blockFull: type === 'ExhaustsResources' };
}

/** Tells a refusal from what the runtime says of a valid transaction. */
export function isRefusal(value: object): value is Refusal {
  return 'reason' in value;
}
