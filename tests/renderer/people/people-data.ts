/** People as the app tells of them, for screens under test. */
import type { PeopleList, PersonPage, PersonRow } from '../../../domain/wire/ipc/people.js';

/** An address that begins with the number, in hexadecimal. */
export const addressOf = (number: number): string => `0x${number.toString(16).padStart(4, '0')}${'5e'.repeat(18)}`;

export const BEN = addressOf(0xbe);

export function personRow(change: Partial<PersonRow> = {}): PersonRow {
  return {
    address: BEN,
    name: 'Ben ·00be',
    role: 'person',
    isNeighbour: false,
    youOweMcc: '0',
    owesYouMcc: '0',
    accepted: 12,
    rejected: 0,
    ...change,
  };
}

/** As many people as asked for, without debts: `Person 1`, `Person 2` … */
export function crowd(size: number): PersonRow[] {
  return Array.from({ length: size }, (_, index) =>
    personRow({ address: addressOf(0x1000 + index), name: `Person ${index + 1}` }),
  );
}

export function peopleList(rows: PersonRow[]): PeopleList {
  return { owedMcc: '4210', owesMcc: '1830', rows };
}

export function personPage(change: Partial<PersonPage> = {}): PersonPage {
  return {
    ...personRow({ owesYouMcc: '4210', lastAt: Date.now() }),
    reputation: { accepted: 12, rejected: 0, lapses: 1, noShows: 0, disagreements: 2, streak: 7, earnedMcc: '18240' },
    hasSeat: true,
    history: [
      {
        id: 'h1',
        at: Date.now(),
        sentence: 'You computed 12 photos for Ben',
        amountMcc: '1250',
        opens: { page: 'lend' },
      },
      {
        id: 'h2',
        at: Date.now(),
        sentence: 'Ben computed your photos',
        amountMcc: '-300',
        opens: { page: 'job', jobId: 'job-1' },
      },
    ],
    settle: ['Have Ben do one of your jobs'],
    ...change,
  };
}
