import { Button, Group, Modal } from '@mantine/core';
import type { JobPage } from '../../domain/wire/ipc/jobs.js';
import { count } from '../../domain/words.js';
import { useAct } from '../app/queries.js';
import { Credits } from '../ui/credits.js';
import { Problem } from '../ui/problem.js';
import classes from './dialogs.module.css';

export interface CancelDialogProps {
  readonly job: JobPage;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Everything that could be called off was. */
  readonly onDone: () => void;
}

/** Asks before a job is called off, because money moves: says what comes back and what goes on. */
export function CancelDialog({ job, isOpen, onClose, onDone }: CancelDialogProps) {
  const cancel = useAct('jobs.cancel');
  const run = async () => {
    for (const taskId of job.cancellable) await cancel.mutateAsync({ taskId });
    onDone();
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Cancel this job?"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.stack}>
        <p>
          Nobody has started on {count(job.cancellable.length, 'task')} of this job. Cancelling gives you back{' '}
          <strong>
            <Credits of={job.backMcc} />
          </strong>
          .
        </p>
        <p className={classes.quiet}>What is being computed or already is goes on, and is paid as agreed.</p>
        {cancel.error && <Problem of={cancel.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep the job
          </Button>
          <Button
            color="red.9"
            loading={cancel.isPending}
            onClick={() => {
              run().catch(() => undefined);
            }}
          >
            Cancel the job
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
