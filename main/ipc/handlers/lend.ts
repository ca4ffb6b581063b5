/** Handlers of the Lend page. */
import type { HandlersOf } from '../../../domain/wire/ipc/call.js';
import type { lendCalls } from '../../../domain/wire/ipc/lend.js';
import type { NodeContext } from '../../context.js';
import type { Pulse } from '../../pulse.js';
import { lendPage } from '../../view/lend-page.js';
import type { Sight } from '../../view/sight.js';

export function lendHandlers(
  context: NodeContext,
  sight: Sight,
  pulse: Pick<Pulse, 'beat'>,
): HandlersOf<typeof lendCalls> {
  const { settings } = context;
  return {
    'lend.page': async () => lendPage(context, sight),
    'lend.start': async () => {
      settings.change({ roles: { ...settings.get().roles, work: true }, pausedUntil: 0 });
      pulse.beat();
      return null;
    },
    'lend.pause': async ({ until }) => {
      if (until === undefined) settings.change({ roles: { ...settings.get().roles, work: false }, pausedUntil: 0 });
      else settings.change({ pausedUntil: Math.round(until) });
      return null;
    },
  };
}
