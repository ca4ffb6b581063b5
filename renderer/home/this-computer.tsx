import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { LendStatus } from '../../domain/wire/ipc/lend.js';
import { useAct } from '../app/queries.js';
import { LEND } from '../app/routes.js';
import { ChunkGrid } from '../ui/chunk-grid.js';
import { Credits } from '../ui/credits.js';
import { Problem } from '../ui/problem.js';
import { Section } from '../ui/section.js';
import { StateDot } from '../ui/state-dot.js';
import classes from './this-computer.module.css';

/** What this computer does for others, with the way to start and to pause. */
export function ThisComputer({ lend }: { readonly lend: LendStatus }) {
  return (
    <Section title="This computer">
      <div className={classes.state}>
        <StateDot state={lend.state} side={20} />
        <div className={classes.words}>
          <p className={classes.sentence}>{lend.sentence}</p>
          {lend.hint !== undefined && <p className={classes.hint}>{lend.hint}</p>}
        </div>
        <StartOrPause state={lend.state} />
      </div>
      {lend.current.map((task) => (
        <div key={task.taskId} className={classes.task}>
          <p className={classes.taskLine}>
            <Link className={classes.link} href={LEND}>
              {task.isCheck ? `Checking for ${task.requester}` : `${task.kindLabel} for ${task.requester}`}
            </Link>
            <span className={classes.figures}>
              {task.done} of {task.chunks.length} ·{' '}
              <span className={classes.earns}>
                <Credits of={task.earnsMcc} signed />
              </span>
            </span>
          </p>
          <ChunkGrid chunks={task.chunks.map((state, index) => ({ state, label: `Part ${index + 1}` }))} />
        </div>
      ))}
    </Section>
  );
}

function StartOrPause({ state }: Pick<LendStatus, 'state'>) {
  const start = useAct('lend.start');
  const pause = useAct('lend.pause');
  const error = start.error ?? pause.error;
  const isOn = state !== 'off' && state !== 'finishing';
  return (
    <div className={classes.button}>
      {isOn ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden="true" />}
          loading={pause.isPending}
          onClick={() => pause.mutate({})}
        >
          Pause
        </Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
          loading={start.isPending}
          onClick={() => start.mutate(null)}
        >
          Start
        </Button>
      )}
      {error && <Problem of={error} />}
    </div>
  );
}
