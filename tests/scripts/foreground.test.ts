import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runInForeground } from '../../scripts/system/foreground.mjs';

const server = createServer();
let port = 0;

beforeEach(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.close();
});

/** A program that holds a line to the test and stays until it is ended. */
const staying = () =>
  `require('node:net').connect(${port}, '127.0.0.1').on('error', () => {}).on('close', () => process.exit())`;

it('answers the exit code', async () => {
  expect(await runInForeground([process.execPath, '-e', 'process.exit(7)'], process.env)).toBe(7);
});

it.skipIf(process.platform === 'win32')('ends what a program leaves behind', async () => {
  const parent = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', process.env.STAYING], { stdio: 'ignore' });
    process.stdin.resume();
    require('node:net').connect(${port}, '127.0.0.1').once('data', () => process.exit(0)).write('parent');`;
  const lines: Socket[] = [];
  const both = new Promise<void>((resolve) => {
    server.on('connection', (line) => {
      lines.push(line);
      if (lines.length === 2) resolve();
    });
  });
  const ended = runInForeground([process.execPath, '-e', parent], { ...process.env, STAYING: staying() });
  await both;
  const closed = Promise.all(
    lines.map((line) =>
      once(
        line.on('error', () => undefined),
        'close',
      ),
    ),
  );
  for (const line of lines) line.resume().write('end');
  expect(await ended).toBe(0);
  await closed;
});

it.skipIf(process.platform === 'win32')('hands a signal on', async () => {
  const connected = once(server, 'connection');
  const runner = `import('${new URL('../../scripts/system/foreground.mjs', import.meta.url).href}')
    .then(({ runInForeground }) => runInForeground([process.execPath, '-e', process.env.STAYING], process.env))
    .then((code) => process.exit(code))`;
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, ['-e', runner], {
    env: { ...process.env, STAYING: staying() },
    stdio: 'ignore',
  });
  await connected;
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
});
