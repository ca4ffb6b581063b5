/** A folder for each task, below one folder of the node: what is being cut, computed or joined lies there. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../domain/errors.js';

/** Names are ours or derived from hashes; anything that could lead elsewhere or that some system reserves is refused. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** The scratch folders of one node. */
export class Scratch {
  readonly #folder: string;

  /** `folder` is this node's alone. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes the folder `name`; one that is there keeps its files. @returns its absolute path */
  async create(name: string): Promise<string> {
    const folder = this.path(name);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /**
   * The path of a scratch folder, or of a file in it.
   * @throws AppError `input.malformed` when a name has a separator, begins with a dot or is no plain name otherwise.
   */
  path(name: string, file?: string): string {
    return file === undefined ? join(this.#folder, safe(name)) : join(this.#folder, safe(name), safe(file));
  }

  /** Removes a folder with all that is in it; one that is not there is no error. */
  async remove(name: string): Promise<void> {
    await rm(this.path(name), { recursive: true, force: true });
  }

  /** At the start: removes everything but the folders still `needed`. @returns the names of those removed */
  async removeLeftovers(needed: ReadonlySet<string>): Promise<string[]> {
    await mkdir(this.#folder, { recursive: true });
    const leftovers = (await readdir(this.#folder)).filter((name) => !needed.has(name));
    for (const name of leftovers) await rm(join(this.#folder, name), { recursive: true, force: true });
    return leftovers;
  }
}

function safe(name: string): string {
  if (SAFE_NAME.test(name)) return name;
  const message = `"${name}" cannot be the name of a file here. Use letters, digits, dots, dashes and underscores.`;
  throw new AppError('input.malformed', message, { data: { name } });
}
