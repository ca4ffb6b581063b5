/** Everything this computer computed for others, newest first, to read and to take along. */
import { Button, Table } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { LendRow } from '../../domain/wire/ipc/lend.js';
import { useAct } from '../app/queries.js';
import { Credits } from '../ui/credits.js';
import { Duration } from '../ui/duration.js';
import { Moment } from '../ui/moment.js';
import { Person } from '../ui/person.js';
import { Problem } from '../ui/problem.js';
import { historyCsv } from './history-csv.js';
import styles from './history.module.css';

const SHOWN_AT_FIRST = 50;

export function History({ rows }: { readonly rows: readonly LendRow[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <Table.ScrollContainer minWidth={720} type="native">
        <Table aria-label="History" verticalSpacing="xs" className={styles.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>When</Table.Th>
              <Table.Th>What</Table.Th>
              <Table.Th>For</Table.Th>
              <Table.Th>How it went</Table.Th>
              <Table.Th ta="end">Took</Table.Th>
              <Table.Th ta="end">Earned</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <HistoryRow key={`${row.taskId}-${row.at}`} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {shown.length < rows.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setIsWhole(true)}>
          Show all {rows.length} rows
        </Button>
      )}
    </>
  );
}

function HistoryRow({ row }: { readonly row: LendRow }) {
  const chunks = `${row.chunks} ${row.chunks === 1 ? 'chunk' : 'chunks'}`;
  return (
    <Table.Tr>
      <Table.Td className={styles.short}>
        <Moment at={row.at} />
      </Table.Td>
      <Table.Td>
        {row.isCheck ? `Checked: ${row.kindLabel}` : row.kindLabel}
        <span className={styles.quiet}>, {chunks}</span>
      </Table.Td>
      <Table.Td>
        <Person address={row.requesterAddress} name={row.requester} />
      </Table.Td>
      <Table.Td>{row.sentence}</Table.Td>
      <Table.Td className={styles.number}>{row.computeMs !== undefined && <Duration of={row.computeMs} />}</Table.Td>
      <Table.Td className={styles.number}>
        <Credits of={row.earnedMcc} signed />
      </Table.Td>
    </Table.Tr>
  );
}

/** Saves all of the history as a file of the person's choice. */
export function ExportHistory({ rows }: { readonly rows: readonly LendRow[] }) {
  const save = useAct('shell.saveFile');
  const saveAs = (): void =>
    save.mutate({ title: 'Export the history', name: 'corehour-history.csv', text: historyCsv(rows) });
  return (
    <>
      {save.data?.path !== undefined && (
        <span role="status" className={styles.quiet}>
          Saved
        </span>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} />}
        loading={save.isPending}
        onClick={saveAs}
      >
        Export as CSV
      </Button>
      {save.error && <Problem of={save.error} />}
    </>
  );
}
