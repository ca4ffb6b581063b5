/** The disk that this app may use: how much it does, and the most it may. */
import { Progress } from '@mantine/core';
import type { SettingsView } from '../../domain/wire/ipc/app.js';
import { mebibytes } from '../../domain/units.js';
import { Section } from '../ui/section.js';
import { NumberField } from './number-field.js';
import { Row } from './row.js';
import styles from './storage.module.css';

const GIB = mebibytes(1024);
const LEAST_GIB = 0.1;
const MOST_GIB = 10_000;
const WHOLE_PERCENT = 100;

export function Storage({ settings }: { readonly settings: SettingsView }) {
  const { storageUsedBytes: used, storageCapBytes: cap } = settings;
  return (
    <Section title="Storage">
      <Row
        title="Used now"
        hint="Files of your jobs and of tasks in hand, kept for those who compute, check or fetch them. What is no longer needed goes first."
      >
        {used === undefined ? (
          <p>Known as soon as the network is there.</p>
        ) : (
          <div className={styles.used}>
            <Progress
              value={Math.min(WHOLE_PERCENT, (used / cap) * WHOLE_PERCENT)}
              color={used > cap * 0.9 ? 'var(--ch-warn)' : 'var(--ch-accent)'}
              aria-label="Storage used"
            />
            <p>
              {gibText(used)} of {gibText(cap)} GiB
            </p>
          </div>
        )}
      </Row>
      <Row
        title="At most"
        hint="1 GiB holds about 200 photos. A job or task that needs more room than there is, is refused."
      >
        <NumberField
          label="Most storage, in GiB"
          value={Number((cap / GIB).toFixed(2))}
          unit="GiB"
          min={LEAST_GIB}
          max={MOST_GIB}
          changeOf={(gib) => ({ storageCapBytes: Math.round(gib * GIB) })}
        />
      </Row>
    </Section>
  );
}

function gibText(size: number): string {
  return size < 10 * GIB ? (size / GIB).toFixed(2) : String(Math.round(size / GIB));
}
