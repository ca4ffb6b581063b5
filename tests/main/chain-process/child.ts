/** The real chain process, forked from its built file, spoken to as main does. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ErrorReport } from '../../../domain/errors.js';
import { chainCalls, fromChild, type InputOf, type OutputOf } from '../../../domain/wire/process.js';
import { disposeLater } from './networks.js';

type Opened = OutputOf<typeof chainCalls.open>;

/** A call that the child refused. */
export class Refused extends Error {
  readonly report: ErrorReport;
  constructor(report: ErrorReport) {
    super(report.message);
    this.report = report;
  }
}

export class ChainChild {
  readonly #process: ChildProcess;

  constructor() {
    this.#process = fork('out/main/workers/chain/entry.js', {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    disposeLater(() => this.kill());
  }

  /** @throws Refused */
  open(input: InputOf<typeof chainCalls.open>): Promise<Opened> {
    return new Promise((resolve, reject) => {
      this.#process.once('exit', () => reject(new Error('the child ended')));
      this.#process.on('message', (received) => {
        const message = fromChild.parse(received);
        if (message.type === 'ready') this.#process.send({ type: 'call', id: 1, name: 'open', input });
        if (message.type === 'done') resolve(chainCalls.open.output.parse(message.output));
        if (message.type === 'failed') reject(new Refused(message.error as ErrorReport));
      });
    });
  }

  /** Asks it to end. @returns its exit code. */
  async stop(): Promise<number | null> {
    const ended = once(this.#process, 'exit');
    this.#process.send({ type: 'stop' });
    return (await ended)[0] as number | null;
  }

  /** kill -9. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}
