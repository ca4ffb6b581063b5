import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/errors.js';
import { NODE_CALLS, type NodeCalls, ipcAnswer } from '../../../domain/wire/ipc/all.js';
import { type NodeHandlers, answer } from '../../../main/ipc/server.js';

/** Handlers that note which were reached; `jobs.list` answers, `jobs.order` does what a test says. */
function handlersOf(order: () => Promise<{ jobId: string }> = async () => ({ jobId: '7' })) {
  const reached: unknown[] = [];
  const names = Object.keys(NODE_CALLS) as (keyof NodeCalls)[];
  const table = Object.fromEntries(
    names.map((name) => [
      name,
      async (input: unknown) => {
        reached.push([name, input]);
        return name === 'jobs.order' ? order() : null;
      },
    ]),
  );
  return { handlers: table as unknown as NodeHandlers, reached };
}

async function ask(
  message: unknown,
  { isTrusted = true, order = undefined as (() => Promise<{ jobId: string }>) | undefined } = {},
) {
  const { handlers, reached } = handlersOf(order);
  const sent: unknown[] = [];
  await answer(NODE_CALLS, handlers, { isTrusted: () => isTrusted, send: (reply) => sent.push(reply) }, message);
  return { sent, reached };
}

const call = (name: string, input: unknown) => ({ type: 'ipc', id: 4, name, input });
const ORDER = { kind: 'image_resize', paths: ['/a'], options: { width: 3 }, folder: '/out' };

describe('a call', () => {
  it('reaches its handler with what its schema says, and is answered', async () => {
    const { sent, reached } = await ask(call('jobs.order', { ...ORDER, more: 1 }));
    expect(reached).toEqual([['jobs.order', ORDER]]);
    expect(sent).toEqual([{ type: 'ipc', id: 4, ok: true, value: { jobId: '7' } }]);
  });

  it('of somebody who is not trusted has no answer, whatever it is', async () => {
    for (const message of [call('jobs.list', null), call('nothing', null), null]) {
      expect(await ask(message, { isTrusted: false })).toEqual({ sent: [], reached: [] });
    }
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'jobs', 'jobs.list ', ''])(
    'of the name "%s" is refused',
    async (name) => {
      const { sent, reached } = await ask(call(name, null));
      expect(sent).toMatchObject([{ ok: false, error: { code: 'input.malformed' } }]);
      expect(reached).toEqual([]);
    },
  );

  it.each([
    ['jobs.order', null],
    ['jobs.order', undefined],
    ['jobs.order', { ...ORDER, paths: '/a' }],
    ['jobs.order', { ...ORDER, paths: Array.from({ length: 10_001 }, () => '/a') }],
    ['jobs.order', { ...ORDER, options: { width: null } }],
    ['jobs.order', { ...ORDER, options: { width: { $big: '1' } } }],
    ['jobs.list', {}],
    ['jobs.cancel', { taskId: '0x12' }],
    ['network.status', 'now'],
  ])('%s with values it does not take is refused (%#)', async (name, input) => {
    const { sent, reached } = await ask(call(name, input));
    expect(sent).toMatchObject([{ id: 4, ok: false, error: { code: 'input.malformed' } }]);
    expect(reached).toEqual([]);
  });

  it('that is none is left alone', async () => {
    for (const message of [
      undefined,
      null,
      7,
      'ipc',
      [],
      { type: 'ipc', name: 'jobs.list', input: null },
      { ...call('jobs.list', null), type: 'call' },
    ]) {
      expect(await ask(message)).toEqual({ sent: [], reached: [] });
    }
  });

  it('never breaks the server, whatever it is', async () => {
    const message = fc.oneof(
      fc.anything(),
      fc.record({
        type: fc.constant('ipc'),
        id: fc.integer(),
        name: fc.oneof(fc.string(), fc.constantFrom(...Object.keys(NODE_CALLS))),
        input: fc.anything(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(message, async (given) => {
        const { sent } = await ask(given);
        expect(sent.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('what a handler throws', () => {
  const failing = (thrown: unknown) =>
    ask(call('jobs.order', ORDER), {
      order: () => {
        throw thrown;
      },
    });

  it('crosses with its code, message and data, in the agreed form', async () => {
    const { sent } = await failing(
      new AppError('funds.not-enough', 'Too little.', { data: { neededMcc: '5' }, cause: new Error('inner') }),
    );
    expect(sent).toEqual([
      {
        type: 'ipc',
        id: 4,
        ok: false,
        error: { code: 'funds.not-enough', message: 'Too little.', data: { neededMcc: '5' } },
      },
    ]);
    expect(ipcAnswer.safeParse(sent[0]).success).toBe(true);
  });

  it('unforeseen crosses as a bug', async () => {
    const { sent } = await failing(new TypeError('x is undefined'));
    expect(sent).toMatchObject([{ ok: false, error: { code: 'bug', message: 'x is undefined' } }]);
    expect((await failing(undefined)).sent).toMatchObject([{ ok: false, error: { code: 'bug' } }]);
  });
});

describe('an answer that cannot be sent', () => {
  it('is told instead of the value', async () => {
    const { handlers } = handlersOf();
    const sent: unknown[] = [];
    const send = (reply: unknown): void => {
      if ((reply as { ok: boolean }).ok) throw new Error('could not be cloned');
      sent.push(reply);
    };
    await answer(NODE_CALLS, handlers, { isTrusted: () => true, send }, call('jobs.order', ORDER));
    expect(sent).toMatchObject([{ ok: false, error: { code: 'bug', message: 'could not be cloned' } }]);
  });
});

describe('an answer of the wrong shape', () => {
  it('does not leave the node', async () => {
    const { sent } = await ask(call('jobs.list', null));
    expect(sent).toMatchObject([{ ok: false, error: { code: 'bug' } }]);
  });
});
