import {
  IconAlertTriangleFilled,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDotFilled,
  IconCircleXFilled,
} from '@tabler/icons-react';
import type { JobState } from '../../domain/wire/ipc/jobs.js';
import type { LendState } from '../../domain/wire/ipc/lend.js';

const LOOKS = {
  good: { Icon: IconCircleCheckFilled, color: 'var(--ch-good)' },
  busy: { Icon: IconCircleDotFilled, color: 'var(--ch-busy)' },
  idle: { Icon: IconCircle, color: 'var(--ch-mark)' },
  warn: { Icon: IconAlertTriangleFilled, color: 'var(--ch-warn)' },
  bad: { Icon: IconCircleXFilled, color: 'var(--ch-bad)' },
} as const;

type Look = keyof typeof LOOKS;

const LOOK_OF: Readonly<Record<JobState | LendState, Look>> = {
  'under-way': 'busy',
  done: 'good',
  stopped: 'bad',
  off: 'idle',
  waiting: 'idle',
  working: 'busy',
  checking: 'busy',
  finishing: 'busy',
};

/** How something stands: by name of its look, or as the app says it of a job or of lending. */
export type DotState = Look | JobState | LendState;

/** A mark beside a sentence that says the state: told apart by shape as well as by colour. */
export function StateDot({ state, side = 16 }: { readonly state: DotState; readonly side?: number }) {
  const { Icon, color } = LOOKS[isLook(state) ? state : LOOK_OF[state]];
  return <Icon size={side} color={color} aria-hidden="true" style={{ flex: 'none' }} />;
}

function isLook(state: DotState): state is Look {
  return state in LOOKS;
}
