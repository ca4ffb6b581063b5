/** Settings: everything a person sets on this computer, kept as soon as it is changed. */
import { Skeleton, Stack } from '@mantine/core';
import { useCall } from '../app/queries.js';
import { Page } from '../ui/page.js';
import { About, Diagnostics } from './about.js';
import { Account } from './account.js';
import { Appearance } from './appearance.js';
import { Asked } from './asked.js';
import { Lending } from './lending.js';
import { Network } from './network.js';
import { ResultsFolder } from './results-folder.js';
import { Storage } from './storage.js';

export function SettingsPage() {
  const query = useCall('settings.get', null);
  return (
    <Page title="Settings" lead="Changes are kept at once.">
      <Asked query={query} skeleton={<SettingsSkeleton />}>
        {(settings) => (
          <>
            <Account settings={settings} />
            <ResultsFolder folder={settings.resultsFolder} />
            <Storage settings={settings} />
            <Lending settings={settings} />
            <Network />
            <Appearance appearance={settings.appearance} />
          </>
        )}
      </Asked>
      <Diagnostics />
      <About />
    </Page>
  );
}

function SettingsSkeleton() {
  return (
    <Stack gap={32} pb={32}>
      {[220, 100, 180, 200].map((height) => (
        <Skeleton key={height} height={height} />
      ))}
    </Stack>
  );
}
