// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Route } from 'wouter';
import { PERSON, pathOf } from '../../../renderer/app/routes.js';
import { PersonPage } from '../../../renderer/people/person-page.js';
import { appState, standing } from '../examples.js';
import { type Answers, failing, installBridge, never } from '../fake-bridge.js';
import { pathNow, show } from '../show.js';
import { BEN, personPage } from './people-data.js';

const online: Answers = { 'app.state': appState(), 'people.me': standing(), 'shell.copy': null };

const showPerson = (address = BEN) =>
  show(
    <Route path={PERSON}>
      <PersonPage />
    </Route>,
    pathOf({ page: 'person', address }),
  );

describe('a person’s page', () => {
  it('says what is owed, what would settle it, and how they did', async () => {
    installBridge({ ...online, 'people.person': personPage() });
    showPerson();
    const between = await screen.findByRole('region', { name: 'Between you' });
    expect(between.textContent).toContain('Ben ·00be owes you 4.210\u00a0CC');
    expect(within(between).getByText('Have Ben do one of your jobs')).toBeTruthy();
    const reputation = screen.getByRole('region', { name: 'Reputation' });
    expect(reputation.textContent).toContain('Ran out of time1 task');
    expect(reputation.textContent).toContain('Outvoted2 checks');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Ben ·00be');
  });

  it('turns the sentence around when you owe, and says when nobody does', async () => {
    const bridge = installBridge({
      ...online,
      'people.person': personPage({ owesYouMcc: '0', youOweMcc: '1830', settle: [] }),
    });
    showPerson();
    expect((await screen.findByRole('region', { name: 'Between you' })).textContent).toContain(
      'You owe Ben ·00be 1.830\u00a0CC',
    );
    expect(screen.queryByText('What would settle it')).toBeNull();
    bridge.answer({ 'people.person': personPage({ owesYouMcc: '0', settle: [] }) });
    expect(await screen.findByText('Nothing is owed between you and Ben ·00be')).toBeTruthy();
  });

  it('opens what its history speaks of', async () => {
    installBridge({ ...online, 'people.person': personPage() });
    const { user } = showPerson();
    const history = await screen.findByRole('region', { name: 'History' });
    expect(history.textContent).toContain('−0.300\u00a0CC');
    within(history).getByRole('link', { name: 'Ben computed your photos' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(pathNow()).toBe('/jobs/job-1'));
  });

  it('shows the address when asked, and copies it', async () => {
    const bridge = installBridge({ ...online, 'people.person': personPage() });
    const { user } = showPerson();
    const button = await screen.findByRole('button', { name: 'Show address' });
    expect(screen.queryByText(BEN)).toBeNull();
    await user.click(button);
    expect(screen.getByText(BEN)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Copy address' }));
    expect(await screen.findByText('Copied')).toBeTruthy();
    expect(bridge.inputsOf('shell.copy')).toEqual([{ text: BEN }]);
  });

  it('has no reputation for an account of nobody', async () => {
    installBridge({ ...online, 'people.person': personPage({ role: 'commons', name: 'the commons', settle: [] }) });
    showPerson();
    await screen.findByRole('region', { name: 'Between you' });
    expect(screen.queryByRole('region', { name: 'Reputation' })).toBeNull();
  });
});

describe('a person’s page in its states', () => {
  it('shows that it is loading', async () => {
    installBridge({ ...online, 'people.person': never });
    showPerson();
    expect(await screen.findByText('Loading')).toBeTruthy();
  });

  it('says that nobody is known by this address', async () => {
    installBridge({ ...online, 'people.person': failing('Nobody is known by this address. Go back to People.') });
    showPerson();
    expect(await screen.findByText('Nobody is known by this address. Go back to People.')).toBeTruthy();
  });

  it('says what will stand in an empty history', async () => {
    installBridge({ ...online, 'people.person': personPage({ history: [] }) });
    showPerson();
    expect(await screen.findByText('Nothing has passed between you yet')).toBeTruthy();
  });

  it('says since when it knows nothing new', async () => {
    const network = { name: 'Team', kind: 'joined', isConnected: false, lastHeardAt: Date.now() } as const;
    installBridge({ ...online, 'app.state': appState({ network }), 'people.person': personPage() });
    showPerson();
    expect(await screen.findByText(/Showing what was known/)).toBeTruthy();
  });
});

describe('your own page', () => {
  it('is shown at your own address, without asking for a debt to yourself', async () => {
    const bridge = installBridge(online);
    showPerson(standing().address);
    await screen.findByRole('heading', { level: 1, name: 'You' });
    expect(screen.getByRole('region', { name: 'What you have' }).textContent).toContain('4.250\u00a0CC');
    expect(bridge.inputsOf('people.person')).toEqual([]);
  });
});
