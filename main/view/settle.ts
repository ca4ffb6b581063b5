/** What would settle a debt between two people, from what exists: work for one another. */
import type { Facts } from '../../domain/facts.js';
import { sameAddress } from '../../domain/identity.js';
import type { PersonRow } from '../../domain/wire/ipc/people.js';
import { count } from '../../domain/words.js';

/** The nearest way first; a single sentence where there is nothing to do. */
export function settleSentences(facts: Facts, row: Omit<PersonRow, 'lastAt'>): string[] {
  const owes = BigInt(row.youOweMcc) > 0n;
  const isOwed = BigInt(row.owesYouMcc) > 0n;
  if (!owes && !isOwed) return ['You are even.'];
  if (row.role === 'commons') {
    return isOwed
      ? [
          'The commons owes you for work that was paid out of grants. It counts in full for what you can spend; there is nothing to do.',
        ]
      : ['Lend your computer: as long as you owe the commons, what you earn goes there.'];
  }
  if (row.role === 'platform') {
    return [
      'Fees are owed to the network’s platform. They are already taken off what you can spend; there is nothing to do.',
    ];
  }
  if (isOwed) {
    return [
      `Send ${row.name} a job: what their computer earns from it is taken off what they owe you.`,
      'Or leave it as it is: it counts in full for what you can spend, whoever computes for you.',
    ];
  }
  return [taskSentence(facts, row), 'Check their results when you are drawn: the fees are taken off, too.'];
}

function taskSentence(facts: Facts, { name, address }: Pick<PersonRow, 'name' | 'address'>): string {
  const open = facts.tasks().filter(({ state, requester }) => state === 'open' && sameAddress(requester, address));
  if (open.length === 0) return `Do one of their tasks: lend while ${name} has one open. None is open now.`;
  return `Do one of their tasks: ${name} has ${count(open.length, 'task')} open now, so lend this computer.`;
}
