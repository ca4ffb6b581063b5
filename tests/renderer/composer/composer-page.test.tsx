// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/errors.js';
import { MOST_FILES } from '../../../domain/wire/ipc/jobs.js';
import { ComposerPage } from '../../../renderer/composer/composer-page.js';
import { clearDraft, openDraft } from '../../../renderer/composer/draft.js';
import { startOrder } from '../../../renderer/composer/order-store.js';
import { appState, jobQuote, kindCard, settings } from '../examples.js';
import { type Answers, failing, installBridge, never } from '../fake-bridge.js';
import { giveSizes } from '../jobs/scroller.js';
import { pathNow, show } from '../show.js';
import { FIELDS, filesOf } from './form-data.js';

giveSizes();
beforeEach(() => {
  clearDraft();
  startOrder();
});

const KIND = kindCard({
  fields: FIELDS,
  presets: [
    { label: 'Web: JPEG', options: { longestSide: 1600 } },
    { label: 'Small: 400 px', options: { longestSide: 400 } },
  ],
});
const FOLDER = '/home/robin/Pictures/Corehour';
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const fileOf = (path: string) => ({ path, name: nameOf(path), size: 1_000_000 });

/** Pictures are understood, texts are refused. */
const quoteOf: Answers['jobs.quote'] = ({ paths }) => {
  const figures = { width: 4032, height: 3024, megapixels: 12.2, format: 'jpeg', rotated: true };
  return jobQuote({
    files: paths.filter((path) => path.endsWith('.jpg')).map((path) => ({ ...fileOf(path), figures })),
    refused: paths
      .filter((path) => path.endsWith('.txt'))
      .map((path) => ({ path, code: 'input.not-an-image', message: `${nameOf(path)} is not a picture.` })),
  });
};

/** More is set aside than work and usual fees. */
const reserving: Answers['jobs.quote'] = (input) => ({
  ...(quoteOf as (input: unknown) => ReturnType<typeof jobQuote>)(input),
  setAsideMcc: '175',
});

const ANSWERS: Answers = {
  'app.state': appState(),
  'settings.get': settings(),
  'jobs.kinds': [KIND],
  'jobs.quote': quoteOf,
  'jobs.order': { jobId: 'job-7' },
  'jobs.preview': ({ path, made }) => ({
    url: `app://corehour/preview/${nameOf(path)}`,
    width: made ? 1600 : 4032,
    height: made ? 1200 : 3024,
    size: made ? 250_000 : 1_000_000,
  }),
  'files.list': ({ paths }) => ({ files: paths.map(fileOf), leftOut: 0, unreadable: [] }),
  'shell.chooseFiles': { paths: ['/photos/a.jpg', '/photos/b.jpg'] },
  'shell.chooseFolder': { paths: ['/elsewhere'] },
};

function open(answers: Answers = {}) {
  const bridge = installBridge({ ...ANSWERS, ...answers });
  return { bridge, ...show(<ComposerPage />, '/jobs/new') };
}

const drop = (...paths: string[]) => act(async () => openDraft(paths));
const post = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Post job' });
const canPost = () => expect.poll(() => post().disabled).toBe(false);
const sum = () => within(screen.getByRole('complementary', { name: 'The sum' }));

describe('from files to a posted job', () => {
  it('goes by keyboard alone: drop, set an option, post', async () => {
    const { bridge, user } = open();
    expect(post().disabled).toBe(true);
    expect(screen.getByText('Choose files first.')).toBeDefined();
    await drop('/photos/a.jpg');
    expect(await screen.findByText('4032 × 3024, 12.2 MP, JPEG, rotated')).toBeDefined();
    await canPost();
    const side = screen.getByRole('textbox', { name: 'Longest side' });
    for (let steps = 0; document.activeElement !== side; steps += 1) {
      expect(steps).toBeLessThan(40);
      await user.tab();
    }
    await user.keyboard('{Control>}a{/Control}800');
    await canPost();
    for (let steps = 0; document.activeElement !== post(); steps += 1) {
      expect(steps).toBeLessThan(40);
      await user.tab();
    }
    await user.keyboard('{Enter}');
    await expect.poll(pathNow).toBe('/jobs/job-7');
    const options = { mode: 'longest', longestSide: 800, width: 1280, keep: false };
    expect(bridge.inputsOf('jobs.order')).toEqual([
      { kind: 'image_resize', paths: ['/photos/a.jpg'], options, folder: FOLDER },
    ]);
    expect(screen.queryByText('a.jpg')).toBeNull();
  });

  it('takes files from the dialog and shows the whole price, before and after', async () => {
    const { user } = open({ 'jobs.quote': reserving });
    await user.click(screen.getByRole('button', { name: 'Choose files' }));
    await canPost();
    expect(screen.getByText('2 files, 2.0 MB')).toBeDefined();
    const terms = screen.getAllByRole('definition').map((value) => value.textContent);
    expect(terms).toEqual([
      '0.100\u00a0CC',
      '0.005\u00a0CC',
      '0.035\u00a0CC',
      '0.035\u00a0CC',
      '0.175\u00a0CC',
      '4.250\u00a0CC',
      '4.075\u00a0CC',
    ]);
    expect(screen.getByText('Less than 2 minutes; 4 computers could take it now.')).toBeDefined();
    expect(screen.getByText(/not encrypted yet/)).toBeDefined();
    expect(await screen.findByText(/All is settled on My computer/)).toBeDefined();
    expect(sum().getByText('2 photos · less than 2 minutes')).toBeDefined();
  });

  it('shows the first file before and after, with sizes', async () => {
    open();
    await drop('/photos/a.jpg', '/photos/b.jpg');
    expect(await screen.findByRole('img', { name: 'a.jpg as it is' })).toBeDefined();
    expect(await screen.findByRole('img', { name: 'a.jpg as it will be' })).toBeDefined();
    expect(await screen.findByText('1600 × 1200 · 250 kB, 75 % smaller')).toBeDefined();
  });

  it('keeps what was chosen while looking at another page, and puts results where told', async () => {
    const { user, bridge, unmount } = open();
    await drop('/photos/a.jpg');
    await canPost();
    await user.click(screen.getByRole('button', { name: 'Change where the results go' }));
    unmount();
    show(<ComposerPage />, '/jobs/new');
    expect(await screen.findByText('a.jpg')).toBeDefined();
    await canPost();
    await user.click(post());
    await expect.poll(() => bridge.inputsOf('jobs.order')[0]?.folder).toBe('/elsewhere');
  });

  it('says why it was not posted and keeps everything', async () => {
    const { user } = open({
      'jobs.order': failing('Choose another folder: this one cannot be written.', 'storage.not-writable'),
    });
    await drop('/photos/a.jpg');
    await canPost();
    await user.click(post());
    expect((await screen.findByRole('alert')).textContent).toContain('Choose another folder');
    expect(screen.getByText('a.jpg')).toBeDefined();
    expect(pathNow()).toBe('/jobs/new');
  });
});

describe('files that will not do', () => {
  it('are named with the reason, left out of the order, and removed at once', async () => {
    const { user, bridge } = open();
    await drop('/photos/a.jpg', '/photos/notes.txt');
    expect(await screen.findByText('notes.txt is not a picture.')).toBeDefined();
    await canPost();
    await user.click(post());
    await expect.poll(() => bridge.inputsOf('jobs.order')[0]?.paths).toEqual(['/photos/a.jpg']);
  });

  it('can be taken out together, or one by one with the focus going on', async () => {
    const { user } = open();
    await drop('/photos/a.jpg', '/photos/b.jpg', '/photos/notes.txt');
    await user.click(await screen.findByRole('button', { name: 'Remove it' }));
    expect(screen.queryByText('notes.txt')).toBeNull();
    screen.getByRole('button', { name: 'Remove a.jpg' }).focus();
    await user.keyboard('{Enter}');
    expect(screen.queryByText('a.jpg')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove b.jpg' }));
  });

  it('that are gone by now are refused like others', async () => {
    open({
      'jobs.quote': (input) => {
        if (input.paths.includes('/photos/gone.jpg')) {
          throw new AppError('input.file-changed', 'gone.jpg is gone.', { data: { path: '/photos/gone.jpg' } });
        }
        return jobQuote({ files: input.paths.map((path) => ({ ...fileOf(path), figures: {} })) });
      },
    });
    await drop('/photos/a.jpg', '/photos/gone.jpg');
    expect(await screen.findByText('gone.jpg is gone.')).toBeDefined();
    await canPost();
  });

  it('leave nothing to post where they are all there is', async () => {
    open();
    await drop('/photos/notes.txt');
    expect(await screen.findByText('None of these files can be computed. Choose others.')).toBeDefined();
    expect(post().disabled).toBe(true);
  });

  it('beyond the most are counted; the rest is looked at in parts and drawn as far as seen', async () => {
    const names = Array.from({ length: MOST_FILES }, (_, index) => `${index}.jpg`);
    const { bridge } = open({ 'files.list': { files: filesOf(names), leftOut: 3000, unreadable: [] } });
    await drop('/photos');
    expect(
      await screen.findByText(
        'A job takes at most 2000 files, so 3000 files were left out. Order the rest as another job.',
      ),
    ).toBeDefined();
    await expect.poll(() => post().disabled, { timeout: 20_000 }).toBe(false);
    const parts = bridge.inputsOf('jobs.quote').map(({ paths }) => paths.length);
    expect(Math.max(...parts.slice(0, -1))).toBeLessThan(50);
    expect(parts.at(-1)).toBe(MOST_FILES);
    expect(within(screen.getByRole('list', { name: 'Files of the job' })).getAllByRole('listitem').length).toBeLessThan(
      50,
    );
  });

  it('that cannot be read are named', async () => {
    const unreadable = [{ path: '/locked', message: 'The folder locked may not be read. Ask its owner.' }];
    open({ 'files.list': { files: [], leftOut: 0, unreadable } });
    await drop('/locked');
    expect(await screen.findByText('The folder locked may not be read. Ask its owner.')).toBeDefined();
  });

  it('come back with Undo', async () => {
    const { user } = open();
    await drop('/photos/a.jpg', '/photos/b.jpg');
    await user.click(await screen.findByRole('button', { name: 'Remove all' }));
    expect(screen.queryByText('a.jpg')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('a.jpg')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});

describe('options', () => {
  it('say at the field what is wrong, and nothing is posted', async () => {
    const { user } = open();
    await drop('/photos/a.jpg');
    await canPost();
    const side = screen.getByRole('textbox', { name: 'Longest side' });
    await user.clear(side);
    expect(await screen.findByText('Choose a whole number from 1 to 16383.')).toBeDefined();
    expect(side.getAttribute('aria-invalid')).toBe('true');
    expect(post().disabled).toBe(true);
    await user.type(side, '900');
    await canPost();
    expect(screen.queryByText('Choose a whole number from 1 to 16383.')).toBeNull();
  });

  it('that the kind refuses are told at the field it names, or else above the preview', async () => {
    const refuse = (data?: { name: string }) => (input: { options: Record<string, unknown> }) => {
      if (input.options['longestSide'] === 9) {
        throw new AppError('input.bad-option', 'That is too small to see.', data ? { data } : {});
      }
      return (quoteOf as (input: unknown) => ReturnType<typeof jobQuote>)(input);
    };
    const { user, bridge } = open({ 'jobs.quote': refuse({ name: 'longestSide' }) });
    await drop('/photos/a.jpg');
    const side = await screen.findByRole('textbox', { name: 'Longest side' });
    await canPost();
    await user.clear(side);
    await user.type(side, '9');
    await expect.poll(() => side.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('That is too small to see.')).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
    bridge.answer({ 'jobs.quote': refuse() });
    expect((await screen.findByRole('alert')).textContent).toContain('That is too small to see.');
    expect(post().disabled).toBe(true);
  });

  it('come in presets, and are called one’s own when they are none', async () => {
    const { user } = open();
    await drop('/photos/a.jpg');
    expect((await screen.findByRole<HTMLInputElement>('radio', { name: 'Web JPEG' })).checked).toBe(true);
    await user.click(screen.getByRole('radio', { name: 'Small 400 px' }));
    const side = screen.getByRole<HTMLInputElement>('textbox', { name: 'Longest side' });
    expect(side.value).toBe('400');
    expect(screen.getByText(/^A preset/)).toBeDefined();
    await user.type(side, '1');
    expect(screen.getByText(/^Your own choice/)).toBeDefined();
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Small 400 px' }).checked).toBe(false);
  });

  it('offer the kind only where there is a choice', async () => {
    const film = kindCard({ id: 'video', label: 'Film', extensions: ['mp4'] });
    const { unmount } = open();
    await drop('/photos/a.jpg');
    await canPost();
    expect(screen.queryByRole('radiogroup', { name: 'Kind of work' })).toBeNull();
    unmount();
    open({ 'jobs.kinds': [KIND, film] });
    const kinds = await screen.findByRole('radiogroup', { name: 'Kind of work' });
    expect(within(kinds).getByRole<HTMLInputElement>('radio', { name: 'Resize photos' }).checked).toBe(true);
  });
});

describe('the price', () => {
  it('that is too high is said so, with the way to more', async () => {
    const short = { setAsideMcc: '9000', isAffordable: false };
    open({
      'jobs.quote': (input) => ({ ...(quoteOf as (input: unknown) => ReturnType<typeof jobQuote>)(input), ...short }),
    });
    await drop('/photos/a.jpg');
    expect(await screen.findByText(/That is more than you have/)).toBeDefined();
    expect(screen.getByRole('link', { name: 'Go to Lend' }).getAttribute('href')).toBe('#/lend');
    expect(
      sum().getByText((_, element) => element?.textContent === '4.750\u00a0CC' && element.tagName === 'DD'),
    ).toBeDefined();
    expect(post().disabled).toBe(true);
  });

  it('says so when nobody is there to compute it, and posts all the same', async () => {
    open({
      'jobs.quote': (input) => ({ ...(quoteOf as (input: unknown) => ReturnType<typeof jobQuote>)(input), workers: 0 }),
    });
    await drop('/photos/a.jpg');
    expect(await screen.findByText('Nobody is there to compute it now; it waits until somebody is.')).toBeDefined();
    await canPost();
  });

  it('tells what it is looking at when that takes a while', async () => {
    open({ 'jobs.quote': never });
    await drop('/photos/a.jpg', '/photos/b.jpg');
    expect(await screen.findByText('Looking at 2 files: 0 done', {}, { timeout: 3000 })).toBeDefined();
    expect(screen.getByText('Looking at the files…')).toBeDefined();
  });

  it('that cannot be had is asked for again', async () => {
    const { user, bridge } = open({ 'jobs.quote': failing('The network does not answer.') });
    await drop('/photos/a.jpg');
    expect((await screen.findByRole('alert')).textContent).toContain('The network does not answer.');
    bridge.answer({ 'jobs.quote': quoteOf }, 'quietly');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await canPost();
  });
});

describe('the list of files', () => {
  it('says what went wrong when they cannot be listed', async () => {
    open({ 'files.list': failing('The folder is gone. Choose another.', 'storage.not-found') });
    await drop('/gone');
    expect((await screen.findByRole('alert')).textContent).toContain('The folder is gone.');
  });

  it('says that they are being listed', async () => {
    open({ 'files.list': never });
    await drop('/photos');
    expect(await screen.findByText('Listing the files…')).toBeDefined();
  });
});
