/** All that a window's page can reach beyond itself: calls, word that something changed, the path of a dropped file. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

contextBridge.exposeInMainWorld('corehour', {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
  onChanged: (listener: () => void): (() => void) => {
    const hear = (): void => listener();
    ipcRenderer.on('changed', hear);
    return () => void ipcRenderer.off('changed', hear);
  },
  pathOf: (file: File): string => webUtils.getPathForFile(file),
});
