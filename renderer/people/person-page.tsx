/** One person's page: what lies between you, what would settle it, and whether they can be trusted. */
import { Group, Skeleton, Stack } from '@mantine/core';
import { useParams } from 'wouter';
import { sameAddress } from '../../domain/identity.js';
import type { PersonPage as PersonData } from '../../domain/wire/ipc/people.js';
import { useCall } from '../app/queries.js';
import { Glyph } from '../ui/glyph.js';
import { Listing } from '../ui/listing.js';
import { Moment } from '../ui/moment.js';
import { Page } from '../ui/page.js';
import { AddressLine } from './address-line.js';
import { OwnPage } from './own-page.js';
import { PersonParts } from './person-parts.js';
import { capitalised, roleSentence } from './person-words.js';

export function PersonPage() {
  const { address } = useParams<{ address: string }>();
  const me = useCall('people.me', null);
  if (me.isPending) {
    return (
      <Page title="Person">
        <PersonSkeleton />
      </Page>
    );
  }
  if (me.data && sameAddress(me.data.address, address)) return <OwnPage me={me.data} />;
  return <OtherPage key={address} address={address} />;
}

function OtherPage({ address }: { readonly address: string }) {
  const person = useCall('people.person', { address });
  return (
    <Page title={person.data ? titleOf(person.data) : 'Person'} lead={person.data && <Who person={person.data} />}>
      <Listing query={person} isEmpty={() => false} empty={null} skeleton={<PersonSkeleton />}>
        {(data) => <PersonParts person={data} />}
      </Listing>
    </Page>
  );
}

function titleOf({ role, name }: PersonData): string {
  return role === 'person' ? name : capitalised(name);
}

function Who({ person }: { readonly person: PersonData }) {
  const role = roleSentence(person);
  return (
    <Group gap={12} mt={8}>
      <Glyph of={person.address} side={48} />
      <Stack gap={0} align="flex-start">
        {role !== undefined && <span>{role}</span>}
        {person.lastAt !== undefined && (
          <span>
            Last active <Moment at={person.lastAt} />
          </span>
        )}
        <AddressLine address={person.address} />
      </Stack>
    </Group>
  );
}

function PersonSkeleton() {
  return (
    <Stack gap={32}>
      <Skeleton height={56} />
      <Skeleton height={64} />
      <Skeleton height={120} />
    </Stack>
  );
}
