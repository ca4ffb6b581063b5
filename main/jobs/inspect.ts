/** What chosen files are: each is looked at once, as long as it stays the same. */
import type { Figures } from '../../domain/wire/process.js';
import type { NodeContext } from '../context.js';
import type { ChosenFile } from '../journal/intents.js';

const REMEMBERED_FILES = 5000;

export interface SeenFile {
  readonly size: number;
  readonly figures: Figures;
}

export class Inspector {
  readonly #seen = new Map<string, SeenFile>();

  constructor(private readonly context: NodeContext) {}

  /** @throws AppError `input.*` when the kind refuses the file. */
  async inspect(kind: string, { path, size, changedAt }: ChosenFile): Promise<SeenFile> {
    const key = `${kind}\0${path}\0${size}\0${changedAt}`;
    const known = this.#seen.get(key);
    if (known) return known;
    const [seen] = await this.context.lanes.call('own', 'inspect', { kind, paths: [path] });
    const file = { size, figures: seen?.figures ?? {} };
    if (this.#seen.size >= REMEMBERED_FILES) this.#seen.clear();
    this.#seen.set(key, file);
    return file;
  }
}
