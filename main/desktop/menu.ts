/**
 * The keys that people expect of any window: zoom, quit, and on macOS the edit keys, which come from a menu there. The
 * bar itself is not shown elsewhere.
 */
import { Menu, type MenuItemConstructorOptions } from 'electron';

const ZOOM: MenuItemConstructorOptions = {
  label: 'View',
  submenu: [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    // The same key without shift.
    { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false },
    { role: 'zoomOut' },
  ],
};

export function appMenu(): Menu {
  const all: MenuItemConstructorOptions[] =
    process.platform === 'darwin'
      ? [{ role: 'appMenu' }, { role: 'editMenu' }, ZOOM, { role: 'windowMenu' }]
      : [{ label: 'Corehour', submenu: [{ role: 'close' }, { role: 'quit', accelerator: 'Control+Q' }] }, ZOOM];
  return Menu.buildFromTemplate(all);
}
