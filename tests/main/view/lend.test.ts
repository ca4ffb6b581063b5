import { describe, expect, it } from 'vitest';
import type { TaskFact } from '../../../domain/facts.js';
import { mcc } from '../../../domain/units.js';
import type { NewIntent } from '../../../main/journal/journal.js';
import { clockWords } from '../../../main/view/calendar.js';
import { lendStatus } from '../../../main/view/lend.js';
import { lendPage } from '../../../main/view/lend-page.js';
import type { Sight } from '../../../main/view/sight.js';
import { REQUESTER, WORKER, claimOf, hashOf, taskOf } from '../../domain/facts.js';
import { CLEO, NOON, SIGHT, type SceneParts, acceptedTask, sceneOf } from './scene.js';

const HOUR = 3_600_000;
const roles = { request: true, work: false, verify: true };
const compute: NewIntent = { kind: 'compute', id: 'compute:1', data: { taskId: hashOf(1) } };
const check: NewIntent = {
  kind: 'check',
  id: 'check:2',
  data: { taskId: hashOf(2), round: 1, chunks: [1], salt: '0x01' },
};
const claimedTask = taskOf(1, { state: 'claimed', claim: claimOf() });
const checkingTask: TaskFact = { ...acceptedTask(2), state: 'checking' };

const statusOf = async (parts: SceneParts, sight: Partial<Sight> = {}) => {
  const scene = await sceneOf({ me: WORKER, ...parts });
  return { ...scene, status: lendStatus(scene.context, { ...SIGHT, ...sight }) };
};

describe('the state of lending', () => {
  it.each<[string, SceneParts, Partial<Sight>, object]>([
    ['nothing is open', {}, {}, { state: 'waiting', sentence: 'Waiting for a task: none is open now' }],
    [
      'own tasks do not count',
      { me: REQUESTER, tasks: [taskOf(1)] },
      {},
      { sentence: 'Waiting for a task: none is open now' },
    ],
    ['one is about to be claimed', { tasks: [taskOf(1)] }, {}, { sentence: 'Choosing a task: 1 task is open' }],
    [
      'what is open was passed by',
      { tasks: [taskOf(1), taskOf(2)] },
      { passedBy: () => new Set([hashOf(1), hashOf(2)]) },
      { sentence: 'Waiting: 2 tasks are open, passed by for now' },
    ],
    [
      'no engine for it',
      { tasks: [taskOf(1, {}, { engine: hashOf(7) })] },
      {},
      { sentence: 'Waiting: 1 task is open, none that this computer can do' },
    ],
    [
      'the line is down',
      {},
      { isConnected: () => false },
      { sentence: 'Waiting for the network, which does not answer' },
    ],
    [
      'not registered yet',
      { facts: { person: () => undefined } },
      {},
      { sentence: 'Waiting to be let into the network' },
    ],
    [
      'a claim is on its way',
      { tasks: [taskOf(1)], intents: [{ kind: 'claim', id: 'claim:1', data: { taskId: hashOf(1) } }] },
      {},
      { sentence: 'Fetching the files of a task for Ada ·0000' },
    ],
    [
      'five results wait for their check',
      { tasks: [1, 2, 3, 4, 5].map((number) => taskOf(number, { state: 'sealed', claim: claimOf() })) },
      {},
      { sentence: 'Waiting until others have checked your last 5 tasks' },
    ],
    ['lending is off', { settings: { roles } }, {}, { state: 'off', sentence: 'Not lending' }],
    [
      'a pause is running',
      { settings: { pausedUntil: NOON + HOUR } },
      {},
      { state: 'off', sentence: 'Paused until 15:30', pausedUntil: NOON + HOUR },
    ],
    ['the pause has passed', { settings: { pausedUntil: NOON } }, {}, { state: 'waiting' }],
    [
      'working',
      { tasks: [claimedTask], intents: [compute] },
      {},
      { state: 'working', sentence: 'Working on a task for Ada ·0000' },
    ],
    [
      'told to pause while working',
      { tasks: [claimedTask], intents: [compute], settings: { roles } },
      {},
      { state: 'finishing', sentence: 'Finishing the task for Ada ·0000, then paused' },
    ],
    [
      'checking while off',
      { me: CLEO, tasks: [checkingTask], intents: [check], settings: { roles } },
      {},
      { state: 'checking', sentence: 'Checking work done for Ada ·0000' },
    ],
    [
      'the claim is gone',
      { tasks: [taskOf(1, { state: 'sealed', claim: claimOf({ worker: CLEO }) })], intents: [compute] },
      {},
      { state: 'waiting', current: [] },
    ],
  ])('%s', async (_, parts, sight, expected) => {
    expect((await statusOf(parts, sight)).status).toMatchObject(expected);
  });

  it('shows the chunks of the task in hand as they are finished', async () => {
    const { context, journal } = await statusOf({ tasks: [claimedTask], intents: [compute] });
    const current = () => lendStatus(context, SIGHT).current[0];
    expect(current()).toMatchObject({ chunks: ['computing', 'waiting', 'waiting'], done: 0, earnsMcc: '1000' });
    const [intent] = journal.ofKind('compute');
    const done = { index: 0, path: '/x', size: 1, digest: hashOf(1) };
    if (intent) await journal.addChunk(intent, done);
    expect(current()).toMatchObject({ chunks: ['computed', 'computing', 'waiting'], done: 1, startedAt: NOON });
  });

  it('shows a check with its drawn chunks and its fee', async () => {
    const { status } = await statusOf({ me: CLEO, tasks: [checkingTask], intents: [check] });
    // A third of the chunks is drawn: a third of the bounty, rounded up, and a third of the time.
    expect(status.current).toMatchObject([
      { isCheck: true, chunks: ['computing'], earnsMcc: '334', estimateSeconds: 960 },
    ]);
  });
});

describe('the Lend page', () => {
  it('lists how work and checks ended, newest first, and sums today', async () => {
    const yesterday = acceptedTask(1, NOON - 24 * HOUR);
    const { context } = await statusOf({ tasks: [yesterday, acceptedTask(2), acceptedTask(3, NOON - HOUR)] });
    const page = lendPage(context, SIGHT);
    expect(page.history.map(({ taskId }) => taskId)).toEqual([hashOf(2), hashOf(3), hashOf(1)]);
    expect(page.history[0]).toMatchObject({
      sentence: 'Checked and accepted',
      earnedMcc: '1000',
      computeMs: 4200,
      chunks: 3,
    });
    expect(page.today).toMatchObject({ earnedMcc: '2000', tasks: 2, checks: 0 });
    const checker = lendPage((await sceneOf({ me: CLEO, tasks: [acceptedTask(1)] })).context, SIGHT);
    expect(checker.history).toMatchObject([
      { isCheck: true, earnedMcc: '340', chunks: 1, sentence: 'Checked: it was right' },
    ]);
    expect(checker.today).toMatchObject({ earnedMcc: '340', tasks: 0, checks: 1 });
  });

  it('counts a lost deposit as what it is', async () => {
    const payments = [{ from: WORKER, to: REQUESTER, amount: mcc(100), ofGrant: mcc(0) }];
    const lapsed = { what: 'lapsed', who: WORKER, at: NOON as never, block: 2, payments } as const;
    const { context } = await statusOf({ tasks: [taskOf(1, { moments: [lapsed] })] });
    expect(lendPage(context, SIGHT)).toMatchObject({
      today: { earnedMcc: '-100' },
      history: [{ earnedMcc: '-100', sentence: 'Ran out of time, deposit lost' }],
    });
  });

  it('draws the last 24 hours as spans, cut where they begin', async () => {
    const { context, journal, clock } = await statusOf({ tasks: [claimedTask, checkingTask] });
    clock.at = NOON - 25 * HOUR;
    await journal.begin([compute]);
    clock.at = NOON - 23 * HOUR;
    await journal.close('compute:1', 'done');
    await journal.begin([check]);
    clock.at = NOON;
    expect(lendPage(context, SIGHT).band).toEqual([
      { from: NOON - 24 * HOUR, to: NOON - 23 * HOUR, what: 'working', sentence: 'A task for Ada ·0000' },
      { from: NOON - 23 * HOUR, to: NOON, what: 'checking', sentence: 'Checked work done for Ada ·0000' },
    ]);
    // Since midnight: the check alone, half past two long.
    expect(lendPage(context, SIGHT).today.workedMs).toBe(14.5 * HOUR);
  });

  it('says moments by the clock, and by the day where it is another', () => {
    expect(clockWords(NOON, NOON)).toBe('14:30');
    expect(clockWords(new Date(2026, 10, 24, 8, 5).getTime(), NOON)).toBe('tomorrow 08:05');
    expect(clockWords(new Date(2026, 10, 30, 8, 5).getTime(), NOON)).toBe('30 November 08:05');
  });
});
