import { AppError } from '../../domain/errors.js';
import type { KindSpec, OptionField } from '../../domain/task/kind-spec.js';
import type { TaskOptions } from '../../domain/wire/process.js';

type Value = TaskOptions[string];

/**
 * Options checked against a kind's fields and completed by the initial values, in the fields' order.
 * Numbers are whole. @throws AppError `input.bad-option` naming the option, also for one the kind does not have.
 */
export function parseFields(fields: KindSpec['fields'], options: TaskOptions): TaskOptions {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(fields, name)) {
      throw new AppError('input.bad-option', `There is no option "${name}". Leave it out.`, { data: { name } });
    }
  }
  const parsed = Object.entries(fields).map(([name, field]): [string, Value] => {
    const value = Object.hasOwn(options, name) ? options[name] : undefined;
    return [name, value === undefined ? field.initial : checkedValue(name, field, value)];
  });
  return Object.fromEntries(parsed);
}

function checkedValue(name: string, field: OptionField, value: Value): Value {
  switch (field.type) {
    case 'choice': {
      const values = field.choices.map((choice) => choice.value);
      if (typeof value === 'string' && values.includes(value)) return value;
      throw badOption(name, field, value, `Choose one of: ${values.join(', ')}.`);
    }
    case 'number': {
      if (typeof value === 'number' && Number.isInteger(value) && value >= field.min && value <= field.max)
        return value;
      throw badOption(name, field, value, `Choose a whole number from ${field.min} to ${field.max} ${field.unit}.`);
    }
    case 'toggle': {
      if (typeof value === 'boolean') return value;
      throw badOption(name, field, value, 'Choose true or false.');
    }
  }
}

function badOption(name: string, field: OptionField, value: Value, advice: string): AppError {
  const shown = String(value).slice(0, 40);
  return new AppError('input.bad-option', `"${field.label}" cannot be ${shown}. ${advice}`, {
    data: { name, value: shown },
  });
}
