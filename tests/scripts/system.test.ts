import { describe, expect, it } from 'vitest';
import { displayProblem, sandboxProblem } from '../../scripts/system/display.mjs';
import { missingIn } from '../../scripts/system/libraries.mjs';
import { packageAdvice, withNewerNames } from '../../scripts/system/packages.mjs';

const NEEDED = `
	linux-vdso.so.1 (0x00007ffc)
	libgtk-3.so.0 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
	libgtk-3.so.0 => not found
	libgbm.so.1 => not found`;
const KNOWN = '\tlibnotify.so.4 (libc6,x86-64) => /lib/x86_64-linux-gnu/libnotify.so.4\n';

describe('libraries of the window', () => {
  it('are missing where the linker finds none, each named once', () => {
    expect(missingIn(NEEDED, KNOWN)).toEqual(['libgtk-3.so.0', 'libgbm.so.1']);
  });

  it('are missing where Electron would look one up in vain', () => {
    expect(missingIn('', '\tlibnotify.so.44 (libc6) => /lib/libnotify.so.44\n')).toEqual(['libnotify.so.4']);
  });

  it('are taken to be there where the system has no way to ask', () => {
    expect(missingIn('', '')).toEqual([]);
  });
});

describe('packages', () => {
  it('have the names of this release', () => {
    const exists = (name: string) => name === 'libasound2t64';
    expect(withNewerNames(['libgtk-3-0', 'libasound2'], exists)).toEqual(['libgtk-3-0', 'libasound2t64']);
  });

  it('are given as one line to run where there is apt, and by their libraries elsewhere', () => {
    expect(packageAdvice(['libgbm.so.1'], ['libgbm1', 'libnss3'])).toMatch(
      /lacks libgbm\.so\.1[^]*\nsudo apt-get install -y libgbm1 libnss3$/,
    );
    const elsewhere = packageAdvice(['libgbm.so.1'], undefined);
    expect(elsewhere).toContain('libgbm.so.1');
    expect(elsewhere).not.toContain('apt');
    expect(packageAdvice(['a', 'b', 'c', 'd', 'e', 'f'], undefined)).toContain('lacks a, b, c, d and 2 more.');
  });
});

describe('a screen', () => {
  it('is needed on Linux only, and either kind will do', () => {
    expect(displayProblem('linux', {})).toContain('xvfb-run');
    expect(displayProblem('linux', { DISPLAY: '' })).toContain('xvfb-run');
    expect(displayProblem('linux', { DISPLAY: ':0' })).toBeUndefined();
    expect(displayProblem('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBeUndefined();
    expect(displayProblem('darwin', {})).toBeUndefined();
  });
});

describe("Chromium's sandbox", () => {
  const ordinary = { userId: 1000, namespacesRestricted: false, helperReady: false };

  it('stays on wherever it can', () => {
    expect(sandboxProblem(ordinary)).toBeUndefined();
    expect(sandboxProblem({ ...ordinary, namespacesRestricted: true, helperReady: true })).toBeUndefined();
    expect(sandboxProblem({ ...ordinary, userId: undefined })).toBeUndefined();
  });

  it('goes off, and says so, for root and where the system allows no namespaces', () => {
    expect(sandboxProblem({ ...ordinary, userId: 0 })).toContain('root');
    expect(sandboxProblem({ ...ordinary, namespacesRestricted: true })).toContain('namespaces');
  });
});
