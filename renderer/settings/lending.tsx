/** What this computer does for others, and from which price on. */
import { Group, Switch } from '@mantine/core';
import { useState } from 'react';
import type { SettingsView } from '../../domain/wire/ipc/app.js';
import { bps, mcc, shareUp } from '../../domain/units.js';
import { Credits } from '../ui/credits.js';
import { Problem } from '../ui/problem.js';
import { Section } from '../ui/section.js';
import { NumberField } from './number-field.js';
import { Row } from './row.js';
import { Saved } from './saved.js';
import { useSetting } from './use-setting.js';

const BPS_PER_PERCENT = 100;
const EXAMPLE_COST = mcc(1000);

export function Lending({ settings }: { readonly settings: SettingsView }) {
  return (
    <Section title="Lending">
      <Checks isOn={settings.checksOthers} />
      <Margin percent={settings.marginBps / BPS_PER_PERCENT} />
    </Section>
  );
}

function Checks({ isOn }: { readonly isOn: boolean }) {
  const setting = useSetting();
  return (
    <Row
      title="Checking others"
      hint="Now and then this computer is drawn to re-compute a part of somebody’s task, and earns a fee for it. It leaves a deposit for that, as Lend says; who does not answer when drawn loses reputation."
    >
      <Group gap={12}>
        <Switch
          label="Check others’ work when drawn"
          checked={isOn}
          disabled={setting.isSaving}
          onChange={(event) => setting.save({ checksOthers: event.currentTarget.checked })}
        />
        <Saved when={setting.isSaved} />
      </Group>
      {setting.error && <Problem of={setting.error} />}
    </Row>
  );
}

function Margin({ percent }: { readonly percent: number }) {
  const [example, setExample] = useState(percent);
  const cost = EXAMPLE_COST;
  const least = mcc(cost + shareUp(cost, bps(Math.round(example * BPS_PER_PERCENT))));
  return (
    <Row
      title="Margin"
      hint={
        <>
          A task is taken only if it brings this much more than it costs this computer. At {example} %, a task that
          costs <Credits of={cost} /> is taken from <Credits of={least} /> on.
        </>
      }
    >
      <NumberField
        label="Margin, in percent"
        value={percent}
        unit="%"
        min={0}
        max={100}
        changeOf={(chosen) => ({ marginBps: Math.round(chosen * BPS_PER_PERCENT) })}
        onTyped={setExample}
      />
    </Row>
  );
}
