import { type InputWrapperProps, NativeSelect, NumberInput, Switch } from '@mantine/core';
import type { KindField } from '../../domain/wire/ipc/jobs.js';
import type { TaskOptions } from '../../domain/wire/process.js';
import classes from './option-field.module.css';

export interface OptionFieldProps {
  readonly field: KindField;
  readonly value: TaskOptions[string];
  readonly error: string | undefined;
  readonly onChange: (value: TaskOptions[string]) => void;
}

const ORDER: NonNullable<InputWrapperProps['inputWrapperOrder']> = ['label', 'input', 'description', 'error'];

/** One option of a kind, drawn from what the kind says of it. */
export function OptionField({ field, value, error, onChange }: OptionFieldProps) {
  const common = { label: field.label, description: field.help, error };
  switch (field.type) {
    case 'choice':
      return (
        <NativeSelect
          {...common}
          inputWrapperOrder={ORDER}
          data={field.choices}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          inputWrapperOrder={ORDER}
          description={`${field.help} ${field.min} to ${field.max}.`}
          value={typeof value === 'boolean' ? '' : value}
          min={field.min}
          max={field.max}
          clampBehavior="none"
          allowNegative={false}
          allowDecimal={false}
          hideControls
          rightSection={<span className={classes.unit}>{field.unit}</span>}
          rightSectionWidth={`${field.unit.length + 3}ch`}
          rightSectionPointerEvents="none"
          onChange={onChange}
        />
      );
    case 'toggle':
      return (
        <Switch
          {...common}
          className={classes.toggle}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
  }
}
