/** What is said of a person, in words. */
import type { PersonRow } from '../../domain/wire/ipc/people.js';
import { count } from '../../domain/words.js';

/** `12 accepted, 0 rejected`: the verdicts on what a person computed. */
export function reputationWords({
  accepted,
  rejected,
}: {
  readonly accepted: number;
  readonly rejected: number;
}): string {
  if (accepted === 0 && rejected === 0) return 'nothing judged yet';
  return `${accepted}\u00a0accepted, ${rejected}\u00a0rejected`;
}

/** What a row is beside a name: a neighbour, or an account of nobody. */
export function roleSentence({ role, isNeighbour }: Pick<PersonRow, 'role' | 'isNeighbour'>): string | undefined {
  switch (role) {
    case 'commons':
      return 'Stands behind the credits newcomers start with, and receives penalties.';
    case 'platform':
      return 'Receives the network’s fee, 1 % of accepted work.';
    case 'person':
      return isNeighbour ? 'Lives on this computer' : undefined;
  }
}

/** A name at the beginning of a line: `the commons` is no name of a person. */
export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Whether `row` is meant by what somebody typed: a part of the name, or the beginning of the address. */
export function isMeant(row: Pick<PersonRow, 'name' | 'address'>, typed: string): boolean {
  const text = typed.trim().toLowerCase();
  return row.name.toLowerCase().includes(text) || [text, `0x${text}`].some((start) => row.address.startsWith(start));
}

export interface ReputationFigure {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}

interface Verdicts {
  readonly accepted: number;
  readonly rejected: number;
}

/** The verdicts on what somebody computed, with the words that explain them. */
export function verdictFigures({ accepted, rejected }: Verdicts): readonly ReputationFigure[] {
  return [
    { label: 'Accepted', value: count(accepted, 'task'), hint: 'computed, checked by others, found right' },
    { label: 'Rejected', value: count(rejected, 'task'), hint: 'checked by others, found wrong' },
  ];
}

interface Conduct {
  readonly streak: number;
  readonly lapses: number;
  readonly noShows: number;
  readonly disagreements: number;
}

/** How reliable somebody was, with the words that explain it. */
export function conductFigures({ streak, lapses, noShows, disagreements }: Conduct): readonly ReputationFigure[] {
  return [
    { label: 'In a row', value: count(streak, 'task'), hint: 'found right since the last mistake' },
    { label: 'Ran out of time', value: count(lapses, 'task'), hint: 'taken on, not delivered in time' },
    { label: 'Missed checks', value: count(noShows, 'check'), hint: 'drawn to check others, did not answer' },
    { label: 'Outvoted', value: count(disagreements, 'check'), hint: 'came to another result than the majority' },
  ];
}
