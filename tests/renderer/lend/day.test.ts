import { describe, expect, it } from 'vitest';
import { coveredMs, hourMarks, placeOf } from '../../../renderer/lend/day.js';
import { PAUSE_CHOICES } from '../../../renderer/lend/pause-until.js';
import { timeLeft, timeLeftSentence } from '../../../renderer/lend/time-left.js';
import { historyCsv } from '../../../renderer/lend/history-csv.js';
import { NOW, TASK_ID, rowOf } from './lend-data.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

describe('places on the band of the last 24 hours', () => {
  it('puts a span where it lies', () => {
    expect(placeOf({ from: NOW - 12 * HOUR, to: NOW - 6 * HOUR }, NOW)).toEqual({ left: 50, width: 25 });
  });

  it('cuts off what is older and what is to come', () => {
    expect(placeOf({ from: NOW - 30 * HOUR, to: NOW + HOUR }, NOW)).toEqual({ left: 0, width: 100 });
    expect(placeOf({ from: NOW - 30 * HOUR, to: NOW - 25 * HOUR }, NOW)).toEqual({ left: 0, width: 0 });
  });

  it('names every third hour', () => {
    const marks = hourMarks(NOW);
    expect(marks.map(({ text }) => text)).toEqual(['18:00', '21:00', '0:00', '3:00', '6:00', '9:00', '12:00', '15:00']);
    expect(marks.at(-1)?.left).toBeCloseTo(100 - (0.5 / 24) * 100);
  });

  it('counts what overlaps once, and only its own sort', () => {
    const spans = [
      { from: NOW - 5 * HOUR, to: NOW - 3 * HOUR, what: 'working', sentence: 'a' },
      { from: NOW - 4 * HOUR, to: NOW - 2 * HOUR, what: 'working', sentence: 'b' },
      { from: NOW - 26 * HOUR, to: NOW - 23 * HOUR, what: 'working', sentence: 'c' },
      { from: NOW - 2 * HOUR, to: NOW, what: 'checking', sentence: 'd' },
    ] as const;
    expect(coveredMs(spans, 'working', NOW)).toBe(4 * HOUR);
    expect(coveredMs(spans, 'checking', NOW)).toBe(2 * HOUR);
  });
});

describe('the time to go', () => {
  const pace = { startedAt: NOW - 5 * MINUTE, chunks: 4, done: 0, estimateSeconds: 480 };

  it('goes by the estimate before the first chunk is done', () => {
    expect(timeLeftSentence(pace, NOW)).toBe('about 3 min left');
  });

  it('goes by its own pace afterwards', () => {
    expect(timeLeft({ ...pace, done: 2 }, NOW)).toBe(3 * MINUTE);
  });

  it('promises nothing when it is over the time', () => {
    expect(timeLeft({ ...pace, startedAt: NOW - 9 * MINUTE }, NOW)).toBeUndefined();
    expect(timeLeftSentence({ ...pace, startedAt: NOW - 9 * MINUTE }, NOW)).toBe('takes longer than expected');
  });

  it('says when all is computed, and when little is left', () => {
    expect(timeLeftSentence({ ...pace, done: 4 }, NOW)).toBe('all chunks computed, being handed in');
    expect(timeLeftSentence({ ...pace, startedAt: NOW - 470_000 }, NOW)).toBe('less than a minute left');
    expect(timeLeftSentence({ ...pace, estimateSeconds: 3 * 3600 }, NOW)).toBe('about 3 h left');
  });
});

describe('the pauses on offer', () => {
  it('last an hour, until the morning of the next day, or without end', () => {
    const lateAtNight = new Date(2026, 11, 31, 23, 59).getTime();
    expect(PAUSE_CHOICES.map(({ until }) => until(lateAtNight))).toEqual([
      lateAtNight + HOUR,
      new Date(2027, 0, 1, 8, 0).getTime(),
      undefined,
    ]);
  });
});

describe('the history as a file', () => {
  it('has units in its head line and a line a task', () => {
    const at = Date.UTC(2026, 10, 23, 14, 5);
    expect(historyCsv([rowOf({ at })])).toBe(
      'time,what,kind,for,chunks,compute_seconds,earned_cc,outcome,task\r\n' +
        `2026-11-23T14:05:00.000Z,task,Resize pictures,Ada ·3f2a,12,61.4,1.250,Accepted,${TASK_ID}\r\n`,
    );
  });

  it('quotes what would break a line, and disarms what a spreadsheet would compute', () => {
    const text = historyCsv([rowOf({ requester: '=HYPERLINK("x")', sentence: 'Rejected, by "two"\nothers' })]);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(text).toContain('"Rejected, by ""two""\nothers"');
  });

  it('keeps the sign of small penalties', () => {
    expect(historyCsv([rowOf({ earnedMcc: '-35' })])).toContain(',-0.035,');
  });
});
