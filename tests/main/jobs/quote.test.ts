import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/errors.js';
import { type TaskFact, emptyAccount } from '../../../domain/facts.js';
import { creditsFor, estimateOf } from '../../../domain/price/estimate.js';
import type { PriceParameters } from '../../../domain/price/quote.js';
import { bps, mcc, ms } from '../../../domain/units.js';
import type { NodeContext } from '../../../main/context.js';
import { Inspector } from '../../../main/jobs/inspect.js';
import { goingAsk, notEnough, priceTasks, quoteJob } from '../../../main/jobs/quote.js';
import { spec } from '../../../main/tasks/image_resize/spec.js';
import { ENGINE, REQUESTER, factsOf, taskOf } from '../../domain/facts.js';

const PARAMETERS: PriceParameters = {
  minimumBounty: mcc(100),
  platformFee: bps(100),
  verifierFee: bps(100),
  reservedFees: 7,
};
const FIGURES = { format: 'jpeg', width: 4000, height: 3000 };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corehour-quote-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A node with some credit, whose task process says of a file what `inspect` says. */
function nodeOf(inspect: (name: string) => typeof FIGURES, available = 100_000, tasks: readonly TaskFact[] = []) {
  const looked: string[] = [];
  const call = async (lane: string, name: string, { paths }: { paths: readonly string[] }) => {
    const file = basename(paths[0] ?? '');
    looked.push(`${lane} ${name} ${file}`);
    return [{ path: paths[0], size: 1, figures: inspect(file) }];
  };
  const facts = factsOf(tasks, { account: (address) => ({ ...emptyAccount(address), owed: mcc(available) }) });
  const engines = new Map([['image_resize', ENGINE]]);
  return { context: { me: REQUESTER, facts, engines, lanes: { call } } as unknown as NodeContext, looked };
}

const quote = (context: NodeContext, inspector = new Inspector(context)) =>
  quoteJob(context, inspector, { kind: 'image_resize', paths: [folder], options: {} }, PARAMETERS);

describe('a quote', () => {
  it('sums what each task sets aside, as the order that follows will', async () => {
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) await writeFile(join(folder, name), name);
    const { context } = nodeOf(() => FIGURES);
    const given = await quote(context);
    const chunks = Array.from({ length: 3 }, () => ({ figures: FIGURES }));
    const [task] = priceTasks(spec, chunks, spec.parseOptions({}), bps(12_500), PARAMETERS);
    expect(task).toMatchObject({ bounty: 100n, platformFee: 1n, verifierFee: 34n, setAside: 339n });
    expect(given).toMatchObject({
      tasks: 1,
      bountyMcc: '100',
      platformFeeMcc: '1',
      verifierFeeMcc: '68',
      setAsideMcc: '339',
      availableMcc: '100000',
      isAffordable: true,
      refused: [],
    });
    expect(given.files.map(({ name, size }) => [name, size])).toEqual([
      ['a.jpg', 5],
      ['b.jpg', 5],
      ['c.jpg', 5],
    ]);
  });

  it('cuts work that is long into tasks, and prices each', () => {
    const chunks = Array.from({ length: 5000 }, () => ({ figures: FIGURES }));
    const tasks = priceTasks(spec, chunks, spec.parseOptions({}), bps(12_500), PARAMETERS);
    expect(tasks.length).toBeGreaterThan(1);
    expect(tasks.flatMap((task) => task.chunks)).toHaveLength(5000);
    for (const { bounty, estimate } of tasks) expect(bounty * 10_000n).toBeGreaterThanOrEqual(estimate * 12_500n);
  });

  it('names files that are refused, and leaves them out of the sum', async () => {
    for (const name of ['good.jpg', 'text.jpg']) await writeFile(join(folder, name), name);
    const { context } = nodeOf((name) => {
      if (name === 'text.jpg') throw new AppError('input.not-an-image', 'text.jpg is no picture.');
      return FIGURES;
    });
    const given = await quote(context);
    expect(given.refused).toEqual([
      { path: join(folder, 'text.jpg'), code: 'input.not-an-image', message: 'text.jpg is no picture.' },
    ]);
    expect(given.files.map(({ name }) => name)).toEqual(['good.jpg']);
    expect(given.tasks).toBe(1);
  });

  it('of nothing but refused files is not affordable', async () => {
    await writeFile(join(folder, 'text.jpg'), '');
    const { context } = nodeOf(() => {
      throw new AppError('input.truncated', 'Cut.');
    });
    expect(await quote(context)).toMatchObject({ tasks: 0, setAsideMcc: '0', isAffordable: false });
  });

  it('fails where the process does, which says nothing of the file', async () => {
    await writeFile(join(folder, 'a.jpg'), '');
    const { context } = nodeOf(() => {
      throw new AppError('process.crashed', 'Gone.');
    });
    await expect(quote(context)).rejects.toMatchObject({ code: 'process.crashed' });
  });

  it('is affordable to the last mCC', async () => {
    await writeFile(join(folder, 'a.jpg'), '');
    // One chunk: its check costs the whole bounty a verifier.
    expect(await quote(nodeOf(() => FIGURES, 801).context)).toMatchObject({ setAsideMcc: '801', isAffordable: true });
    expect(await quote(nodeOf(() => FIGURES, 800).context)).toMatchObject({ isAffordable: false });
    expect(notEnough(mcc(801), mcc(800))).toMatchObject({
      code: 'funds.not-enough',
      data: { neededMcc: '801', availableMcc: '800' },
    });
  });

  it('looks at a file once, until it changes', async () => {
    await writeFile(join(folder, 'a.jpg'), '1');
    const { context, looked } = nodeOf(() => FIGURES);
    const inspector = new Inspector(context);
    await quote(context, inspector);
    await quote(context, inspector);
    expect(looked).toEqual(['own inspect a.jpg']);
    await writeFile(join(folder, 'a.jpg'), '22');
    await quote(context, inspector);
    expect(looked).toHaveLength(2);
  });
});

describe('the going ask', () => {
  it('is what the kind’s last accepted tasks were paid at, newest first', () => {
    const paid = (number: number, bounty: number, at: number, more: Partial<TaskFact> = {}) =>
      taskOf(
        number,
        { state: 'accepted', moments: [{ what: 'accepted', at: ms(at), block: at }], ...more },
        { bounty: mcc(bounty), estimate: mcc(1000) },
      );
    const old = Array.from({ length: 20 }, (_, index) => paid(index, 9000, index));
    const young = Array.from({ length: 20 }, (_, index) => paid(100 + index, 1500, 100 + index));
    const unpaid = Array.from({ length: 40 }, (_, index) => paid(200 + index, 100_000, 500, { state: 'expired' }));
    const { context } = nodeOf(() => FIGURES, 0, [...old, ...young, ...unpaid]);
    expect(goingAsk(context, 'image_resize', PARAMETERS)).toBe(15_000);
    expect(goingAsk(context, 'pdf_render', PARAMETERS)).toBe(12_500);
  });

  it('learns nothing from tasks that were paid the least there may be', () => {
    const least = Array.from({ length: 20 }, (_, index) =>
      taskOf(
        index,
        { state: 'accepted', moments: [{ what: 'accepted', at: ms(index), block: index }] },
        { bounty: PARAMETERS.minimumBounty, estimate: mcc(1) },
      ),
    );
    const { context } = nodeOf(() => FIGURES, 0, least);
    expect(goingAsk(context, 'image_resize', PARAMETERS)).toBe(12_500);
  });
});

describe('a stranger’s figures', () => {
  it.each([
    {},
    { format: 'toString', width: 1, height: 1 },
    { format: 'jpeg', width: 'x', height: 1 },
    { format: 'jpeg', width: -5, height: 9e9 },
  ])('that mean nothing are refused, so that nobody computes on them (%#)', (figures) => {
    const price = () => creditsFor(estimateOf(spec, [figures], spec.parseOptions({})));
    expect(price).toThrow(expect.objectContaining({ code: 'input.malformed' }));
  });
});
