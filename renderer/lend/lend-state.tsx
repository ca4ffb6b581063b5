/** What this computer does now and why, and the way to start or pause it. */
import { ActionIcon, Button, Kbd, Menu } from '@mantine/core';
import { IconChevronDown, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import type { LendState as LendStateName, LendStatus } from '../../domain/wire/ipc/lend.js';
import { useAct } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import { type DotState, StateDot } from '../ui/state-dot.js';
import styles from './lend-state.module.css';
import { PAUSE_CHOICES } from './pause-until.js';
import { useSpace } from './use-space.js';

const DOTS: Readonly<Record<LendStateName, DotState>> = {
  off: 'waiting',
  waiting: 'waiting',
  working: 'busy',
  checking: 'busy',
  finishing: 'warn',
};

/** What stands before the colon is the state, what stands behind it the reason; many sentences need none. */
function partsOf(sentence: string): { readonly state: string; readonly reason?: string } {
  const [state = '', ...rest] = sentence.split(': ');
  const reason = rest.join(': ');
  return reason === '' ? { state } : { state, reason: reason.charAt(0).toUpperCase() + reason.slice(1) };
}

/** Whether the next press of the button starts: paused, or finishing up to pause. */
function isPaused(status: LendStatus): boolean {
  return status.state === 'off' || status.state === 'finishing';
}

export function LendState({ status }: { readonly status: LendStatus }) {
  const start = useAct('lend.start');
  const pause = useAct('lend.pause');
  const isPending = start.isPending || pause.isPending;
  const toggle = (): void => {
    if (isPending) return;
    if (isPaused(status)) start.mutate(null);
    else pause.mutate({});
  };
  useSpace(toggle);
  const { state, reason } = partsOf(status.sentence);
  const error = start.error ?? pause.error;
  return (
    <div className={styles.state}>
      <div role="status">
        <p className={styles.sentence}>
          <span className={styles.dot}>
            <StateDot state={DOTS[status.state]} side={24} />
          </span>
          <span>{state}</span>
        </p>
        {reason !== undefined && <p className={styles.reason}>{reason}</p>}
        {status.hint !== undefined && <p className={styles.hint}>{status.hint}</p>}
      </div>
      <div className={styles.actions}>
        <Button.Group>
          <StartButton isPaused={isPaused(status)} isPending={isPending} onClick={toggle} />
          {!isPaused(status) && <PauseMenu onPause={(until) => pause.mutate(until === undefined ? {} : { until })} />}
        </Button.Group>
        <span className={styles.key}>
          or press <Kbd>Space</Kbd>
        </span>
      </div>
      {error && <Problem of={error} />}
    </div>
  );
}

interface StartButtonProps {
  readonly isPaused: boolean;
  readonly isPending: boolean;
  readonly onClick: () => void;
}

/** One button for both, so that it keeps the focus while its meaning changes. */
function StartButton({ isPaused, isPending, onClick }: StartButtonProps) {
  const Icon = isPaused ? IconPlayerPlayFilled : IconPlayerPauseFilled;
  return (
    <Button
      size="md"
      variant={isPaused ? 'filled' : 'default'}
      leftSection={<Icon size={16} />}
      aria-busy={isPending}
      onClick={onClick}
    >
      {isPaused ? 'Start' : 'Pause'}
    </Button>
  );
}

/** Without a moment, the pause lasts until it is started again. */
function PauseMenu({ onPause }: { readonly onPause: (until?: number) => void }) {
  return (
    <Menu position="bottom-start" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={42} aria-label="Choose how long to pause">
          <IconChevronDown size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {PAUSE_CHOICES.map(({ label, until }) => (
          <Menu.Item key={label} onClick={() => onPause(until(Date.now()))}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
