import { describe, expect, it } from 'vitest';
import { emptyAccount, type SeatFact } from '../../../domain/facts.js';
import { type Ms, mcc, minutes, ms } from '../../../domain/units.js';
import { seatIntents } from '../../../main/network/seat.js';
import { REQUESTER } from '../../domain/facts.js';
import { NOON, sceneOf } from '../view/scene.js';

const TERMS = { stake: mcc(5000), notice: minutes(60) };
const SEAT: SeatFact = { slot: 1, holder: REQUESTER, takenAt: ms(NOON - 1000), noticeAt: ms(0) };

interface Case {
  readonly verify: boolean;
  readonly grant?: bigint;
  readonly seat?: SeatFact;
  readonly now?: Ms;
}

async function intentsOf({ verify, grant = 10_000n, seat, now = ms(NOON) }: Case) {
  const { context } = await sceneOf({
    settings: { roles: { request: true, work: false, verify } },
    facts: {
      account: (address) => ({ ...emptyAccount(address), grant: mcc(grant) }),
      seatOf: () => seat,
    },
  });
  const chainClock = { now: () => now } as typeof context.chainClock;
  return { context, intents: seatIntents({ ...context, chainClock }, TERMS) };
}

describe('the seat of a checker', () => {
  it('is taken where it is wanted and the deposit is there', async () => {
    expect((await intentsOf({ verify: true })).intents).toEqual([{ kind: 'take-seat', id: 'take-seat:0', data: {} }]);
    expect((await intentsOf({ verify: true, grant: 4999n })).intents).toEqual([]);
    expect((await intentsOf({ verify: false })).intents).toEqual([]);
    expect((await intentsOf({ verify: true, seat: SEAT })).intents).toEqual([]);
  });

  it('is taken again after it was left, as another intent', async () => {
    const { context } = await intentsOf({ verify: true });
    await context.journal.begin([{ kind: 'take-seat', id: 'take-seat:0', data: {} }]);
    expect(seatIntents(context, TERMS)).toMatchObject([{ id: 'take-seat:0' }]);
    await context.journal.close('take-seat:0', 'done');
    expect(seatIntents(context, TERMS)).toMatchObject([{ id: 'take-seat:1' }]);
  });

  it('is given up by a notice, and left once that has run out', async () => {
    const { takenAt } = SEAT;
    const notice = [{ kind: 'give-notice', id: `give-notice:${takenAt}`, data: { takenAt } }];
    expect((await intentsOf({ verify: false, seat: SEAT })).intents).toEqual(notice);
    const noticed = { ...SEAT, noticeAt: ms(NOON) };
    const justBefore = ms(NOON + TERMS.notice - 1);
    expect((await intentsOf({ verify: false, seat: noticed, now: justBefore })).intents).toEqual([]);
    const left = [{ kind: 'leave-seat', id: `leave-seat:${takenAt}`, data: { takenAt } }];
    const then = ms(NOON + TERMS.notice);
    expect((await intentsOf({ verify: false, seat: noticed, now: then })).intents).toEqual(left);
    expect((await intentsOf({ verify: true, seat: noticed, now: then })).intents).toEqual(left);
  });
});
