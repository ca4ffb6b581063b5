/** A window of the same Electron without anything of the app: what a figure of the app is held against. */
import type { ElectronApplication, Page } from '@playwright/test';

export interface BareWindow {
  /** The whole page. */
  readonly html: string;
  /** A file that runs before it. */
  readonly preload?: string;
  /** In front of all others; else it is not drawn. */
  readonly isShown: boolean;
}

export async function openBareWindow(app: ElectronApplication, window: BareWindow): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }, { html, preload, isShown }) => {
    const [main] = BrowserWindow.getAllWindows();
    const bare = new BrowserWindow({
      ...main?.getBounds(),
      show: isShown,
      webPreferences: { sandbox: true, ...(preload !== undefined && { preload }) },
    });
    void bare.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(html)}`);
  }, window);
  const page = await opened;
  await page.waitForLoadState('domcontentloaded');
  return page;
}
