/** A bridge for screens under test: answers from a table typed like the app's, notes every call, and can hold one back. */
import { AppError, reportOf } from '../../domain/errors.js';
import type { CallInput, CallName, CallOutput } from '../../domain/wire/ipc/all.js';
import type { Bridge } from '../../renderer/app/bridge.js';

/** Answers by name: values, or functions of the input that may throw or wait. */
export type Answers = {
  [Name in CallName]?: CallOutput<Name> | ((input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>);
};

interface NotedCall {
  readonly name: string;
  readonly input: unknown;
}

/** The bridge with what a test wants of it. */
export interface FakeBridge extends Bridge {
  /** Every call so far, oldest first. */
  readonly calls: readonly NotedCall[];
  /** The inputs of the calls of one name. */
  inputsOf<Name extends CallName>(name: Name): CallInput<Name>[];
  /** Replaces answers; says that something changed unless told otherwise. */
  answer(answers: Answers, isQuiet?: 'quietly'): void;
  /** Says that something changed. */
  change(): void;
  /** Files that "were dropped": their disk paths by name. */
  readonly paths: Map<string, string>;
}

/** An answer that never comes: for the states in which a screen waits. */
export const never = (): Promise<never> => new Promise(() => undefined);

/** An answer that fails as the app's would. */
export function failing(message: string, code: AppError['code'] = 'chain.unreachable'): () => never {
  return () => {
    throw new AppError(code, message);
  };
}

/** Puts a fake bridge into the window. A call without an answer fails as a bug, naming the call. */
export function installBridge(answers: Answers = {}): FakeBridge {
  const table = new Map<string, unknown>(Object.entries(answers));
  const calls: NotedCall[] = [];
  const listeners = new Set<() => void>();
  const bridge: FakeBridge = {
    calls,
    paths: new Map(),
    inputsOf: <Name extends CallName>(name: Name) =>
      calls.filter((call) => call.name === name).map((call) => call.input as CallInput<Name>),
    answer(more, isQuiet) {
      for (const [name, value] of Object.entries(more)) table.set(name, value);
      if (isQuiet === undefined) bridge.change();
    },
    change() {
      for (const listener of listeners) listener();
    },
    async call(name, input) {
      calls.push({ name, input });
      try {
        return { ok: true, value: await answerOf(table, name, input) };
      } catch (thrown) {
        return { ok: false, error: reportOf(thrown) };
      }
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pathOf: (file) => bridge.paths.get(file.name) ?? '',
  };
  Object.defineProperty(window, 'corehour', { configurable: true, value: bridge });
  return bridge;
}

function answerOf(table: ReadonlyMap<string, unknown>, name: string, input: unknown): unknown {
  if (!table.has(name)) throw new Error(`The test has no answer for ${name}.`);
  const answer = table.get(name);
  return typeof answer === 'function' ? (answer as (input: unknown) => unknown)(input) : answer;
}
