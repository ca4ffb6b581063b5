import type { JobReceipt } from '../../domain/wire/ipc/jobs.js';

/** A receipt as a plain text file: a heading, then each task's lines with the values in one column. */
export function receiptText({ jobId, network, tasks }: JobReceipt): string {
  const parts = tasks.map(({ lines }, index) => {
    const width = Math.max(...lines.map(({ label }) => label.length), 0);
    const rows = lines.map(({ label, value }) => `${label.padEnd(width)}  ${value}`);
    return [`Task ${index + 1} of ${tasks.length}`, ...rows].join('\n');
  });
  return `${[`Receipt of job ${jobId} on ${network}`, ...parts].join('\n\n')}\n`;
}
