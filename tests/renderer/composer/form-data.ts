/** A kind's form and files as tests of the composer use them. */
import type { KindField } from '../../../domain/wire/ipc/jobs.js';
import type { ChosenFile } from '../../../renderer/composer/chosen-files.js';

/** One field of each type, two of them for one value of the first. */
export const FIELDS: KindField[] = [
  {
    type: 'choice',
    name: 'mode',
    label: 'Size',
    help: 'How.',
    choices: [
      { value: 'longest', label: 'Longest side' },
      { value: 'exact', label: 'Exact width' },
    ],
    initial: 'longest',
  },
  side('longestSide', 'Longest side', 'longest', 1600),
  side('width', 'Width', 'exact', 1280),
  { type: 'toggle', name: 'keep', label: 'Keep metadata', help: 'Camera, time and place.', initial: false },
];

function side(name: string, label: string, value: string, initial: number): KindField {
  const onlyWhen = { name: 'mode', value };
  return { type: 'number', name, label, help: 'Sides.', onlyWhen, unit: 'pixels', min: 1, max: 16_383, initial };
}

/** Files of these names in `/photos`, a megabyte each. */
export function filesOf(names: readonly string[]): ChosenFile[] {
  return names.map((name) => ({ path: `/photos/${name}`, name, size: 1_000_000 }));
}
