/** Your own page: what you have, what stands open, and what others know of you. */
import { Group, Stack } from '@mantine/core';
import type { Standing } from '../../domain/wire/ipc/people.js';
import { TwoBars } from '../ui/bars.js';
import { Credits } from '../ui/credits.js';
import { Glyph } from '../ui/glyph.js';
import { Page } from '../ui/page.js';
import { Section } from '../ui/section.js';
import { AddressLine } from './address-line.js';
import { Figure, Figures } from './figures.js';
import { verdictFigures } from './person-words.js';

export function OwnPage({ me }: { readonly me: Standing }) {
  return (
    <Page
      title="You"
      lead={
        <Group gap={12} mt={8}>
          <Glyph of={me.address} side={48} />
          <Stack gap={0} align="flex-start">
            <span>Others see you as {me.name}</span>
            <AddressLine address={me.address} />
          </Stack>
        </Group>
      }
    >
      <Section title="What you have">
        <Figures>
          <Figure label="To spend" hint={grantHint(me)}>
            <Credits of={me.availableMcc} />
          </Figure>
          <Figure label="Position" hint="all that is owed to you, less all that you owe">
            <Credits of={me.positionMcc} signed />
          </Figure>
        </Figures>
      </Section>
      <Section title="Who owes whom">
        <TwoBars left={me.owesMcc} right={me.owedMcc} />
      </Section>
      <Section title="What others know of you">
        <Figures>
          {verdictFigures(me).map(({ label, value, hint }) => (
            <Figure key={label} label={label} hint={hint}>
              {value}
            </Figure>
          ))}
          <Figure label="Checking others" hint={seatHint(me)}>
            {me.hasSeat ? 'Yes' : 'No'}
          </Figure>
        </Figures>
      </Section>
    </Page>
  );
}

function grantHint({ grantMcc }: Standing) {
  if (BigInt(grantMcc) === 0n) return 'earned, and not yet spent';
  return (
    <>
      of it <Credits of={grantMcc} /> given to start with
    </>
  );
}

function seatHint({ hasSeat }: Standing): string {
  return hasSeat ? 'you are drawn to check others’ work' : 'you are not drawn to check others’ work';
}
