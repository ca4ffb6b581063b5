// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Frame } from '../../../renderer/app/frame.js';
import { Stage } from '../../../renderer/app/stage.js';
import { clearDraft, useDraft } from '../../../renderer/composer/draft.js';
import { ADA, appState, homePage, jobRow, settings } from '../examples.js';
import { type Answers, failing, installBridge } from '../fake-bridge.js';
import { pathNow, show } from '../show.js';

const running = (more: Answers = {}) =>
  installBridge({
    'app.state': appState({ network: { name: 'Studio', kind: 'joined', isConnected: true } }),
    'settings.get': settings(),
    'shell.appearance': null,
    'home.page': homePage(),
    'jobs.rows': [jobRow()],
    'people.list': {
      owedMcc: '0',
      owesMcc: '0',
      rows: [
        {
          address: ADA,
          name: 'Ada',
          role: 'person',
          isNeighbour: true,
          youOweMcc: '0',
          owesYouMcc: '0',
          accepted: 0,
          rejected: 0,
        },
      ],
    },
    ...more,
  });

const offline = {
  name: 'Studio',
  kind: 'joined',
  isConnected: false,
  lastHeardAt: new Date().setHours(0, 5, 0, 0),
} as const;

describe('the frame', () => {
  it('has the pages in its rail, the present one marked, and the network at its foot', async () => {
    running();
    show(<Stage />);
    const rail = await screen.findByRole('navigation', { name: 'Pages' });
    expect(
      within(rail)
        .getAllByRole('link')
        .map((link) => link.getAttribute('aria-label')),
    ).toEqual(['New job', 'Home', 'Jobs', 'Lend', 'People', 'Settings']);
    expect(within(rail).getByRole('link', { current: 'page' }).getAttribute('href')).toBe('#/');
    expect(within(rail).getByRole('status').textContent).toBe('StudioConnected');
  });

  it('says since when there is no connection, in the rail and above the page', async () => {
    const bridge = running();
    show(<Stage />);
    await screen.findByText('Connected');
    bridge.answer({ 'app.state': appState({ network: offline }) });
    expect(await screen.findByText('Not connected since 00:05')).toBeTruthy();
    expect(
      screen.getByText(
        'Not connected to Studio since 00:05. Showing what was known then; what you order is kept and sent later.',
      ),
    ).toBeTruthy();
  });

  it('lets the keyboard skip the rail', async () => {
    running();
    const { user } = show(<Stage />);
    const skip = await screen.findByRole('link', { name: 'Skip to the page' });
    skip.focus();
    await user.keyboard('{Enter}');
    expect(document.activeElement?.id).toBe('content');
    expect(pathNow()).toBe('/');
  });

  it('tells of a process that was started again, once', async () => {
    const bridge = running({ 'app.state': appState({ network: offline, crashes: [{ at: 1, sentence: 'Old news' }] }) });
    show(<Stage />);
    await screen.findByRole('navigation');
    const crashes = [
      { at: 2, sentence: 'The storage process ended and was started again' },
      { at: 1, sentence: 'Old news' },
    ];
    bridge.answer({ 'app.state': appState({ network: offline, crashes }) });
    expect(await screen.findByText('The storage process ended and was started again')).toBeTruthy();
    expect(screen.queryByText('Old news')).toBeNull();
  });

  it('tells of its own crash, after which it was opened again', async () => {
    const crashes = [{ at: performance.timeOrigin - 100, sentence: 'The window stopped and was opened again' }];
    running({ 'app.state': appState({ crashes }) });
    show(<Stage />);
    expect(await screen.findByText('The window stopped and was opened again')).toBeTruthy();
  });

  it('says what to do when the app does not answer', async () => {
    const bridge = running({ 'app.state': failing('The app did not answer.', 'process.crashed') });
    const { user } = show(<Stage />);
    expect((await screen.findByRole('alert')).textContent).toContain('The app did not answer.');
    bridge.answer({ 'app.state': appState({ network: offline }) }, 'quietly');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('navigation')).toBeTruthy();
  });

  it('colours the window as the settings say', async () => {
    const bridge = running({ 'settings.get': settings({ appearance: 'dark' }) });
    show(<Stage />);
    await waitFor(() => expect(bridge.inputsOf('shell.appearance')).toEqual([{ appearance: 'dark' }]));
    expect(document.documentElement.dataset['mantineColorScheme']).toBe('dark');
  });

  it('has a page for a path that leads nowhere', async () => {
    running();
    show(<Stage />, '/nowhere');
    expect(await screen.findByRole('heading', { level: 1, name: 'Nothing here' })).toBeTruthy();
    expect(screen.queryByRole('link', { current: 'page' })).toBeNull();
  });
});

describe('keys', () => {
  it('open a new job and the list of keys', async () => {
    running();
    const { user } = show(<Stage />);
    await screen.findByRole('heading', { level: 1, name: 'Home' });
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeTruthy();
    await user.keyboard('{Escape}');
    await user.keyboard('{Control>}n{/Control}');
    expect(pathNow()).toBe('/jobs/new');
  });

  it('go to a person by a few letters', async () => {
    running();
    const { user } = show(<Stage />);
    await screen.findByRole('heading', { level: 1, name: 'Home' });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('textbox', { name: 'Go to a page, a job or a person' }), 'ada');
    await user.keyboard('{Enter}');
    expect(pathNow()).toBe(`/people/${ADA}`);
  });
});

describe('dropping files', () => {
  const drag = (name: 'dragenter' | 'dragleave' | 'drop', files: File[], types = ['Files']) => {
    const event = new Event(name, { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: { types, files } });
    fireEvent(window, event);
    return event;
  };

  function Paths() {
    return <output>{useDraft().paths.join()}</output>;
  }

  it('anywhere opens the composer with their paths', async () => {
    const bridge = running();
    bridge.paths.set('creek.jpg', '/photos/creek.jpg');
    show(
      <>
        <Frame state={appState({ network: offline })} />
        <Paths />
      </>,
    );
    drag('dragenter', []);
    drag('dragenter', []);
    drag('dragleave', []);
    expect(screen.getByText('Drop to make a job')).toBeTruthy();
    const drop = drag('drop', [new File(['x'], 'creek.jpg'), new File(['x'], 'from the web')]);
    expect(drop.defaultPrevented).toBe(true);
    expect(screen.queryByText('Drop to make a job')).toBeNull();
    expect(pathNow()).toBe('/jobs/new');
    expect(screen.getByText('/photos/creek.jpg')).toBeTruthy();
    act(() => clearDraft());
  });

  it('shows nothing for text that is dragged', async () => {
    running();
    show(<Frame state={appState({ network: offline })} />);
    drag('dragenter', [], ['text/plain']);
    expect(screen.queryByText('Drop to make a job')).toBeNull();
  });
});
