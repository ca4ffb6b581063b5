/** Diagnostics, and what this app is. */
import { Button } from '@mantine/core';
import { useAct, useCall } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import { Section } from '../ui/section.js';
import { Row } from './row.js';

export function Diagnostics() {
  const open = useAct('shell.openLogs');
  return (
    <Section title="Diagnostics">
      <Row title="Logs" hint="What this app did and when, for whoever helps you. No keys and no words are in them.">
        <Button variant="default" loading={open.isPending} onClick={() => open.mutate(null)}>
          Open the log folder
        </Button>
        {open.error && <Problem of={open.error} />}
      </Row>
    </Section>
  );
}

export function About() {
  const { data } = useCall('app.state', null);
  return (
    <Section title="About">
      <Row title="Corehour" hint="Lend your idle computer, earn credits, spend them on other people’s computers.">
        <p>{data ? `Version ${data.version}` : 'Version not known yet'}</p>
        <p>
          Free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). It builds on open
          source software that keeps its own licences.
        </p>
      </Row>
    </Section>
  );
}
