// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PeoplePage } from '../../../renderer/people/people-page.js';
import { appState, standing } from '../examples.js';
import { failing, installBridge, never } from '../fake-bridge.js';
import { pathNow, show } from '../show.js';
import { BEN, addressOf, crowd, peopleList, personRow } from './people-data.js';

afterEach(() => {
  vi.restoreAllMocks();
});

const online = { 'app.state': appState(), 'people.me': standing() } as const;

describe('the People page in its states', () => {
  it('shows that it is loading', () => {
    installBridge({ ...online, 'people.list': never });
    show(<PeoplePage />, '/people');
    expect(screen.getByText('Loading')).toBeTruthy();
  });

  it('says what went wrong and tries again', async () => {
    const bridge = installBridge({ ...online, 'people.list': failing('The network is not there.') });
    const { user } = show(<PeoplePage />, '/people');
    await screen.findByText('The network is not there.');
    bridge.answer({ 'people.list': peopleList([personRow()]) }, 'quietly');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Ben ·00be' })).toBeTruthy();
  });

  it('says since when it knows nothing new', async () => {
    const network = { name: 'Team', kind: 'joined', isConnected: false, lastHeardAt: Date.now() } as const;
    installBridge({ ...online, 'app.state': appState({ network }), 'people.list': peopleList([personRow()]) });
    show(<PeoplePage />, '/people');
    expect(await screen.findByText(/Showing what was known/)).toBeTruthy();
  });

  it('says what will stand here while nobody is known', async () => {
    installBridge({ ...online, 'people.list': peopleList([]) });
    show(<PeoplePage />, '/people');
    expect(await screen.findByText('Nobody else is known yet')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'You' })).toBeTruthy();
  });
});

describe('who owes whom', () => {
  const rows = [
    personRow({ name: 'Ada', address: addressOf(1), owesYouMcc: '4000', isNeighbour: true }),
    personRow({ name: 'Cleo', address: addressOf(2), youOweMcc: '1000', accepted: 0 }),
    personRow({ name: 'the commons', address: addressOf(3), role: 'commons' }),
  ];

  it('says each debt', async () => {
    installBridge({ ...online, 'people.list': peopleList(rows) });
    show(<PeoplePage />, '/people');
    const items = within(await screen.findByRole('list', { name: 'People' })).getAllByRole('listitem');
    expect(items[0]?.textContent).toContain('owes you 4.000\u00a0CC');
    expect(items[1]?.textContent).toContain('you owe 1.000\u00a0CC');
    expect(items[2]?.textContent).toContain('nothing between you');
  });

  it('says who lives here, what they have done, and what the accounts of nobody are', async () => {
    installBridge({ ...online, 'people.list': peopleList(rows) });
    show(<PeoplePage />, '/people');
    const items = within(await screen.findByRole('list', { name: 'People' })).getAllByRole('listitem');
    expect(items[0]?.textContent).toContain('Lives on this computer');
    expect(items[0]?.textContent).toContain('12\u00a0accepted, 0\u00a0rejected');
    expect(items[1]?.textContent).toContain('nothing judged yet');
    expect(items[2]?.textContent).toContain('receives penalties');
    expect(items[2]?.textContent).not.toContain('accepted,');
  });

  it('leads to a person and to you by keyboard', async () => {
    installBridge({ ...online, 'people.list': peopleList([personRow()]) });
    const { user } = show(<PeoplePage />, '/people');
    (await screen.findByRole('link', { name: 'Ben ·00be' })).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(pathNow()).toBe(`/people/${BEN}`));
    (await screen.findByRole('link', { name: 'You' })).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(pathNow()).toBe(`/people/${standing().address}`));
  });
});

describe('many people', () => {
  it('has no search for ten', async () => {
    installBridge({ ...online, 'people.list': peopleList(crowd(10)) });
    show(<PeoplePage />, '/people');
    await screen.findByRole('list', { name: 'People' });
    expect(screen.queryByRole('searchbox')).toBeNull();
  });

  it('finds by name and by the beginning of an address', async () => {
    installBridge({ ...online, 'people.list': peopleList(crowd(40)) });
    const { user } = show(<PeoplePage />, '/people');
    const search = await screen.findByRole('searchbox', { name: 'Search people' });
    await user.type(search, 'person 17');
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['You', 'Person 17']);
    await user.clear(search);
    await user.type(search, '0x1003');
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['You', 'Person 4']);
    await user.clear(search);
    await user.type(search, 'nobody');
    expect(screen.getByText('Nobody here is called “nobody”')).toBeTruthy();
  });

  it('draws only those in sight', async () => {
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
    installBridge({ ...online, 'people.list': peopleList(crowd(1000)) });
    show(<PeoplePage />, '/people');
    const items = within(await screen.findByRole('list', { name: 'People' })).getAllByRole('listitem');
    expect(items.length).toBeGreaterThan(5);
    expect(items.length).toBeLessThan(60);
    expect(items[0]?.getAttribute('aria-setsize')).toBe('1000');
  });
});
