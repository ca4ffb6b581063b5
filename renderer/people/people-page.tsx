/** People: who owes whom. */
import { Skeleton, Stack, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { PeopleList } from '../../domain/wire/ipc/people.js';
import { useCall } from '../app/queries.js';
import { TwoBars } from '../ui/bars.js';
import { Empty } from '../ui/empty.js';
import { Listing } from '../ui/listing.js';
import { Page } from '../ui/page.js';
import { isMeant } from './person-words.js';
import { PeopleRows } from './people-rows.js';
import { YouRow } from './you-row.js';

/** With more people than this, a search stands above them. */
const SEARCH_ABOVE = 10;

export function PeoplePage() {
  const list = useCall('people.list', null);
  const me = useCall('people.me', null);
  const you = me.data && <YouRow me={me.data} />;
  return (
    <Page title="People">
      <Listing
        query={list}
        isEmpty={({ rows }) => rows.length === 0}
        empty={
          <Stack gap={24}>
            {you}
            <Empty
              title="Nobody else is known yet"
              hint="People appear here as soon as they join this network. Its host can invite them in Settings."
            />
          </Stack>
        }
        skeleton={<PeopleSkeleton />}
      >
        {(data) => (
          <Stack gap={32}>
            <TwoBars left={data.owesMcc} right={data.owedMcc} />
            {you}
            <Everybody rows={data.rows} />
          </Stack>
        )}
      </Listing>
    </Page>
  );
}

function Everybody({ rows }: Pick<PeopleList, 'rows'>) {
  const [typed, setTyped] = useState('');
  const meant = rows.filter((row) => isMeant(row, typed));
  return (
    <Stack gap={8}>
      {rows.length > SEARCH_ABOVE && (
        <TextInput
          type="search"
          aria-label="Search people"
          placeholder="Search by name or address"
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maw={320}
        />
      )}
      {meant.length > 0 ? (
        <PeopleRows rows={meant} all={rows} />
      ) : (
        <Empty title={`Nobody here is called “${typed}”`} hint="Names and the beginning of an address are searched." />
      )}
    </Stack>
  );
}

function PeopleSkeleton() {
  return (
    <Stack gap={32}>
      <Skeleton height={56} />
      <Stack gap={8}>
        {[0, 1, 2, 3, 4].map((row) => (
          <Skeleton key={row} height={56} />
        ))}
      </Stack>
    </Stack>
  );
}
