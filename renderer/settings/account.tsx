/** Who you are here, how your key is kept, and the words that bring it back. */
import { Glyph } from '../ui/glyph.js';
import { Group } from '@mantine/core';
import type { SettingsView } from '../../domain/wire/ipc/app.js';
import { useCall } from '../app/queries.js';
import { AddressLine } from '../people/address-line.js';
import { Section } from '../ui/section.js';
import { RecoveryWords } from './recovery-words.js';
import { Row } from './row.js';

const KEPT_SENTENCES: Readonly<Record<SettingsView['keptBy'], string>> = {
  keyring: 'Locked away by this system’s keyring. Only you can use it, while you are logged in.',
  passphrase: 'In a file locked by your passphrase.',
  file: 'In a file that only you can read, since this system has no keyring. Whoever uses your login can read it too.',
};

export function Account({ settings }: { readonly settings: SettingsView }) {
  const me = useCall('people.me', null);
  return (
    <Section title="Account and recovery">
      <Row title="Name" hint="How others see you. The four characters tell people of one name apart.">
        <Group gap={8}>
          {me.data && <Glyph of={me.data.address} />}
          <span>{me.data?.name ?? settings.name}</span>
        </Group>
      </Row>
      <Row title="Address" hint="What the network knows you by. Give it to anyone who asks for it.">
        {me.data ? <AddressLine address={me.data.address} /> : <span>Known as soon as the network is there.</span>}
      </Row>
      <Row title="Your key" hint="Signs what you post, compute and owe. It never leaves this computer.">
        <p>{KEPT_SENTENCES[settings.keptBy]}</p>
      </Row>
      <Row
        title="Recovery words"
        hint="Bring your account back when this computer is lost or broken. Write them on paper, in their order."
      >
        <RecoveryWords areSaved={settings.wordsSaved} />
      </Row>
    </Section>
  );
}
