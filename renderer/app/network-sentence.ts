/** Whether the network is there, in words. */
import type { AppState } from '../../domain/wire/ipc/app.js';
import { momentText, timeText } from '../ui/moment.js';

type Network = NonNullable<AppState['network']>;

/** `Connected`, `Not connected since 14:05`. */
export function networkSentence(network: Network): string {
  return network.isConnected ? 'Connected' : `Not connected${sinceText(network)}`;
}

/** What a banner says while there is no connection. */
export function offlineSentence(network: Network): string {
  const since = `Not connected to ${network.name}${sinceText(network)}.`;
  return `${since} Showing what was known then; what you order is kept and sent later.`;
}

function sinceText({ lastHeardAt }: Network): string {
  if (lastHeardAt === undefined) return '';
  const day = momentText(lastHeardAt, Date.now());
  const time = timeText(lastHeardAt);
  return day === time ? ` since ${time}` : ` since ${day}, ${time}`;
}
