/** The typed way from a screen to the app. */
import { errorOf, reportOf } from '../../domain/errors.js';
import type { CallInput, CallName, CallOutput } from '../../domain/wire/ipc/all.js';

/** Asks the app. @throws AppError for every failure, whatever its cause */
export async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const answer = await window.corehour
    .call(name, input)
    .catch((thrown: unknown) => ({ ok: false as const, error: reportOf(thrown) }));
  if (!answer.ok) throw errorOf(answer.error);
  return answer.value as CallOutput<Name>;
}
