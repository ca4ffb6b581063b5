import { describe, expect, it, vi } from 'vitest';
import { NODE_CALLS } from '../../../domain/wire/ipc/all.js';
import { lendHandlers } from '../../../main/ipc/handlers/lend.js';
import { walletHandlers } from '../../../main/ipc/handlers/wallet.js';
import { homePage } from '../../../main/view/home.js';
import { jobPage } from '../../../main/view/job-page.js';
import { jobRows } from '../../../main/view/jobs.js';
import { kindCards } from '../../../main/view/kinds.js';
import { lendPage } from '../../../main/view/lend-page.js';
import { peopleList, personPage } from '../../../main/view/people.js';
import { jobReceipt } from '../../../main/view/receipt.js';
import { WORKER, claimOf, taskOf } from '../../domain/facts.js';
import { NOON, SIGHT, acceptedTask, orderIntents, sceneOf } from '../view/scene.js';

describe('starting and pausing', () => {
  const start = async () => {
    const scene = await sceneOf({
      settings: { roles: { request: true, work: false, verify: false }, pausedUntil: NOON },
    });
    const beat = vi.fn();
    return { ...scene, beat, handlers: lendHandlers(scene.context, SIGHT, { beat }) };
  };

  it('start lends and checks, and looks for a task at once', async () => {
    const { handlers, settings, beat } = await start();
    await handlers['lend.start'](null);
    expect(settings.get()).toMatchObject({ roles: { request: true, work: true, verify: false }, pausedUntil: 0 });
    expect(beat).toHaveBeenCalledOnce();
  });

  it('pause ends lending for good, or until a moment', async () => {
    const { handlers, settings } = await start();
    await handlers['lend.start'](null);
    await handlers['lend.pause']({ until: NOON + 1.5 });
    expect(settings.get()).toMatchObject({ roles: { work: true }, pausedUntil: NOON + 2 });
    await handlers['lend.pause']({});
    expect(settings.get()).toMatchObject({ roles: { work: false, verify: false }, pausedUntil: 0 });
  });

  it('is told to whoever listens to the settings', async () => {
    const { handlers, settings } = await start();
    const told = vi.fn();
    settings.onChange(told);
    await handlers['lend.pause']({});
    expect(told).toHaveBeenCalledOnce();
  });
});

describe('the recovery words', () => {
  const wallet = async () => {
    const { settings } = await sceneOf({});
    return { settings, handlers: walletHandlers({ exportPhrase: () => 'apple bread candle dove' }, settings) };
  };

  it('are the phrase, word by word', async () => {
    expect(await (await wallet()).handlers['wallet.words'](null)).toEqual({
      words: ['apple', 'bread', 'candle', 'dove'],
    });
  });

  it.each([
    [
      true,
      [
        ['Apple ', 1],
        ['DOVE', 4],
      ],
    ],
    [
      false,
      [
        ['apple', 1],
        ['candle', 4],
      ],
    ],
    [
      false,
      [
        ['apple', 1],
        ['apple', 1],
      ],
    ],
    [
      false,
      [
        ['apple', 1],
        ['', 5],
      ],
    ],
  ] as const)('are known to whoever says so rightly: %s for %j', async (isRight, given) => {
    const { handlers, settings } = await wallet();
    const answers = given.map(([word, position]) => ({ word, position }));
    expect(await handlers['wallet.confirm']({ answers })).toEqual({ isRight });
    expect(settings.get().wordsSaved).toBe(isRight);
  });
});

describe('every answer has the shape its call promises', () => {
  it('for a node with work, jobs and people', async () => {
    const tasks = [acceptedTask(1), taskOf(2), taskOf(3, { state: 'claimed', claim: claimOf(), requester: WORKER })];
    const intents = orderIntents('1', ['a', 'b', 'c', 'd', 'e', 'f'], tasks.slice(0, 2));
    const { context } = await sceneOf({ tasks, intents });
    const { output } = NODE_CALLS['home.page'];
    expect(output.parse(homePage(context, SIGHT))).toEqual(homePage(context, SIGHT));
    expect(NODE_CALLS['jobs.rows'].output.parse(jobRows(context, SIGHT))).toHaveLength(1);
    expect(NODE_CALLS['jobs.kinds'].output.parse(kindCards())).toEqual(kindCards());
    const answers = [
      ['jobs.page', jobPage(context, '1', SIGHT)],
      ['jobs.receipt', jobReceipt(context, '1', 'Test', SIGHT)],
      ['lend.page', lendPage(context, SIGHT)],
      ['people.list', peopleList(context, SIGHT)],
      ['people.person', personPage(context, WORKER, SIGHT)],
    ] as const;
    for (const [name, answer] of answers) expect(NODE_CALLS[name].output.parse(answer), name).toEqual(answer);
  });
});
