/** What the app might answer: plausible pages to start from, changed where a test cares. */
import type { AppState, SettingsView } from '../../domain/wire/ipc/app.js';
import type { HomePage } from '../../domain/wire/ipc/home.js';
import type { JobPage, JobQuote, JobRow, KindCard } from '../../domain/wire/ipc/jobs.js';
import type { LendStatus } from '../../domain/wire/ipc/lend.js';
import type { Standing } from '../../domain/wire/ipc/people.js';

/** The address of Ada, who is in every example. */
export const ADA = `0x${'ad'.repeat(20)}`;

/** Connected to a network tried here, all running. */
export function appState(changes: Partial<AppState> = {}): AppState {
  return {
    version: '0.1.0',
    stage: 'running',
    steps: [],
    network: { name: 'My computer', kind: 'try-here', isConnected: true, lastHeardAt: Date.now() },
    neighbours: ['Ada', 'Ben', 'Cleo', 'Dan'].map((name) => ({ name, state: 'running' as const })),
    crashes: [],
    ...changes,
  };
}

/** Settings of Robin, whose app it is. */
export function settings(changes: Partial<SettingsView> = {}): SettingsView {
  return {
    name: 'Robin',
    appearance: 'system',
    resultsFolder: '/home/robin/Pictures/Corehour',
    storageCapBytes: 2_000_000_000,
    storageUsedBytes: 48_000_000,
    marginBps: 1000,
    checksOthers: true,
    keptBy: 'file',
    wordsSaved: false,
    ...changes,
  };
}

/** How Robin stands. */
export function standing(changes: Partial<Standing> = {}): Standing {
  return {
    address: `0x${'0b'.repeat(20)}`,
    account: '5Robin',
    name: 'Robin',
    isRegistered: true,
    hasSeat: true,
    availableMcc: '4250',
    grantMcc: '2000',
    owedMcc: '300',
    owesMcc: '120',
    positionMcc: '180',
    accepted: 3,
    rejected: 0,
    ...changes,
  };
}

/** Not lending. */
export function lendStatus(changes: Partial<LendStatus> = {}): LendStatus {
  return { state: 'off', sentence: 'Not lending', hint: 'Press Start to earn credits.', current: [], ...changes };
}

/** A job of eight photos under way. */
export function jobRow(changes: Partial<JobRow> = {}): JobRow {
  return {
    jobId: 'job-1',
    name: '8 photos',
    kind: 'image_resize',
    kindLabel: 'Resize photos',
    state: 'under-way',
    sentence: 'Ada is computing 3 of 8',
    chunksDone: 2,
    chunks: 8,
    priceMcc: '140',
    orderedAt: Date.now() - 60_000,
    ...changes,
  };
}

/** Home with a job under way and two things that happened. */
export function homePage(changes: Partial<HomePage> = {}): HomePage {
  return {
    me: standing(),
    setAsideMcc: '140',
    depositsMcc: '0',
    todayMcc: '85',
    earned30Mcc: '1250',
    spent30Mcc: '940',
    lend: lendStatus(),
    jobs: [jobRow()],
    happenings: [
      {
        id: 'h2',
        at: Date.now() - 30_000,
        sentence: 'Ada took 8 photos of yours',
        opens: { page: 'job', jobId: 'job-1' },
      },
      {
        id: 'h1',
        at: Date.now() - 90_000,
        sentence: 'Ben paid you for 4 photos',
        amountMcc: '85',
        opens: { page: 'person', address: ADA },
      },
    ],
    shouldSaveWords: false,
    ...changes,
  };
}

/** Photos to be resized, with one preset and no fields. */
export function kindCard(changes: Partial<KindCard> = {}): KindCard {
  return {
    id: 'image_resize',
    label: 'Resize photos',
    item: { one: 'photo', many: 'photos' },
    extensions: ['jpg', 'png', 'webp'],
    fields: [],
    presets: [{ label: 'For the web: 1600 px, JPEG', options: { mode: 'longest', longestSide: 1600 } }],
    ...changes,
  };
}

/** A price that can be paid. */
export function jobQuote(changes: Partial<JobQuote> = {}): JobQuote {
  return {
    files: [],
    refused: [],
    askBps: 10_000,
    tasks: 2,
    estimateSeconds: 6,
    bountyMcc: '100',
    platformFeeMcc: '5',
    verifierFeeMcc: '35',
    setAsideMcc: '140',
    availableMcc: '4250',
    isAffordable: true,
    workers: 4,
    checkers: 4,
    ...changes,
  };
}

/** The page of that job: one part checked, one being computed. */
export function jobPage(changes: Partial<JobPage> = {}): JobPage {
  return {
    ...jobRow(),
    folder: '/home/robin/Pictures/Corehour',
    options: [{ label: 'Size', value: 'Longest side' }],
    orderedOptions: {},
    paths: ['/samples/creek.jpg'],
    life: [{ id: 'l1', at: Date.now() - 60_000, sentence: 'Posted' }],
    chunkList: [
      { index: 0, name: 'creek.jpg', state: 'checked', worker: 'Ada', checkers: ['Ben', 'Cleo'], at: Date.now() },
      { index: 1, name: 'sunset.jpg', state: 'computing', worker: 'Ada', checkers: [] },
    ],
    files: [],
    workMcc: '100',
    feesMcc: '40',
    cancellable: [],
    backMcc: '0',
    ...changes,
  };
}
