/** Lend: what is this computer doing, and why. */
import { Skeleton, Stack } from '@mantine/core';
import type { LendPage as LendData } from '../../domain/wire/ipc/lend.js';
import { useCall } from '../app/queries.js';
import { useNow } from '../ui/clock.js';
import { Empty } from '../ui/empty.js';
import { Listing } from '../ui/listing.js';
import { Page } from '../ui/page.js';
import { Section } from '../ui/section.js';
import { CheckingOthers } from './checking-others.js';
import { CurrentTasks } from './current-tasks.js';
import { DayBand } from './day-band.js';
import { ExportHistory, History } from './history.js';
import { LendState } from './lend-state.js';
import { Today } from './today.js';

const MINUTE_MS = 60_000;

export function LendPage() {
  const query = useCall('lend.page', null);
  return (
    <Page title="Lend">
      <Listing query={query} isEmpty={() => false} empty={null} skeleton={<LendSkeleton />}>
        {(data) => <LendParts data={data} />}
      </Listing>
    </Page>
  );
}

function LendParts({ data }: { readonly data: LendData }) {
  const now = useNow(MINUTE_MS);
  return (
    <>
      <LendState status={data.status} />
      {data.status.current.length > 0 && (
        <Section title="Now">
          <CurrentTasks tasks={data.status.current} />
        </Section>
      )}
      <Section title="Today">
        <Today today={data.today} />
      </Section>
      <Section title="The last 24 hours">
        <DayBand spans={data.band} now={now} />
      </Section>
      <Section title="Next">{waitingSentence(data.waitingTasks)}</Section>
      <Section title="Checking others">
        <CheckingOthers checking={data.checking} />
      </Section>
      <Section title="History" actions={data.history.length > 0 && <ExportHistory rows={data.history} />}>
        {data.history.length > 0 ? (
          <History rows={data.history} />
        ) : (
          <Empty
            title="Nothing computed for others yet"
            hint="Press Start: as soon as a task fits this computer, it appears here with what it earned."
          />
        )}
      </Section>
    </>
  );
}

function waitingSentence(waiting: number): string {
  if (waiting === 0) return 'No task waits for a computer right now. New ones are taken as they come.';
  if (waiting === 1) return '1 task waits for a computer right now.';
  return `${waiting} tasks wait for a computer right now.`;
}

function LendSkeleton() {
  return (
    <Stack gap={40}>
      <Skeleton height={72} />
      <Skeleton height={56} />
      <Skeleton height={136} />
      <Skeleton height={240} />
    </Stack>
  );
}
