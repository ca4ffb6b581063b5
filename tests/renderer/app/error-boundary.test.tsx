// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ErrorBoundary } from '../../../renderer/app/error-boundary.js';
import { installBridge } from '../fake-bridge.js';
import { show } from '../show.js';

function Broken(): never {
  throw new Error('A number was missing.');
}

describe('a page that cannot be drawn', () => {
  // React tells of it there as well.
  beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue(undefined));
  afterEach(() => void vi.restoreAllMocks());

  it('leaves a sentence and a way on', async () => {
    installBridge();
    const reload = vi.spyOn(window.location, 'reload').mockReturnValue(undefined);
    const { user } = show(
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>,
    );
    expect(screen.getByRole('alert').textContent).toContain('A number was missing.');
    await user.click(screen.getByRole('button', { name: 'Reload' }));
    expect(reload).toHaveBeenCalledOnce();
  });
});
