/** What a person reads when a process of the app ended unasked. */
import type { ProcessName } from '../../domain/wire/process.js';

const SENTENCES: Readonly<Record<ProcessName, string>> = {
  storage: 'The part that keeps and sends files stopped by itself. It was started again; nothing is lost.',
  task: 'The part that computes stopped by itself. It starts again for the next piece of work; nothing is lost.',
  chain: 'The network on this computer stopped by itself. It was started again; nothing is lost.',
  neighbour: 'A neighbour on this computer stopped by itself. It was started again.',
};

export function sentenceOfFailure(name: ProcessName): string {
  return SENTENCES[name];
}
