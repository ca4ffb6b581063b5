/** What the demo prints: steps with their time, and at the end who earned and owes what. */
import { owesSentence } from '../../domain/words.js';
import { type Mcc, formatCredits, mcc } from '../../domain/units.js';
import type { CallOutput } from '../../domain/wire/ipc/all.js';

export type Ledger = CallOutput<'network.ledger'>;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Tells each step when it starts, what happens in it, and how long it took. */
export class Steps {
  readonly #startedAt = Date.now();
  readonly #times: { readonly title: string; readonly seconds: number }[] = [];

  constructor(private readonly all: number) {}

  async run<Value>(title: string, expectedSeconds: number, step: () => Promise<Value>): Promise<Value> {
    const startedAt = Date.now();
    say(`\n[${this.#times.length + 1} of ${this.all}] ${title} (about ${expectedSeconds} s)`);
    const value = await step();
    const seconds = (Date.now() - startedAt) / 1000;
    this.#times.push({ title, seconds });
    return value;
  }

  detail(line: string): void {
    say(`  ${((Date.now() - this.#startedAt) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  }

  printTimes(): void {
    say('\nSeconds per step');
    for (const { title, seconds } of this.#times) say(`  ${seconds.toFixed(1).padStart(6)}  ${title}`);
    say(`  ${((Date.now() - this.#startedAt) / 1000).toFixed(1).padStart(6)}  in all`);
  }
}

const sum = (amounts: readonly string[]): Mcc => mcc(amounts.reduce((total, amount) => total + BigInt(amount), 0n));

/** The books: what everybody owes is what everybody is owed, and both are the debts one by one. @throws Error when not. */
export function assertBalanced({ accounts, debts }: Ledger): Mcc {
  const owed = sum(accounts.map(({ owedMcc }) => owedMcc));
  const owes = sum(accounts.map(({ owesMcc }) => owesMcc));
  const written = sum(debts.map(({ amountMcc }) => amountMcc));
  if (owed !== owes || owed !== written) {
    throw new Error(
      `The ledger does not add up: ${formatCredits(owed)} owed, ${formatCredits(owes)} owing, ${formatCredits(written)} in debts.`,
    );
  }
  return written;
}

export function printLedger({ accounts, debts, verifiedComputeMcc }: Ledger): void {
  say('\nWho earned and owes what');
  for (const { name, owedMcc, owesMcc } of accounts) {
    const position = mcc(BigInt(owedMcc) - BigInt(owesMcc));
    say(
      `  ${name.padEnd(16)} is owed ${formatCredits(mcc(BigInt(owedMcc)))}, owes ${formatCredits(mcc(BigInt(owesMcc)))}, position ${formatCredits(position)}`,
    );
  }
  for (const { debtor, creditor, amountMcc } of debts)
    say(`  ${owesSentence(debtor, creditor, mcc(BigInt(amountMcc)))}`);
  say(`  Compute proved so far: ${formatCredits(mcc(BigInt(verifiedComputeMcc)))}`);
}
