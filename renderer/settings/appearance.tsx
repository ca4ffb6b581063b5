/** Light or dark. */
import { Group, SegmentedControl } from '@mantine/core';
import type { Appearance as Scheme } from '../../domain/wire/ipc/app.js';
import { Problem } from '../ui/problem.js';
import { Section } from '../ui/section.js';
import { Row } from './row.js';
import { Saved } from './saved.js';
import { useSetting } from './use-setting.js';

const SCHEMES = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const satisfies readonly { readonly value: Scheme; readonly label: string }[];

export function Appearance({ appearance }: { readonly appearance: Scheme }) {
  const setting = useSetting();
  const choose = (value: string): void => {
    const scheme = SCHEMES.find((each) => each.value === value);
    if (scheme) setting.save({ appearance: scheme.value });
  };
  return (
    <Section title="Appearance">
      <Row title="Colours" hint="System follows what is set for this computer.">
        <Group gap={12}>
          <SegmentedControl aria-label="Colours" data={[...SCHEMES]} value={appearance} onChange={choose} />
          <Saved when={setting.isSaved} />
        </Group>
        {setting.error && <Problem of={setting.error} />}
      </Row>
    </Section>
  );
}
