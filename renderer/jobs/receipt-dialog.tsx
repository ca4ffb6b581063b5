import { Button, Group, Modal, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { reportOf } from '../../domain/errors.js';
import type { JobPage, JobReceipt } from '../../domain/wire/ipc/jobs.js';
import { call } from '../app/client.js';
import { useCall } from '../app/queries.js';
import { Listing } from '../ui/listing.js';
import classes from './dialogs.module.css';
import { type Outcome, OutcomeLine } from './outcome-line.js';
import { receiptText } from './receipt-text.js';

/** The clipboard call takes this many letters. */
const MOST_COPIED = 65_536;

export interface ReceiptDialogProps {
  readonly job: JobPage;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Everything that proves what happened: for those who want to check it. */
export function ReceiptDialog({ job, isOpen, onClose }: ReceiptDialogProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={`Receipt of ${job.name}`}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Receipt jobId={job.jobId} />
    </Modal>
  );
}

function Receipt({ jobId }: { readonly jobId: string }) {
  const query = useCall('jobs.receipt', { jobId });
  return (
    <Listing
      query={query}
      isEmpty={({ tasks }) => tasks.length === 0}
      empty={<p className={classes.quiet}>Nothing was posted yet, so there is nothing to prove.</p>}
      skeleton={<Skeleton height={240} />}
    >
      {(receipt) => (
        <div className={classes.stack}>
          <ReceiptActions receipt={receipt} />
          {receipt.tasks.map(({ taskId, lines }, index) => (
            <section key={taskId}>
              <h3 className={classes.task}>
                Task {index + 1} of {receipt.tasks.length}
              </h3>
              <dl className={classes.lines}>
                {lines.map(({ label, value }, line) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <ReceiptLine key={line} label={label} value={value} />
                ))}
              </dl>
            </section>
          ))}
        </div>
      )}
    </Listing>
  );
}

function ReceiptLine({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

function ReceiptActions({ receipt }: { readonly receipt: JobReceipt }) {
  const [outcome, setOutcome] = useState<Outcome>();
  const text = receiptText(receipt);
  const run = (act: () => Promise<Outcome | undefined>) => {
    setOutcome(undefined);
    act()
      .then(setOutcome)
      .catch((thrown: unknown) => setOutcome({ problem: reportOf(thrown) }));
  };
  const copy = async () => {
    await call('shell.copy', { text });
    return { text: 'Copied.' };
  };
  const save = async () => {
    const name = `receipt-${receipt.jobId}.txt`;
    const { path } = await call('shell.saveFile', { title: 'Save the receipt', name, text });
    return path === undefined ? undefined : { text: `Saved as ${path}.`, show: path };
  };
  return (
    <>
      <Group gap="xs">
        {text.length <= MOST_COPIED && (
          <Button size="xs" variant="default" onClick={() => run(copy)}>
            Copy
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => run(save)}>
          Save as text
        </Button>
      </Group>
      {outcome && <OutcomeLine outcome={outcome} />}
    </>
  );
}
