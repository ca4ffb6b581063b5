import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { JobRow } from '../../domain/wire/ipc/jobs.js';
import { useCall } from '../app/queries.js';
import { NEW_JOB } from '../app/routes.js';
import { Empty } from '../ui/empty.js';
import { Listing } from '../ui/listing.js';
import { Page } from '../ui/page.js';
import { type JobFilter, JOB_FILTERS, STATE_LABELS, filtered, searched } from './job-filter.js';
import { JOB_ROW_HEIGHT, JobLine } from './job-line.js';
import classes from './jobs-page.module.css';
import { TrySamples } from './try-samples.js';
import { VirtualRows } from './virtual-rows.js';

/** What have I asked for: every job, newest first. */
export function JobsPage() {
  const query = useCall('jobs.rows', null);
  return (
    <Page
      title="Jobs"
      actions={
        query.data?.length !== 0 && (
          <Button
            variant="default"
            component={Link}
            href={NEW_JOB}
            leftSection={<IconPlus size={16} aria-hidden="true" />}
          >
            New job
          </Button>
        )
      }
    >
      <Listing query={query} isEmpty={(rows) => rows.length === 0} empty={<NoJobs />} skeleton={<RowsOnTheirWay />}>
        {(rows) => <Rows rows={rows} />}
      </Listing>
    </Page>
  );
}

function NoJobs() {
  return (
    <Empty
      title="No job yet"
      hint="A job is files that other people's computers work on for you. Drop some files here, or see it work with the sample photos first."
      action={<TrySamples />}
    />
  );
}

function Rows({ rows }: { readonly rows: readonly JobRow[] }) {
  const [filter, setFilter] = useState<JobFilter>('all');
  const [search, setSearch] = useState('');
  const found = searched(rows, search);
  const shown = filtered(found, filter);
  const reset = () => {
    setFilter('all');
    setSearch('');
  };
  return (
    <>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label="Jobs by state"
          data={JOB_FILTERS.map((value) => ({
            value,
            label: `${STATE_LABELS[value]} ${filtered(found, value).length}`,
          }))}
          value={filter}
          onChange={setFilter}
        />
        <TextInput
          type="search"
          aria-label="Search jobs"
          placeholder="Search jobs"
          className={classes.search ?? ''}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? (
        <Empty
          title="No job fits"
          hint="None of your jobs has this state and these words."
          action={
            <Button variant="default" onClick={reset}>
              Show all jobs
            </Button>
          }
        />
      ) : (
        <VirtualRows items={shown} keyOf={({ jobId }) => jobId} rowHeight={JOB_ROW_HEIGHT} label="Jobs">
          {(row) => <JobLine row={row} />}
        </VirtualRows>
      )}
    </>
  );
}

function RowsOnTheirWay() {
  return (
    <>
      <div className={classes.tools}>
        <Skeleton height={36} width={340} />
        <Skeleton height={36} width={220} />
      </div>
      {Array.from({ length: 6 }, (_, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={classes.ghost} style={{ height: JOB_ROW_HEIGHT }}>
          <Skeleton height={48} width={48} />
          <div className={classes.ghostWords}>
            <Skeleton height={12} width="30%" />
            <Skeleton height={10} width="50%" />
          </div>
        </div>
      ))}
    </>
  );
}
