/**
 * The node's pulse: looks at what is due after every block, after every act, and once a second for what falls due by
 * time. Lets go of files that nobody is owed any more.
 */
import type { ErrorReport } from '../domain/errors.js';
import { minutes, seconds } from '../domain/units.js';
import type { NodeContext } from './context.js';
import { type Acts, Runner } from './journal/runner.js';
import { isLending } from './work/lending.js';
import type { WorkLoop } from './work/loop.js';

const HEARTBEAT = seconds(1);
const BEATS_BETWEEN_RELEASES = minutes(10) / HEARTBEAT;

export interface Pulse {
  /** Tells after an act, whether it worked or not: what the journal says may have changed. Also when a pause has passed. */
  readonly onMoved: (listener: () => void) => () => void;
  readonly troubleOf: (intentId: string) => ErrorReport | undefined;
  /** Looks now. */
  readonly beat: () => void;
  /** Looks now, and tries again at once what waits after a failure: the line is back. */
  readonly hurry: () => void;
  readonly dispose: () => Promise<void>;
}

/** @param height Where the chain stands: until the facts have come that far, nothing they say is due. */
export function startPulse(context: NodeContext, acts: Acts, loop: WorkLoop, height: number): Pulse {
  const { journal, clock, log, facts } = context;
  const ending = new AbortController();
  let looking: Promise<void> | undefined;
  let isAgain = false;
  const look = async (): Promise<void> => {
    isAgain = false;
    await loop.tick();
    runner.tick();
  };
  const beat = (): void => {
    isAgain = true;
    if (ending.signal.aborted || looking || facts.block < height) return;
    looking = look()
      .catch((thrown: unknown) => log.error('Looking for what is due failed', { error: String(thrown) }))
      .then(() => {
        looking = undefined;
        if (isAgain) beat();
      });
  };
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const moved = (): void => {
    beat();
    tell();
  };
  const runner = new Runner(journal, acts, clock, log.in('runner'), moved);
  const beating = keepBeating(context, beat, tell, ending.signal);
  const silence = facts.onChange(beat);
  return {
    onMoved: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    troubleOf: (id) => runner.troubleOf(id),
    beat,
    hurry: () => {
      runner.hurry();
      beat();
    },
    dispose: async () => {
      ending.abort();
      silence();
      await beating;
      await looking;
      await runner.dispose();
    },
  };
}

async function keepBeating(
  { clock, log, exchange, settings }: NodeContext,
  beat: () => void,
  tell: () => void,
  signal: AbortSignal,
): Promise<void> {
  const lends = (): boolean => isLending(settings.get(), clock.now());
  let lent = lends();
  for (let beats = 0; !signal.aborted; beats += 1) {
    beat();
    if (lends() !== lent) tell();
    lent = lends();
    if (beats % BEATS_BETWEEN_RELEASES === 0) {
      await exchange
        .releaseDue()
        .catch((thrown: unknown) => log.warn('Old files stay for now', { error: String(thrown) }));
    }
    await clock.delay(HEARTBEAT, signal).catch(() => undefined);
  }
}
