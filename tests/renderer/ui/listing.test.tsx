// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useCall } from '../../../renderer/app/queries.js';
import { Empty } from '../../../renderer/ui/empty.js';
import { Listing } from '../../../renderer/ui/listing.js';
import { appState, jobRow } from '../examples.js';
import { failing, installBridge, never } from '../fake-bridge.js';
import { show } from '../show.js';

function Rows() {
  const query = useCall('jobs.rows', null);
  return (
    <Listing
      query={query}
      isEmpty={(rows) => rows.length === 0}
      empty={<Empty title="No jobs." hint="Drop files." />}
      skeleton={<p>grey lines</p>}
    >
      {(rows) => <p>{rows.map((row) => row.name).join()}</p>}
    </Listing>
  );
}

describe('a listing', () => {
  it('waits', () => {
    installBridge({ 'app.state': appState(), 'jobs.rows': never });
    show(<Rows />);
    expect(screen.getByText('grey lines')).toBeTruthy();
  });

  it('is empty', async () => {
    installBridge({ 'app.state': appState(), 'jobs.rows': [] });
    show(<Rows />);
    expect(await screen.findByText('No jobs.')).toBeTruthy();
  });

  it('failed, and is tried again', async () => {
    const bridge = installBridge({ 'app.state': appState(), 'jobs.rows': failing('It is busy.') });
    const { user } = show(<Rows />);
    expect((await screen.findByRole('alert')).textContent).toContain('It is busy.');
    bridge.answer({ 'jobs.rows': [jobRow()] }, 'quietly');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('8 photos')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says how old it is without a connection', async () => {
    const lastHeardAt = new Date().setHours(0, 5, 0, 0);
    const network = { name: 'Studio', kind: 'joined', isConnected: false, lastHeardAt } as const;
    installBridge({ 'app.state': appState({ network }), 'jobs.rows': [jobRow()] });
    show(<Rows />);
    expect(await screen.findByText('Showing what was known at 00:05')).toBeTruthy();
    expect(screen.getByText('8 photos')).toBeTruthy();
  });
});
