import { Button } from '@mantine/core';
import { useState } from 'react';
import { reportOf } from '../../domain/errors.js';
import type { JobPage } from '../../domain/wire/ipc/jobs.js';
import { count } from '../../domain/words.js';
import { useAct } from '../app/queries.js';
import { CancelDialog } from './cancel-dialog.js';
import type { Outcome } from './outcome-line.js';
import { PostAgain } from './post-again.js';
import { ReceiptDialog } from './receipt-dialog.js';

export interface JobActionsProps {
  readonly job: JobPage;
  /** Hears what became of an act, to be said on the page. */
  readonly onOutcome: (outcome: Outcome | undefined) => void;
}

/** What can be done with a job: open and copy its files, order the same again, see the receipt, call it off. */
export function JobActions({ job, onOutcome }: JobActionsProps) {
  const [isReceiptOpen, setReceiptOpen] = useState(false);
  const [isCancelOpen, setCancelOpen] = useState(false);
  const hasFiles = job.files.length > 0;
  return (
    <>
      {hasFiles && <OpenFolder job={job} onOutcome={onOutcome} />}
      {hasFiles && <SaveTo job={job} onOutcome={onOutcome} />}
      <PostAgain job={job} />
      <Button variant="default" onClick={() => setReceiptOpen(true)}>
        Receipt
      </Button>
      {job.cancellable.length > 0 && (
        <Button variant="subtle" color="red" onClick={() => setCancelOpen(true)}>
          Cancel…
        </Button>
      )}
      <ReceiptDialog job={job} isOpen={isReceiptOpen} onClose={() => setReceiptOpen(false)} />
      <CancelDialog
        job={job}
        isOpen={isCancelOpen}
        onClose={() => setCancelOpen(false)}
        onDone={() => onOutcome({ text: 'Called off. What was set aside for it is yours again.' })}
      />
    </>
  );
}

function OpenFolder({ job, onOutcome }: JobActionsProps) {
  const open = useAct('shell.open');
  return (
    <Button
      onClick={() => open.mutate({ path: job.folder }, { onError: (problem) => onOutcome({ problem }) })}
      loading={open.isPending}
    >
      Open folder
    </Button>
  );
}

function SaveTo({ job, onOutcome }: JobActionsProps) {
  const choose = useAct('shell.chooseFolder');
  const save = useAct('jobs.saveTo');
  const run = async () => {
    onOutcome(undefined);
    const { paths } = await choose.mutateAsync({ title: `Save the files of ${job.name}` });
    const [folder] = paths;
    if (folder === undefined) return;
    const { files } = await save.mutateAsync({ jobId: job.jobId, folder });
    const [first] = files;
    onOutcome({
      text: `${count(files.length, 'file')} saved to ${folder}.`,
      ...(first !== undefined && { show: first }),
    });
  };
  return (
    <Button
      variant="default"
      loading={choose.isPending || save.isPending}
      onClick={() => {
        run().catch((thrown: unknown) => onOutcome({ problem: reportOf(thrown) }));
      }}
    >
      Save to…
    </Button>
  );
}
