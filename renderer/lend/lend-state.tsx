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

const WORDS: Readonly<Record<LendStateName, string>> = {
  off: 'Off',
  waiting: 'Waiting',
  working: 'Working',
  checking: 'Checking',
  finishing: 'Finishing',
};
const DOTS: Readonly<Record<LendStateName, DotState>> = {
  off: 'waiting',
  waiting: 'waiting',
  working: 'busy',
  checking: 'busy',
  finishing: 'warn',
};

/** The sentence without the word that already stands above it. */
function reasonOf(sentence: string, word: string): string {
  const start = `${word}: `;
  if (!sentence.startsWith(start)) return sentence;
  const rest = sentence.slice(start.length);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
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
  const word = status.state === 'off' && status.pausedUntil !== undefined ? 'Paused' : WORDS[status.state];
  const error = start.error ?? pause.error;
  return (
    <div className={styles.state}>
      <div className={styles.words} role="status">
        <p className={styles.word}>
          <StateDot state={DOTS[status.state]} side={20} />
          {word}
        </p>
        <p className={styles.sentence}>{reasonOf(status.sentence, word)}</p>
        {status.hint !== undefined && <p className={styles.hint}>{status.hint}</p>}
      </div>
      <div className={styles.actions}>
        {isPaused(status) ? (
          <Button size="md" leftSection={<IconPlayerPlayFilled size={16} />} loading={isPending} onClick={toggle}>
            Start
          </Button>
        ) : (
          <PauseButton isPending={isPending} onPause={(until) => pause.mutate(until === undefined ? {} : { until })} />
        )}
        <span className={styles.key}>
          or press <Kbd>Space</Kbd>
        </span>
      </div>
      {error && <Problem of={error} />}
    </div>
  );
}

interface PauseButtonProps {
  readonly isPending: boolean;
  /** Without a moment: until it is started again. */
  readonly onPause: (until?: number) => void;
}

function PauseButton({ isPending, onPause }: PauseButtonProps) {
  return (
    <Button.Group>
      <Button
        size="md"
        variant="default"
        leftSection={<IconPlayerPauseFilled size={16} />}
        loading={isPending}
        onClick={() => onPause()}
      >
        Pause
      </Button>
      <Menu position="bottom-end">
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
    </Button.Group>
  );
}
