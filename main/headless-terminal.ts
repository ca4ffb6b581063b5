/** What a headless node tells a person at a terminal: where it stands, what changes, and how an order of theirs goes. */
import { resolve } from 'node:path';
import { type Mcc, formatCredits, mcc } from '../domain/units.js';
import { count } from '../domain/words.js';
import type { TaskOptions } from '../domain/wire/process.js';
import type { Node } from './node.js';

export interface TerminalOrder {
  readonly kind: string;
  readonly paths: readonly string[];
  readonly options: TaskOptions;
  readonly folder: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const credits = (amountMcc: string): string => formatCredits(mcc(BigInt(amountMcc)) as Mcc);

/** Speaks until the node ends; orders once the person has joined. */
export function speak(node: Node, order: TerminalOrder | undefined): void {
  const said = new Map<string, string>();
  const sayOnce = (about: string, line: string): void => {
    if (said.get(about) !== line) say(line);
    said.set(about, line);
  };
  let isOrdered = order === undefined;
  const look = async (): Promise<void> => {
    const me = await node.handlers['people.me'](null);
    const { isConnected, name } = await node.handlers['network.status'](null);
    sayOnce(
      'line',
      isConnected ? `On ${name}` : `${name} does not answer. It is tried again by itself; your work is kept.`,
    );
    if (!me.isRegistered) return sayOnce('me', node.troubleOf('register')?.message ?? 'Joining the network');
    sayOnce(
      'me',
      `${me.name}: ${credits(me.availableMcc)} available, owed ${credits(me.owedMcc)}, owing ${credits(me.owesMcc)}`,
    );
    if (order && !isOrdered) {
      isOrdered = true;
      await place(node, order);
    }
    for (const job of await node.handlers['jobs.list'](null)) {
      if (job.isDone && !said.has(job.jobId)) continue;
      sayOnce(job.jobId, `Job for ${job.folder}: ${job.problem?.message ?? job.trouble?.message ?? job.sentence}`);
      if (job.isDone) sayOnce(`${job.jobId} files`, `${count(job.files.length, 'file')} in ${job.folder}`);
    }
  };
  const tell = (): void =>
    void look().catch((thrown: unknown) => say(thrown instanceof Error ? thrown.message : String(thrown)));
  node.onChange(tell);
  tell();
}

async function place(node: Node, { kind, paths, options, folder }: TerminalOrder): Promise<void> {
  const target = resolve(folder);
  const jobs = await node.handlers['jobs.list'](null);
  if (jobs.some((job) => job.folder === target && !job.isDone && !job.problem)) {
    say(`Going on with the job for ${target} that is under way; nothing is ordered twice.`);
    return;
  }
  const quote = await node.handlers['jobs.quote']({ kind, paths: [...paths], options });
  for (const { message } of quote.refused) say(`Left out: ${message}`);
  const fees = `${credits(quote.platformFeeMcc)} in fees and ${credits(quote.verifierFeeMcc)} for checking`;
  const price = `${credits(quote.bountyMcc)} for the work, ${fees}`;
  say(`Ordering ${count(quote.files.length, 'file')}: ${price}, ${credits(quote.setAsideMcc)} set aside`);
  const usable = quote.files.map(({ path }) => path);
  await node.handlers['jobs.order']({ kind, paths: usable, options, folder: target });
}
