/** The last 24 hours as a table: the same spans that the band draws. */
import { Table } from '@mantine/core';
import { Duration } from '../ui/duration.js';
import { fullMoment, timeText } from '../ui/moment.js';
import type { Span } from './day.js';

export function DayTable({ spans }: { readonly spans: readonly Span[] }) {
  return (
    <Table.ScrollContainer
      minWidth={400}
      maxHeight={320}
      type="native"
      tabIndex={0}
      role="region"
      aria-label="The last 24 hours, to scroll"
    >
      <Table stickyHeader aria-label="The last 24 hours">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>From</Table.Th>
            <Table.Th>To</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th ta="end">How long</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {spans.map((span) => (
            <Table.Tr key={`${span.from} ${span.sentence}`}>
              <Table.Td>
                <TimeOfDay at={span.from} />
              </Table.Td>
              <Table.Td>
                <TimeOfDay at={span.to} />
              </Table.Td>
              <Table.Td>{span.sentence}</Table.Td>
              <Table.Td ta="end">
                <Duration of={span.to - span.from} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function TimeOfDay({ at }: { readonly at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={fullMoment(at)}>
      {timeText(at)}
    </time>
  );
}
