/** A number that is kept when the field is left or Enter is pressed; what cannot be kept is said below it. */
import { Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { CallInput } from '../../domain/wire/ipc/all.js';
import { Saved } from './saved.js';
import { useSetting } from './use-setting.js';

/** The field keeps its width; a sentence below it may be wider. */
const FIELD_STYLES = { wrapper: { width: '13.75rem' } };

interface NumberFieldProps {
  /** For those who hear it: what is seen stands beside the field. */
  readonly label: string;
  /** As it stands now, in the field's unit. */
  readonly value: number;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly changeOf: (value: number) => CallInput<'settings.change'>;
  /** Told of each sensible number while it is typed. */
  readonly onTyped?: (value: number) => void;
}

export function NumberField({ label, value, unit, min, max, changeOf, onTyped }: NumberFieldProps) {
  const setting = useSetting();
  const [typed, setTyped] = useState<number | string>();
  const isSensible = (given: number | string): given is number =>
    typeof given === 'number' && given >= min && given <= max;
  const [isRefused, setIsRefused] = useState(false);

  const keep = (): void => {
    if (typed === undefined) return;
    setIsRefused(!isSensible(typed));
    if (!isSensible(typed)) return;
    if (typed === value) setTyped(undefined);
    else setting.save(changeOf(typed), () => setTyped(undefined));
  };
  const sentence = isRefused ? `Choose a number from ${min} to ${max} ${unit}.` : setting.error?.message;
  return (
    <Group align="flex-start" gap={12}>
      <NumberInput
        aria-label={label}
        value={typed ?? value}
        suffix={` ${unit}`}
        decimalScale={2}
        allowNegative={false}
        clampBehavior="none"
        error={sentence}
        styles={FIELD_STYLES}
        onChange={(given) => {
          setTyped(given);
          setIsRefused(false);
          if (isSensible(given)) onTyped?.(given);
        }}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
      <Saved when={setting.isSaved} />
    </Group>
  );
}
