import { Button } from '@mantine/core';
import { navigate } from 'wouter/use-hash-location';
import type { JobPage } from '../../domain/wire/ipc/jobs.js';
import { NEW_JOB } from '../app/routes.js';
import { addPaths, startOrder } from '../composer/order-store.js';

export interface PostAgainProps {
  readonly job: JobPage;
  readonly label?: string;
  readonly size?: 'xs' | 'sm';
}

/** Fills the composer with the same files and options; nothing is posted before the price was seen. */
export function PostAgain({ job, label = 'Post again', size = 'sm' }: PostAgainProps) {
  const open = () => {
    startOrder({ kind: job.kind, options: job.orderedOptions });
    void addPaths(job.paths);
    navigate(NEW_JOB);
  };
  return (
    <Button variant="default" size={size} onClick={open}>
      {label}
    </Button>
  );
}
