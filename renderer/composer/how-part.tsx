import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Problem } from '../ui/problem.js';
import { Section } from '../ui/section.js';
import classes from './how-part.module.css';
import { isShown, presetOf, valueOf } from './kind-options.js';
import { LivePreview } from './live-preview.js';
import { OptionField } from './option-field.js';
import { setOptions } from './order-store.js';
import type { Order } from './use-order.js';

/** Below this width the presets stand under one another. */
const NARROW = '(max-width: 640px)';

/** What becomes of the files: presets, the kind's options, and the first file before and after. */
export function HowPart({ order }: { readonly order: Order }) {
  const { draft, kind, options } = order;
  if (!kind || draft.files.length === 0) {
    return (
      <Section title="How">
        <p className={classes.hint}>The choices stand here once there are files.</p>
      </Section>
    );
  }
  const refusal = refusalOf(order);
  const isPlaced = refusal?.field !== undefined;
  return (
    <Section title="How">
      <div className={classes.stack}>
        <Presets order={order} />
        <div className={classes.fields}>
          {kind.fields
            .filter((field) => isShown(kind, field, options))
            .map((field) => (
              <OptionField
                key={field.name}
                field={field}
                value={valueOf(field, options)}
                error={order.errors.get(field.name) ?? (refusal?.field === field.name ? refusal.message : undefined)}
                onChange={(value) => setOptions({ ...options, [field.name]: value })}
              />
            ))}
        </div>
        {refusal && !isPlaced && <Problem of={{ code: 'input.bad-option', message: refusal.message }} />}
        <LivePreview order={order} />
      </div>
    </Section>
  );
}

/** What the kind itself says against the options, and at which field. */
function refusalOf({ quoteError, kind }: Order): { message: string; field: string | undefined } | undefined {
  if (quoteError?.code !== 'input.bad-option') return undefined;
  const name = quoteError.data?.['name'];
  return { message: quoteError.message, field: kind?.fields.find((field) => field.name === name)?.name };
}

function Presets({ order: { kind, options } }: { readonly order: Order }) {
  const isNarrow = useMediaQuery(NARROW);
  if (!kind || kind.presets.length === 0) return null;
  const chosen = presetOf(kind, options);
  return (
    <div>
      <SegmentedControl
        aria-label="Presets"
        fullWidth
        classNames={{ control: classes.segment ?? '', label: classes.segmentLabel ?? '' }}
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        data={kind.presets.map(({ label }) => ({ value: label, label: <PresetLabel label={label} /> }))}
        value={chosen ?? ''}
        onChange={(label) => {
          const preset = kind.presets.find((one) => one.label === label);
          if (preset) setOptions(preset.options);
        }}
      />
      <p className={classes.own} role="status">
        {chosen === undefined ? 'Your own choice, none of the presets.' : 'A preset; change below what you like.'}
      </p>
    </div>
  );
}

/** `For print: 3000 px` in two lines: what it is for, and what that means. */
function PresetLabel({ label }: { readonly label: string }) {
  const [name = label, meaning] = label.split(': ');
  return (
    <span className={classes.preset}>
      {name} {meaning !== undefined && <span className={classes.meaning}>{meaning}</span>}
    </span>
  );
}
