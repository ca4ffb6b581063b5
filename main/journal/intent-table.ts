/** The intents in memory, found by id, kind, job and task without looking at the others. */
import type { Hex } from '../../domain/identity.js';
import type { Intent, IntentKind, JobTask } from './intents.js';

/** What an intent may be about. */
interface About {
  readonly jobId?: string;
  readonly taskId?: Hex;
  readonly tasks?: readonly JobTask[];
}

export class IntentTable {
  /** In the order they were opened. */
  readonly #byId = new Map<string, Intent>();
  readonly #open = new Set<string>();
  readonly #idsOfKind = new Map<IntentKind, Set<string>>();
  readonly #idsOfJob = new Map<string, Set<string>>();
  readonly #idsOfTask = new Map<Hex, Set<string>>();
  readonly #jobOfTask = new Map<Hex, string>();

  get(id: string): Intent | undefined {
    return this.#byId.get(id);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  all(): Intent[] {
    return [...this.#byId.values()];
  }

  openOnes(): Intent[] {
    return this.#of(this.#open);
  }

  ofKind<Kind extends IntentKind>(kind: Kind): Intent<Kind>[] {
    return this.#of(this.#idsOfKind.get(kind)) as Intent<Kind>[];
  }

  ofJob(jobId: string): Intent[] {
    return this.#of(this.#idsOfJob.get(jobId));
  }

  ofTask(taskId: Hex): Intent[] {
    return this.#of(this.#idsOfTask.get(taskId));
  }

  jobOf(taskId: Hex): string | undefined {
    return this.#jobOfTask.get(taskId);
  }

  /** Puts an intent in, or its later state in place of the former; what it is about never changes. */
  set(intent: Intent): void {
    const { id, kind } = intent;
    this.#byId.set(id, intent);
    if (intent.outcome === undefined) this.#open.add(id);
    else this.#open.delete(id);
    const about = intent.data as About;
    enter(this.#idsOfKind, kind, id);
    if (about.jobId !== undefined) enter(this.#idsOfJob, about.jobId, id);
    if (about.taskId !== undefined) enter(this.#idsOfTask, about.taskId, id);
    if (kind !== 'post' || about.jobId === undefined) return;
    for (const { taskId } of about.tasks ?? []) this.#jobOfTask.set(taskId, about.jobId);
  }

  /** Forgets an intent; the job of a task stays known. */
  delete(id: string): void {
    const intent = this.#byId.get(id);
    if (!intent) return;
    const about = intent.data as About;
    this.#byId.delete(id);
    this.#open.delete(id);
    this.#idsOfKind.get(intent.kind)?.delete(id);
    if (about.jobId !== undefined) this.#idsOfJob.get(about.jobId)?.delete(id);
    if (about.taskId !== undefined) this.#idsOfTask.get(about.taskId)?.delete(id);
  }

  #of(ids: Iterable<string> = []): Intent[] {
    return [...ids].flatMap((id) => this.#byId.get(id) ?? []);
  }
}

function enter<Key>(index: Map<Key, Set<string>>, key: Key, id: string): void {
  const ids = index.get(key) ?? new Set<string>();
  ids.add(id);
  index.set(key, ids);
}
