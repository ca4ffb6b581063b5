import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../domain/identity.js';
import { encodeInputManifest } from '../../../domain/task/manifest.js';
import { ms } from '../../../domain/units.js';
import type { NodeContext } from '../../../main/context.js';
import type { SettingsAccess } from '../../../main/settings/settings.js';
import { claimAct } from '../../../main/work/claim.js';
import { USUAL_PACE, WorkLoop } from '../../../main/work/loop.js';
import { WORKER, hashOf, taskOf } from '../../domain/facts.js';
import { temporaryFolder } from '../journal/intents.js';
import { NOON, SIGHT, type SceneParts, sceneOf } from '../view/scene.js';

const HOUR = 3_600_000;
const openTask = taskOf(1, {}, { deadline: ms(NOON + 24 * HOUR) });

async function loopOf(settings: SceneParts['settings']) {
  const scene = await sceneOf({ me: WORKER, tasks: [openTask], ...(settings && { settings }) });
  const loop = new WorkLoop(scene.context, SIGHT.seats, USUAL_PACE);
  const claims = () => scene.journal.ofKind('claim').map(({ data }) => data.taskId);
  return { ...scene, loop, claims };
}

describe('the work loop', () => {
  it('claims what is open while this computer lends', async () => {
    const { loop, claims } = await loopOf({});
    await loop.tick();
    expect(claims()).toEqual([hashOf(1)]);
  });

  it('claims nothing while lending is off', async () => {
    const { loop, claims } = await loopOf({ roles: { request: true, work: false, verify: false } });
    await loop.tick();
    expect(claims()).toEqual([]);
  });

  it('claims nothing before the end of a pause, and again by itself after it', async () => {
    const { loop, claims, clock } = await loopOf({ pausedUntil: NOON + HOUR });
    await loop.tick();
    clock.at = NOON + HOUR - 1;
    await loop.tick();
    expect(claims()).toEqual([]);
    clock.at = NOON + HOUR;
    await loop.tick();
    expect(claims()).toEqual([hashOf(1)]);
  });

  it('leaves a task alone that it passed by, until its rest is over', async () => {
    const { loop, claims, clock } = await loopOf({});
    loop.passBy(hashOf(1), 'for now');
    expect([...loop.passedBy()]).toEqual([hashOf(1)]);
    await loop.tick();
    expect(claims()).toEqual([]);
    clock.at = NOON + 10 * 60_000;
    await loop.tick();
    expect(claims()).toEqual([hashOf(1)]);
  });
});

describe('a claim on its way', () => {
  const sha256 = (data: Uint8Array) => toHex(createHash('sha256').update(data).digest());
  const chunk = { cid: 'bafkreiabc', size: 1, digest: hashOf(1), figures: {} };
  const manifest = encodeInputManifest({
    version: 1,
    kind: 'image_resize',
    sealed: 'none',
    options: {},
    chunks: [chunk],
  });
  const task = taskOf(1, {}, { chunkCount: 1, manifestHash: sha256(manifest), deadline: ms(NOON + 24 * HOUR) });

  /** Carries out a claim whose only look at the files does `whileLooking`; what was sent to the chain. */
  async function claim(whileLooking: (settings: SettingsAccess) => void): Promise<string[]> {
    const { context, settings } = await sceneOf({ me: WORKER, tasks: [task] });
    const folder = await temporaryFolder();
    const sent: string[] = [];
    const figures = { format: 'jpeg', width: 100, height: 100 };
    const parts = {
      contracts: { send: async (_: string, name: string) => void sent.push(name) },
      scratch: { create: async () => folder },
      exchange: { fetch: ({ path }: { path: string }) => writeFile(path, manifest) },
      lanes: {
        call: async () => {
          whileLooking(settings);
          return [{ path: '', size: 1, figures }];
        },
      },
    };
    const act = claimAct({ ...context, ...parts } as unknown as NodeContext, () => undefined);
    const intent = { kind: 'claim', id: 'claim:1', data: { taskId: hashOf(1) }, openedAt: NOON } as const;
    const outcome = await act.perform(intent, new AbortController().signal);
    return [...sent, String(outcome)];
  }

  it('is sent once all of the task is here', async () => {
    expect(await claim(() => undefined)).toEqual(['claim', 'undefined']);
  });

  it('is let go when a pause begins meanwhile', async () => {
    expect(await claim((settings) => settings.change({ pausedUntil: NOON + HOUR }))).toEqual(['moot']);
  });
});
