import { Progress } from '@mantine/core';
import { count } from '../../domain/words.js';
import { durationText } from '../ui/duration.js';
import classes from './looking-at.module.css';
import type { Inspection } from './use-inspection.js';
import { useSlow } from './use-slow.js';

export interface LookingAtProps {
  readonly files: number;
  readonly inspection: Inspection;
}

/** How far looking at the files got and how long it still takes, once it takes longer than a moment. */
export function LookingAt({ files, inspection: { left, timeLeftMs } }: LookingAtProps) {
  const isSlow = useSlow(left > 0);
  if (!isSlow) return null;
  const text = `Looking at ${count(files, 'file')}: ${files - left} done`;
  const still = timeLeftMs === undefined ? '' : `, ${durationText(timeLeftMs)} left`;
  return (
    <div className={classes.looking} role="status">
      <p>
        {text}
        {still}
      </p>
      <Progress value={((files - left) / files) * 100} size="xs" aria-label={text} />
    </div>
  );
}
