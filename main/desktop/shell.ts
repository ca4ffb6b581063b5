/** The calls only a desktop answers: dialogs, opening files, the look of the window. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BrowserWindow, type OpenDialogOptions, app, clipboard, dialog, nativeTheme, shell } from 'electron';
import { AppError } from '../../domain/errors.js';
import type { HandlersOf } from '../../domain/wire/ipc/call.js';
import type { shellCalls } from '../../domain/wire/ipc/shell.js';
import { codeOf } from '../code-of.js';
import { openable } from './openable.js';

const LARGEST_TEXT = 65_536;

/** @param parent The window a dialog belongs to. @param logs The folder of the log. */
export function shellHandlers(parent: () => BrowserWindow | undefined, logs: string): HandlersOf<typeof shellCalls> {
  const choose = async (options: OpenDialogOptions): Promise<string[]> => {
    const window = parent();
    const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
    return filePaths;
  };
  return {
    'shell.chooseFiles': async ({ title, extensions }) => ({
      paths: await choose({
        title,
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Files that fit', extensions },
          { name: 'All files', extensions: ['*'] },
        ],
      }),
    }),
    'shell.chooseFolder': async ({ title }) => ({
      paths: await choose({ title, properties: ['openDirectory', 'createDirectory'] }),
    }),
    'shell.readFile': async ({ title }) => {
      const [path] = await choose({ title, properties: ['openFile'] });
      return path === undefined ? {} : { text: await readText(path) };
    },
    'shell.saveFile': async ({ title, name, text }) => {
      const options = { title, defaultPath: join(documents(), basename(name)) };
      const window = parent();
      const { filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
      if (!filePath) return {};
      await writeFile(filePath, text).catch((cause: unknown) => {
        throw unwritable(filePath, cause);
      });
      return { path: filePath };
    },
    'shell.open': async ({ path }) => {
      const failure = await shell.openPath(await openable(path));
      if (failure) throw new AppError('input.unreadable', `No program opened it: ${failure}. Try Show in folder.`);
      return null;
    },
    'shell.show': async ({ path }) => {
      await assertThere(path);
      shell.showItemInFolder(path);
      return null;
    },
    'shell.openLogs': async () => {
      const failure = await shell.openPath(logs);
      if (failure) throw new AppError('input.unreadable', `The folder could not be opened. It is ${logs}.`);
      return null;
    },
    'shell.copy': async ({ text }) => {
      await clipboard.writeText(text);
      return null;
    },
    'shell.appearance': async ({ appearance }) => {
      nativeTheme.themeSource = appearance;
      return null;
    },
  };
}

/** Not every system has a folder for documents. */
export function documents(): string {
  try {
    return app.getPath('documents');
  } catch {
    return app.getPath('home');
  }
}

async function readText(path: string): Promise<string> {
  try {
    const about = await stat(path);
    if (about.isFile() && about.size <= LARGEST_TEXT) return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('input.unreadable', `${path} could not be read. Choose another file.`, { cause });
  }
  throw new AppError('input.too-large', 'This file is too large. Choose an invitation file.');
}

async function assertThere(path: string): Promise<void> {
  await stat(path).catch((cause: unknown) => {
    throw new AppError('input.file-changed', `${path} is not there any more. It was moved or deleted.`, { cause });
  });
}

function unwritable(path: string, cause: unknown): AppError {
  if (codeOf(cause) === 'ENOSPC') {
    return new AppError('storage.disk-full', `There is no room for ${path}. Free some space and save again.`, {
      cause,
    });
  }
  return new AppError('storage.not-writable', `${path} could not be written. Choose another folder.`, { cause });
}
