/** Unpacks chosen files of a zip archive. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { open } from 'yauzl';

const PERMISSIONS = 0o777;

/**
 * Unpacks the files of `archive` that `wants` says yes to, with their permissions. Links are not made, and a name that leads out
 * of `folder` fails.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => boolean} wants
 */
export async function unzip(archive, folder, wants) {
  const openZip = /** @type {(path: string, options: import('yauzl').Options) => Promise<import('yauzl').ZipFile>} */ (
    promisify(open)
  );
  const zip = await openZip(archive, { lazyEntries: true });
  await new Promise((done, fail) => {
    zip.once('end', done);
    zip.once('error', fail);
    zip.on('entry', (/** @type {import('yauzl').Entry} */ entry) => {
      const isFile = !entry.fileName.endsWith('/');
      if (!isFile || !wants(entry.fileName)) zip.readEntry();
      else unpack(zip, entry, folder).then(() => zip.readEntry(), fail);
    });
    zip.readEntry();
  }).finally(() => zip.close());
}

/**
 * @param {import('yauzl').ZipFile} zip
 * @param {import('yauzl').Entry} entry
 * @param {string} folder
 */
async function unpack(zip, entry, folder) {
  const target = join(folder, entry.fileName);
  await mkdir(dirname(target), { recursive: true });
  /** @type {import('node:stream').Readable} */
  const contents = await new Promise((done, fail) =>
    zip.openReadStream(entry, (error, stream) => (error ? fail(error) : done(stream))),
  );
  const mode = (entry.externalFileAttributes >>> 16) & PERMISSIONS;
  await pipeline(contents, createWriteStream(target, { mode: mode || 0o644 }));
}
