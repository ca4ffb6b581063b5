/**
 * A kind's options as its form needs them: which are shown, what is wrong with one, what is sent, which preset they are.
 * The kind itself has the last word when the price is asked for; this finds plain slips while they are typed.
 */
import type { KindCard, KindField } from '../../domain/wire/ipc/jobs.js';
import type { TaskOptions } from '../../domain/wire/process.js';
import type { ChosenFile } from './chosen-files.js';

const extensionOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();

/** The kind that takes the most of the files by their extensions; the first one where none does. */
export function guessKind(kinds: readonly KindCard[], files: readonly ChosenFile[]): KindCard | undefined {
  const fitting = ({ extensions }: KindCard): number =>
    files.filter(({ name }) => extensions.includes(extensionOf(name))).length;
  return kinds.reduce<KindCard | undefined>(
    (best, kind) => (best && fitting(best) >= fitting(kind) ? best : kind),
    undefined,
  );
}

/** What is in a field: the person's choice, or what the kind starts from. */
export const valueOf = (field: KindField, options: TaskOptions): TaskOptions[string] =>
  options[field.name] ?? field.initial;

/** Whether a field matters with these options. */
export function isShown(kind: KindCard, field: KindField, options: TaskOptions): boolean {
  const { onlyWhen } = field;
  if (!onlyWhen) return true;
  const other = kind.fields.find(({ name }) => name === onlyWhen.name);
  return other === undefined || valueOf(other, options) === onlyWhen.value;
}

/** What is wrong with a field's value, and what would be right; undefined when it will do. */
export function errorOfField(field: KindField, value: TaskOptions[string]): string | undefined {
  if (field.type !== 'number') return undefined;
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= field.min && value <= field.max;
  return fits ? undefined : `Choose a whole number from ${field.min} to ${field.max}.`;
}

/** Errors of the shown fields, by name. */
export function errorsOf(kind: KindCard, options: TaskOptions): ReadonlyMap<string, string> {
  const errors = new Map<string, string>();
  for (const field of kind.fields) {
    const error = isShown(kind, field, options) ? errorOfField(field, valueOf(field, options)) : undefined;
    if (error) errors.set(field.name, error);
  }
  return errors;
}

/** Every option of the kind; those that do not matter as the kind has them, so that a slip in them harms nobody. */
export function completeOptions(kind: KindCard, options: TaskOptions): TaskOptions {
  const entries = kind.fields.map((field): [string, TaskOptions[string]] => [
    field.name,
    isShown(kind, field, options) ? valueOf(field, options) : field.initial,
  ]);
  return Object.fromEntries(entries);
}

/** The label of the preset that these options are; undefined when they are a person's own. */
export function presetOf(kind: KindCard, options: TaskOptions): string | undefined {
  const chosen = JSON.stringify(completeOptions(kind, options));
  return kind.presets.find((preset) => JSON.stringify(completeOptions(kind, preset.options)) === chosen)?.label;
}
