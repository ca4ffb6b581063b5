/** The tasks in hand: how far, how long still, and what they bring. */
import { useMemo } from 'react';
import type { LendStatus } from '../../domain/wire/ipc/lend.js';
import { ChunkGrid } from '../ui/chunk-grid.js';
import { useNow } from '../ui/clock.js';
import { Credits } from '../ui/credits.js';
import { Duration } from '../ui/duration.js';
import { Person } from '../ui/person.js';
import styles from './current-tasks.module.css';
import { timeLeftSentence } from './time-left.js';

type CurrentTask = LendStatus['current'][number];

export function CurrentTasks({ tasks }: { readonly tasks: LendStatus['current'] }) {
  const now = useNow(1000);
  return (
    <ul>
      {tasks.map((task) => (
        <CurrentTaskItem key={task.taskId} task={task} now={now} />
      ))}
    </ul>
  );
}

function CurrentTaskItem({ task, now }: { readonly task: CurrentTask; readonly now: number }) {
  const chunks = useMemo(
    () => task.chunks.map((state, index) => ({ state, label: `Chunk ${index + 1}` })),
    [task.chunks],
  );
  return (
    <li className={styles.task}>
      <div className={styles.head}>
        <h3 className={styles.title}>
          {task.isCheck ? 'Checking: ' : ''}
          {task.kindLabel} <span className={styles.for}>for</span>{' '}
          <Person address={task.requesterAddress} name={task.requester} />
        </h3>
        <p className={styles.earns}>
          <Credits of={task.earnsMcc} signed /> <span className={styles.quiet}>to come</span>
        </p>
      </div>
      <p className={styles.figures}>
        <span>
          <Duration of={Math.max(0, now - task.startedAt)} /> so far
        </span>
        <span>{timeLeftSentence({ ...task, chunks: task.chunks.length }, now)}</span>
      </p>
      <ChunkGrid chunks={chunks} />
    </li>
  );
}
