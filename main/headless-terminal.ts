/** What a headless node tells a person at a terminal: where it stands, what changes, and how an order of theirs goes. */
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
    if (!me.isRegistered) return sayOnce('me', 'Joining the network');
    sayOnce(
      'me',
      `${me.name}: ${credits(me.availableMcc)} available, owed ${credits(me.owedMcc)}, owing ${credits(me.owesMcc)}`,
    );
    if (order && !isOrdered) {
      isOrdered = true;
      await place(node, order);
    }
    for (const job of await node.handlers['jobs.list'](null)) {
      sayOnce(job.jobId, `Your job: ${job.problem?.message ?? job.trouble?.message ?? job.sentence}`);
      if (job.isDone) sayOnce(`${job.jobId} files`, `${count(job.files.length, 'file')} in ${job.folder}`);
    }
  };
  const tell = (): void =>
    void look().catch((thrown: unknown) => say(thrown instanceof Error ? thrown.message : String(thrown)));
  node.onChange(tell);
  tell();
}

async function place(node: Node, { kind, paths, options, folder }: TerminalOrder): Promise<void> {
  const request = { kind, paths: [...paths], options };
  const quote = await node.handlers['jobs.quote'](request);
  for (const { message } of quote.refused) say(message);
  const price = `${credits(quote.bountyMcc)} for the work and ${credits(quote.feesMcc)} in fees`;
  say(`Ordering ${count(quote.files.length, 'file')}: ${price}, ${credits(quote.setAsideMcc)} set aside`);
  await node.handlers['jobs.order']({ ...request, folder });
}
