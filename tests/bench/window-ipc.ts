/**
 * How long a call of the page takes there and back: one that the node answers, and one that the app refuses because
 * nobody knows its name. Beside them the bare line: the same Electron's `invoke` of an echo, from a window beside it.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { type Bench, type Benchmark, repeat, type Samples } from './benchmark.js';
import { openBareWindow } from './window/bare.js';
import { callTimes } from './window/calls.js';
import { openRoom, quantile } from './window/room.js';

const CALLS = 500;
const LINES = ['people-me', 'unknown', 'echo'] as const;
type Line = (typeof LINES)[number];

export const windowIpcBenchmark: Benchmark = {
  name: 'window-ipc',
  runs: 7,
  figures: [
    { name: 'window-ipc.ratio-to-echo', unit: 'ratio' },
    ...LINES.flatMap((line) => [
      { name: `window-ipc.${line}`, unit: 'ms' as const },
      { name: `window-ipc.${line}-95th`, unit: 'ms' as const },
    ]),
  ],
  measure,
};

async function measure(bench: Bench): Promise<Samples> {
  const room = await openRoom(bench);
  const { desk } = await room.openJoined('home');
  const echo = await openEcho(bench, desk.app);
  const times = await repeat(
    bench,
    async (): Promise<Record<Line, number[]>> => ({
      'people-me': await callTimes(desk.page, 'people.me', CALLS),
      unknown: await callTimes(desk.page, 'people.unknown', CALLS),
      echo: await callTimes(echo, 'echo', CALLS),
    }),
  );
  const all = (line: Line, share: number): number[] => times.map((taken) => quantile(taken[line], share));
  return {
    'window-ipc.ratio-to-echo': times.map((taken) => sum(taken['people-me']) / sum(taken.echo)),
    ...Object.fromEntries(
      LINES.flatMap((line) => [
        [`window-ipc.${line}`, all(line, 0.5)],
        [`window-ipc.${line}-95th`, all(line, 0.95)],
      ]),
    ),
  };
}

/** A window that has nothing but a bridge of the same shape to a handler that answers at once. */
async function openEcho({ folder }: Bench, app: ElectronApplication): Promise<Page> {
  const preload = join(folder, 'echo.cjs');
  await writeFile(
    preload,
    `const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('corehour', { call: (name, input) => ipcRenderer.invoke('bench-echo', name, input) });
`,
  );
  await app.evaluate(({ ipcMain }) => ipcMain.handle('bench-echo', (_event, name: unknown) => name));
  return openBareWindow(app, { html: '<title>Echo</title>', preload, isShown: false });
}

/** A page's clock shows tenths of a millisecond: too coarse for a ratio of single calls. */
function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
