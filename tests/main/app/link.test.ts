/** The thread's ends of what the desktop does for it: children, and secrets. */
import { describe, expect, it } from 'vitest';
import { LinkSecrets } from '../../../main/app/link-secrets.js';
import { LinkSpawner } from '../../../main/app/link-spawner.js';
import type { ToDesktop } from '../../../main/app/link.js';

const REQUEST = { name: 'task', entry: '/task.js', memory: 1, priority: 0 } as unknown as Parameters<
  LinkSpawner['spawn']
>[0];

describe('children that the desktop starts', () => {
  it('are told apart, and hear and say only their own', () => {
    const sent: ToDesktop[] = [];
    const spawner = new LinkSpawner((message) => sent.push(message));
    const heard: string[] = [];
    const [first, second] = [spawner.spawn(REQUEST), spawner.spawn(REQUEST)];
    for (const [name, child] of [
      ['first', first],
      ['second', second],
    ] as const) {
      child.onStart((pid) => heard.push(`${name} started ${pid}`));
      child.onMessage((message) => heard.push(`${name} said ${String(message)}`));
      child.onLine((line) => heard.push(`${name} wrote ${line}`));
      child.onExit(({ code }) => heard.push(`${name} exited ${code}`));
    }
    expect(second.pid()).toBeUndefined();
    spawner.take({ type: 'started', id: 2, pid: 42 });
    spawner.take({ type: 'said', id: 1, message: 'hello' });
    spawner.take({ type: 'line', id: 2, line: 'a line' });
    spawner.take({ type: 'ipc', id: 1, name: 'app.state', input: null });
    spawner.take({ type: 'secret-done', id: 1, content: Buffer.of(1) });
    spawner.take({ type: 'exited', id: 2, exit: { code: 0, signal: null } });
    spawner.take({ type: 'exited', id: 2, exit: { code: 1, signal: null } });
    spawner.take({ type: 'said', id: 2, message: 'from the grave' });
    expect(heard).toEqual(['second started 42', 'first said hello', 'second wrote a line', 'second exited 0']);
    expect([first.pid(), second.pid()]).toEqual([undefined, 42]);
    first.kill();
    expect(sent.at(-1)).toEqual({ type: 'kill', id: 1 });
  });

  it('tell a late listener of a start that was', () => {
    const spawner = new LinkSpawner(() => undefined);
    const child = spawner.spawn(REQUEST);
    spawner.take({ type: 'started', id: 1, pid: 42 });
    const pids: number[] = [];
    child.onStart((pid) => pids.push(pid));
    expect(pids).toEqual([42]);
  });
});

describe('secrets that the desktop keeps', () => {
  it('come back to who asked, in whatever order, or fail with what was told', async () => {
    const sent: ToDesktop[] = [];
    const secrets = new LinkSecrets('keyring', (message) => sent.push(message));
    const [sealed, opened, refused] = [
      secrets.seal(Buffer.from('a')),
      secrets.open(Buffer.from('b')),
      secrets.open(Buffer.from('c')),
    ];
    expect(sent.map((message) => message.type === 'secret' && message.act)).toEqual(['seal', 'open', 'open']);
    secrets.take({ type: 'secret-failed', id: 3, error: { code: 'wallet.locked', message: 'Locked.' } });
    secrets.take({ type: 'secret-done', id: 2, content: Buffer.from('opened') });
    secrets.take({ type: 'secret-done', id: 1, content: Buffer.from('sealed') });
    secrets.take({ type: 'secret-done', id: 1, content: Buffer.from('twice') });
    expect(Buffer.from(await sealed).toString()).toBe('sealed');
    expect(Buffer.from(await opened).toString()).toBe('opened');
    await expect(refused).rejects.toMatchObject({ code: 'wallet.locked' });
  });
});
