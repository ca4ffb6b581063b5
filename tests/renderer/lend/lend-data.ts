/** What the app says about lending, for screens under test. */
import type { AppState } from '../../../domain/wire/ipc/app.js';
import type { Checking, LendPage, LendRow, LendStatus } from '../../../domain/wire/ipc/lend.js';

export const TASK_ID = `0x${'a1'.repeat(32)}`;
/** 23 November 2026, 15:30, by the clock of wherever the tests run. */
export const NOW = new Date(2026, 10, 23, 15, 30).getTime();
const MINUTE = 60_000;

export const ONLINE: AppState = {
  version: '0.1.0',
  stage: 'running',
  steps: [],
  network: { name: 'Try it here', kind: 'try-here', isConnected: true, lastHeardAt: NOW },
  neighbours: [],
  crashes: [],
};

export const OFFLINE: AppState = {
  ...ONLINE,
  network: { name: 'Try it here', kind: 'try-here', isConnected: false, lastHeardAt: NOW },
};

export const WAITING: LendStatus = {
  state: 'waiting',
  sentence: 'Waiting for a task: none is open now',
  hint: 'Start a job yourself meanwhile.',
  current: [],
};

export const OFF: LendStatus = { state: 'off', sentence: 'Not lending', current: [] };

export const WORKING: LendStatus = {
  state: 'working',
  sentence: 'Working on a task for Ada ·3f2a',
  current: [
    {
      taskId: TASK_ID,
      kindLabel: 'Resize pictures',
      requester: 'Ada ·3f2a',
      isCheck: false,
      chunks: ['computed', 'computed', 'computing', 'waiting'],
      done: 2,
      startedAt: NOW - 5 * MINUTE,
      estimateSeconds: 480,
      earnsMcc: '140',
    },
  ],
};

export function rowOf(change: Partial<LendRow> = {}): LendRow {
  return {
    taskId: TASK_ID,
    at: NOW - 60 * MINUTE,
    kindLabel: 'Resize pictures',
    requester: 'Ada ·3f2a',
    isCheck: false,
    chunks: 12,
    computeMs: 61_400,
    earnedMcc: '1250',
    sentence: 'Accepted',
    ...change,
  };
}

/** Does not check, and could. */
export const CHECKING_NOT: Checking = {
  isOn: false,
  hasSeat: false,
  depositMcc: '5000',
  availableMcc: '9886',
  noticeMs: 7 * 24 * 60 * MINUTE,
};

export function pageOf(change: Partial<LendPage> = {}): LendPage {
  return {
    status: WAITING,
    checking: CHECKING_NOT,
    today: { earnedMcc: '1390', tasks: 7, checks: 3, workedMs: 95 * MINUTE },
    band: [
      { from: NOW - 300 * MINUTE, to: NOW - 240 * MINUTE, what: 'working', sentence: 'Resize pictures for Ada ·3f2a' },
      { from: NOW - 120 * MINUTE, to: NOW - 105 * MINUTE, what: 'checking', sentence: 'Checked Ben ·77c0’s work' },
    ],
    waitingTasks: 4,
    history: [rowOf()],
    ...change,
  };
}
