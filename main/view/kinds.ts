/** Kinds of task as a composer draws them, and the words a person knows them by. */
import type { OptionField } from '../../domain/task/kind-spec.js';
import type { KindCard, KindField } from '../../domain/wire/ipc/jobs.js';
import type { TaskOptions } from '../../domain/wire/process.js';
import { KINDS } from '../tasks/index.js';

/** In the order the composer offers them. */
export function kindCards(): KindCard[] {
  return KINDS.map(({ spec }) => ({
    id: spec.id,
    label: spec.label,
    item: spec.item,
    extensions: [...spec.extensions],
    fields: Object.entries(spec.fields).map(([name, field]) => fieldOf(name, field)),
    presets: spec.presets.map(({ label, options }) => ({ label, options })),
  }));
}

function fieldOf(name: string, field: OptionField): KindField {
  const { onlyWhen, ...plain } = field;
  const condition = onlyWhen && { onlyWhen };
  return plain.type === 'choice'
    ? { ...plain, ...condition, name, choices: [...plain.choices] }
    : { ...plain, ...condition, name };
}

const specOf = (kind: string) => KINDS.find(({ spec }) => spec.id === kind)?.spec;

/** A kind of a newer version is known by its id alone. */
export function kindLabel(kind: string): string {
  return specOf(kind)?.label ?? kind;
}

export function itemWords(kind: string): { readonly one: string; readonly many: string } {
  return specOf(kind)?.item ?? { one: 'file', many: 'files' };
}

/** Options as a person reads them, without those that do not matter beside the others. */
export function optionLines(kind: string, options: TaskOptions): { label: string; value: string }[] {
  return Object.entries(specOf(kind)?.fields ?? {}).flatMap(([name, field]) => {
    const value = options[name];
    const { onlyWhen } = field;
    if (value === undefined || (onlyWhen && options[onlyWhen.name] !== onlyWhen.value)) return [];
    return [{ label: field.label, value: valueText(field, value) }];
  });
}

function valueText(field: OptionField, value: TaskOptions[string]): string {
  switch (field.type) {
    case 'choice':
      return field.choices.find((choice) => choice.value === value)?.label ?? String(value);
    case 'number':
      return `${value} ${field.unit}`;
    case 'toggle':
      return value === true ? 'Yes' : 'No';
  }
}
