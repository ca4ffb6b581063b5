import { describe, expect, it } from 'vitest';
import type { Facts, TaskFact } from '../../../domain/facts.js';
import { jobPage } from '../../../main/view/job-page.js';
import { jobList, jobRows } from '../../../main/view/jobs.js';
import { jobReceipt } from '../../../main/view/receipt.js';
import { REQUESTER, claimOf, taskOf } from '../../domain/facts.js';
import { SIGHT, acceptedTask, orderIntents, personOf, sceneOf } from './scene.js';

const NAMES = ['a.jpg', 'b.jpg', 'c.jpg'];

/** A job of one task, as its row and its page. */
async function jobOf(task: TaskFact | undefined, names = NAMES) {
  const intents = orderIntents('1', names, task ? [task] : []);
  const scene = await sceneOf({ tasks: task ? [task] : [], intents });
  const [row] = jobRows(scene.context, SIGHT);
  return { ...scene, row, page: jobPage(scene.context, '1', SIGHT) };
}

describe('a row of the Jobs page', () => {
  it('is there as soon as the job was ordered', async () => {
    const { row, page } = await jobOf(undefined);
    expect(row).toMatchObject({
      name: '3 photos',
      kindLabel: 'Resize photos',
      state: 'under-way',
      sentence: 'Preparing your files',
      chunksDone: 0,
      chunks: 3,
      priceMcc: '700',
      picture: '/photos/a.jpg',
    });
    expect(page.chunkList.map(({ name, state, source }) => [name, state, source])).toEqual(
      NAMES.map((name) => [name, 'waiting', `/photos/${name}`]),
    );
  });

  it('of a single file bears its name', async () => {
    expect((await jobOf(undefined, ['beach.jpg'])).row?.name).toBe('beach.jpg');
  });

  it('says what is set aside while it is open, and what was paid at its end', async () => {
    expect((await jobOf(taskOf(1))).row).toMatchObject({ sentence: 'Waiting for a computer', priceMcc: '2000' });
    const { row, page } = await jobOf(acceptedTask(1));
    expect(row).toMatchObject({ state: 'under-way', sentence: 'Settled, fetching the files', chunksDone: 3 });
    expect([row?.priceMcc, page.workMcc, page.feesMcc]).toEqual(['1690', '1000', '690']);
  });

  it('before it is posted says what the market will set aside', async () => {
    const { context } = await sceneOf({ intents: orderIntents('1', NAMES, [taskOf(1)]) });
    // 1000 for the work, 10 for the platform, 7 fees of 334.
    expect(jobRows(context, SIGHT)).toMatchObject([{ sentence: 'Being posted', priceMcc: '3348' }]);
  });

  it('is done once every task’s files lie in the folder', async () => {
    const scene = await sceneOf({ tasks: [acceptedTask(1)], intents: orderIntents('1', NAMES, [acceptedTask(1)]) });
    const collect = { kind: 'collect', id: 'collect:1', data: { taskId: acceptedTask(1).taskId, jobId: '1' } } as const;
    await scene.journal.begin([collect]);
    expect(jobRows(scene.context, SIGHT)).toMatchObject([{ state: 'under-way' }]);
    const files = NAMES.map((name) => `/results/${name}`);
    await scene.journal.note({ ...collect, openedAt: 0 }, { files });
    await scene.journal.close('collect:1', 'done');
    expect(jobRows(scene.context, SIGHT)).toMatchObject([{ state: 'done', picture: '/results/a.jpg' }]);
    const page = jobPage(scene.context, '1', SIGHT);
    expect(page.chunkList.map(({ result }) => result)).toEqual(files);
    expect(page.files).toEqual(files);
    expect(page.life.at(-1)).toMatchObject({ sentence: '3 files are in your folder' });
    expect(jobList(scene.context, SIGHT)).toMatchObject([{ isDone: true, files }]);
  });

  it.each(['cancelled', 'expired'] as const)('of a task that was %s has stopped and cost nothing', async (state) => {
    const { row, page } = await jobOf(taskOf(1, { state }));
    expect(row).toMatchObject({ state: 'stopped', priceMcc: '0' });
    expect(page.chunkList.map((chunk) => chunk.state)).toEqual(['dropped', 'dropped', 'dropped']);
  });

  it('says what ended it, and what keeps it waiting', async () => {
    const scene = await sceneOf({ intents: orderIntents('1', NAMES) });
    const trouble = { code: 'storage.disk-full', message: 'Full.' };
    const troubled = { ...SIGHT, troubleOf: (id: string) => (id === 'order:1' ? trouble : undefined) };
    expect(jobRows(scene.context, troubled)).toMatchObject([{ state: 'under-way', sentence: 'Full.' }]);
    const [order] = scene.journal.ofKind('order');
    if (order) await scene.journal.note(order, { problem: { code: 'input.truncated', message: 'Cut off.' } });
    expect(jobRows(scene.context, troubled)).toMatchObject([{ state: 'stopped', sentence: 'Cut off.' }]);
    expect(jobPage(scene.context, '1', troubled)).toMatchObject({ problem: { message: 'Cut off.' } });
  });

  it('of a batch that could not be posted has stopped, and its photos are dropped', async () => {
    const scene = await sceneOf({ intents: orderIntents('1', NAMES, [taskOf(1)]) });
    const [post] = scene.journal.ofKind('post');
    if (post) await scene.journal.note(post, { problem: { code: 'funds.not-enough', message: 'Too little.' } });
    expect(jobRows(scene.context, SIGHT)).toMatchObject([{ state: 'stopped', sentence: 'Too little.', priceMcc: '0' }]);
    expect(jobPage(scene.context, '1', SIGHT).chunkList[0]?.state).toBe('dropped');
  });

  it('is found with work that grows with the number of jobs, not with its square', async () => {
    const looks = async (jobs: number): Promise<number> => {
      const tasks = Array.from({ length: jobs }, (_, number) => acceptedTask(number + 1));
      const byId = new Map(tasks.map((task) => [task.taskId, task]));
      let looked = 0;
      const counted = <Value>(value: Value): Value => {
        looked += 1;
        return value;
      };
      const weighed = <Found extends readonly unknown[]>(found: Found): Found => {
        looked += found.length;
        return found;
      };
      const facts: Partial<Facts> = {
        task: (taskId) => counted(byId.get(taskId)),
        tasks: () => weighed(tasks),
        seats: () => counted([]),
        person: (address) => counted(personOf(address)),
      };
      const intents = tasks.flatMap((task, number) => orderIntents(String(number), NAMES, [task]));
      const { context, journal } = await sceneOf({ tasks, facts, intents });
      const ofJob = journal.ofJob.bind(journal);
      const ofKind = journal.ofKind.bind(journal);
      journal.ofJob = (jobId) => weighed(ofJob(jobId));
      journal.ofKind = ((kind: 'order') => weighed(ofKind(kind))) as typeof ofKind;
      journal.all = () => expect.unreachable('the whole journal was read');
      expect(jobRows(context, SIGHT)).toHaveLength(jobs);
      return looked;
    };
    const [few, many] = [await looks(100), await looks(1000)];
    expect(many).toBeLessThanOrEqual(few * 10);
  });
});

describe('a job’s page', () => {
  it('tells its life in sentences, oldest first', async () => {
    const { page } = await jobOf(acceptedTask(1));
    const told = page.life
      .map(({ sentence, amountMcc }) => [sentence, amountMcc])
      .filter(([said]) => said !== 'You ordered 3 photos');
    expect(told).toEqual([
      ['Posted, 3.390 CC set aside', undefined],
      ['Ben ·0000 claimed it', undefined],
      ['Ben ·0000 computed it', undefined],
      ['Drawn by lot to check it: Cleo ·0000 and Dan ·0000', undefined],
      ['Ben ·0000 opened the result, to be compared', undefined],
      ['Checked by Cleo ·0000 and Dan ·0000 and settled, Ben ·0000 is paid', '-1690'],
    ]);
  });

  it('shows each chunk by its task’s state and by the draw', async () => {
    const claim = claimOf();
    const states = async (task: TaskFact) => (await jobOf(task)).page.chunkList.map(({ state }) => state);
    expect(await states(taskOf(1))).toEqual(['waiting', 'waiting', 'waiting']);
    expect(await states(taskOf(1, { state: 'claimed', claim }))).toEqual(['computing', 'computing', 'computing']);
    expect(await states(taskOf(1, { state: 'sealed', claim }))).toEqual(['computed', 'computed', 'computed']);
    expect(await states({ ...acceptedTask(1), state: 'checking' })).toEqual(['computed', 'checking', 'computed']);
    expect(await states(acceptedTask(1))).toEqual(['accepted', 'checked', 'accepted']);
    const { page } = await jobOf(acceptedTask(1));
    expect(page.chunkList[1]).toMatchObject({ worker: 'Ben ·0000', checkers: ['Cleo ·0000', 'Dan ·0000'] });
    expect(page.chunkList[0]?.checkers).toEqual([]);
  });

  it('counts chunks through all tasks, and numbers the parts', async () => {
    const tasks = [taskOf(1, {}, { chunkCount: 2 }), taskOf(2, {}, { chunkCount: 1 })];
    const { context } = await sceneOf({ tasks, intents: orderIntents('1', NAMES, tasks) });
    const page = jobPage(context, '1', SIGHT);
    expect(page.chunkList.map(({ index, name }) => [index, name])).toEqual([...NAMES.entries()]);
    expect(page.life.map(({ sentence }) => sentence)).toContain('Part 2: Posted, 2.000 CC set aside');
    expect(page.cancellable).toEqual(tasks.map(({ taskId }) => taskId));
    expect(page.backMcc).toBe('4000');
  });

  it('names the options that matter', async () => {
    const { page } = await jobOf(undefined);
    expect(page.options).toEqual([
      { label: 'Size', value: 'Longest side' },
      { label: 'Longest side', value: '800 pixels' },
      { label: 'Quality', value: '82 of 100' },
      { label: 'Keep metadata', value: 'No' },
    ]);
  });

  it('is refused for a job nobody knows', async () => {
    const { context } = await jobOf(undefined);
    expect(() => jobPage(context, 'nope', SIGHT)).toThrow(expect.objectContaining({ code: 'input.malformed' }));
  });
});

describe('a receipt', () => {
  it('holds every amount and hash in full', async () => {
    const task = acceptedTask(1);
    const { context } = await sceneOf({ tasks: [task], intents: orderIntents('1', NAMES, [task]) });
    const { network, tasks } = jobReceipt(context, '1', 'Test', SIGHT);
    const text = tasks[0]?.lines.map(({ label, value }) => `${label}: ${value}`).join('\n');
    expect(network).toBe('Test');
    for (const part of [task.taskId, task.terms.manifestHash, '1000 mCC', '340 mCC from', REQUESTER, 'hash of block 6'])
      expect(text).toContain(part);
  });

  it('says what rests on somebody’s word, and nothing of a task that is not posted', async () => {
    const task = acceptedTask(1);
    const { context } = await sceneOf({ tasks: [task], intents: orderIntents('1', NAMES, [task]) });
    const labels = jobReceipt(context, '1', 'Test', SIGHT).tasks[0]?.lines.map(({ label }) => label);
    expect(labels).toContain('Compute time, by the worker’s word');
    const unposted = await sceneOf({ intents: orderIntents('1', NAMES, [task]) });
    expect(jobReceipt(unposted.context, '1', 'Test', SIGHT).tasks).toEqual([]);
  });
});
