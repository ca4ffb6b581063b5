// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../../renderer/app/client.js';
import { createQueries, followChanges } from '../../../renderer/app/queries.js';
import { pathOf } from '../../../renderer/app/routes.js';
import { ADA } from '../examples.js';
import { failing, installBridge } from '../fake-bridge.js';

describe('calls', () => {
  it('throw the error of the app with its code', async () => {
    installBridge({ 'jobs.rows': failing('Not there.', 'storage.not-found') });
    await expect(call('jobs.rows', null)).rejects.toMatchObject({ code: 'storage.not-found', message: 'Not there.' });
  });
});

describe('changes', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are followed at once, and in a burst at most every quarter of a second', () => {
    const bridge = installBridge();
    const queries = createQueries();
    const asked = vi.spyOn(queries, 'invalidateQueries');
    const end = followChanges(queries);
    bridge.change();
    expect(asked).toHaveBeenCalledTimes(1);
    for (let index = 0; index < 50; index += 1) bridge.change();
    expect(asked).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(250);
    expect(asked).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    expect(asked).toHaveBeenCalledTimes(2);
    bridge.change();
    expect(asked).toHaveBeenCalledTimes(3);
    end();
    bridge.change();
    vi.advanceTimersByTime(1000);
    expect(asked).toHaveBeenCalledTimes(3);
  });
});

describe('paths', () => {
  it('lead to what a sentence speaks of', () => {
    expect(pathOf({ page: 'job', jobId: 'a/b' })).toBe('/jobs/a%2Fb');
    expect(pathOf({ page: 'person', address: ADA })).toBe(`/people/${ADA}`);
    expect(pathOf({ page: 'lend' })).toBe('/lend');
  });
});
