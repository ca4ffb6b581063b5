/** Sends a signed transaction and tells the two moments that matter: it is in the pool, and a block holds it. */
import type { ApiPromise } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { ISubmittableResult } from '@polkadot/types/types';
import type { AppError } from '../../domain/errors.js';
import { callError, dropped, lost } from './network-error.js';

const INCLUSION_TIMEOUT_MS = 60_000;

export interface Inclusion {
  /** Settles once the pool has it, or it failed. */
  readonly inPool: Promise<void>;
  /** What its block made of it. @throws AppError `chain.refused`, `chain.busy`, `chain.unreachable`. */
  readonly included: Promise<ISubmittableResult>;
}

/** @param signed Signed with its nonce. */
export function sendSigned(
  signed: SubmittableExtrinsic<'promise'>,
  api: Pick<ApiPromise, 'on' | 'off'>,
  label: string,
): Inclusion {
  let accepted: () => void = () => undefined;
  const inPool = new Promise<void>((resolve) => {
    accepted = resolve;
  });
  const included = new Promise<ISubmittableResult>((resolve, reject) => {
    const over = (): void => {
      clearTimeout(timer);
      api.off('disconnected', onCut);
    };
    const fail = (why: AppError): void => {
      over();
      reject(why);
    };
    // What becomes of a transaction is told on the line it was sent by, and on no later one.
    const onCut = (): void => fail(lost(label));
    api.on('disconnected', onCut);
    const timer = setTimeout(onCut, INCLUSION_TIMEOUT_MS);
    const hear = (result: ISubmittableResult): void => {
      accepted();
      if (result.isError) return fail(dropped(label, result.status.type));
      if (!result.isInBlock && !result.isFinalized) return;
      over();
      resolve(result);
    };
    signed.send(hear).then(accepted, (thrown: unknown) => fail(callError(label, thrown)));
  });
  included.catch(() => accepted());
  return { inPool, included };
}
