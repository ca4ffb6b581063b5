import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconCpu, IconHome, IconPhotoPlus, IconSearch, IconSettings, IconStack2, IconUsers } from '@tabler/icons-react';
import { navigate } from 'wouter/use-hash-location';
import { Glyph } from '../ui/glyph.js';
import { StateDot } from '../ui/state-dot.js';
import { useCall } from './queries.js';
import { HOME, JOBS, LEND, NEW_JOB, PEOPLE, SETTINGS, pathOf } from './routes.js';

const PURPOSE = 'Go to a page, a job or a person';
const MOST_SHOWN = 12;

const PAGE_ACTIONS: SpotlightActionGroupData = {
  group: 'Pages',
  actions: [
    { path: HOME, label: 'Home', Icon: IconHome },
    { path: NEW_JOB, label: 'New job', Icon: IconPhotoPlus },
    { path: JOBS, label: 'Jobs', Icon: IconStack2 },
    { path: LEND, label: 'Lend', Icon: IconCpu },
    { path: PEOPLE, label: 'People', Icon: IconUsers },
    { path: SETTINGS, label: 'Settings', Icon: IconSettings },
  ].map(({ path, label, Icon }) => ({
    id: path,
    label,
    leftSection: <Icon size={18} stroke={1.6} aria-hidden="true" />,
    onClick: () => navigate(path),
  })),
};

/** Ctrl+K: a page, a job or a person by a few letters of its name. */
export function GoToAnything() {
  const jobs = useCall('jobs.rows', null);
  const people = useCall('people.list', null);
  const jobActions = (jobs.data ?? []).map((job) => ({
    id: `job ${job.jobId}`,
    label: job.name,
    description: job.sentence,
    leftSection: <StateDot state={job.state} />,
    onClick: () => navigate(pathOf({ page: 'job', jobId: job.jobId })),
  }));
  const peopleActions = (people.data?.rows ?? []).map((person) => ({
    id: `person ${person.address}`,
    label: person.name,
    leftSection: <Glyph of={person.address} />,
    onClick: () => navigate(pathOf({ page: 'person', address: person.address })),
  }));
  return (
    <Spotlight
      shortcut="mod + K"
      tagsToIgnore={[]}
      // The page that opens takes the focus.
      returnFocus={false}
      attributes={{ content: { 'aria-label': PURPOSE } }}
      limit={MOST_SHOWN}
      scrollable
      maxHeight={420}
      nothingFound="Nothing of that name"
      actions={[PAGE_ACTIONS, { group: 'Jobs', actions: jobActions }, { group: 'People', actions: peopleActions }]}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden="true" />,
        placeholder: PURPOSE,
        'aria-label': PURPOSE,
      }}
    />
  );
}
