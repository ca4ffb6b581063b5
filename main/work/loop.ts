/**
 * Turns facts into intents: what this node has to do for the network it is in, what is due from it, and which open
 * tasks it tries to claim. Steps that anyone may push wait a random while first, shorter for those they concern, so
 * that one push is usually enough.
 */
import { type Duty, dutiesOf, dutyId } from '../../domain/duty/duties.js';
import type { TaskFact } from '../../domain/facts.js';
import type { Hex } from '../../domain/identity.js';
import { tasksToClaim } from '../../domain/schedule/schedule.js';
import { type Ms, minutes, ms, seconds } from '../../domain/units.js';
import type { NodeContext } from '../context.js';
import type { NewIntent } from '../journal/journal.js';
import { membershipIntents } from '../network/join.js';
import type { SeatTerms } from '../network/seat.js';
import { isLending } from './lending.js';
import { checkId, newCheck } from './verify.js';

const SLOTS = 1;

/** The longest that a node waits before what others may be about to do as well; it waits a random part of it. */
export interface Pace {
  readonly claim: Ms;
  /** Before a step of a task that this account is part of. */
  readonly party: Ms;
  readonly bystander: Ms;
  /** Before a claim that did not work is tried again; twice as long after each further one. */
  readonly retry: Ms;
}

/** The pace of every node but those of tests. */
export const USUAL_PACE: Pace = { claim: seconds(1), party: seconds(1), bystander: seconds(6), retry: seconds(5) };
const LONGEST_RETRY = minutes(10);

export class WorkLoop {
  /** Until when a task is left alone. */
  readonly #passedBy = new Map<Hex, number>();
  /** When each pushable step or claim may be begun; chosen at random once it is seen. */
  #dueAt = new Map<string, Ms>();
  #formerDueAt = new Map<string, Ms>();

  constructor(
    private readonly context: NodeContext,
    private readonly seats: SeatTerms,
    private readonly pace: Pace,
  ) {}

  passBy(taskId: Hex, span: 'for good' | 'for now'): void {
    const { clock } = this.context;
    const rest = Math.min(this.pace.retry * 2 ** (this.#triesOf(taskId) - 1), LONGEST_RETRY);
    this.#passedBy.set(taskId, span === 'for good' ? Number.POSITIVE_INFINITY : clock.now() + rest);
  }

  /** The tasks left alone now. */
  passedBy(): ReadonlySet<Hex> {
    const now = this.context.clock.now();
    return new Set([...this.#passedBy].flatMap(([taskId, until]) => (until > now ? [taskId] : [])));
  }

  /** Begins every intent whose time has come. */
  async tick(): Promise<void> {
    // What is not asked for any more is forgotten.
    this.#formerDueAt = this.#dueAt;
    this.#dueAt = new Map();
    const { journal } = this.context;
    const intents = [...this.#membership(), ...this.#duties(), ...this.#claims()];
    await journal.begin(intents.filter(({ id }) => !journal.get(id)));
  }

  #membership(): NewIntent[] {
    return membershipIntents(this.context, this.seats);
  }

  #duties(): NewIntent[] {
    const { facts, me, chainClock } = this.context;
    return dutiesOf(facts, me, chainClock.now()).flatMap((duty) => this.#intentOf(duty) ?? []);
  }

  #intentOf(duty: Duty): NewIntent | undefined {
    const { facts } = this.context;
    const { kind, taskId, isParty } = duty;
    const id = dutyId(duty);
    const task = facts.task(taskId);
    if (!task) return undefined;
    switch (kind) {
      case 'compute':
      case 'open':
      case 'reveal':
        return { kind, id, data: { taskId } };
      case 'check':
        return { kind, id: checkId(task), data: newCheck(this.context, task) };
      case 'collect':
        return this.#collect(task, id);
      case 'draw':
      case 'redraw':
      case 'settle':
      case 'settle-unchecked':
      case 'lapse':
      case 'expire':
        return this.#isTime(id, isParty ? this.pace.party : this.pace.bystander)
          ? { kind, id, data: { taskId } }
          : undefined;
    }
  }

  /** Only a task this node's journal knows can be collected: the names and the folder are nowhere else. */
  #collect({ taskId }: TaskFact, id: string): NewIntent | undefined {
    const jobId = this.context.journal.jobOf(taskId);
    return jobId === undefined ? undefined : { kind: 'collect', id, data: { taskId, jobId } };
  }

  #claims(): NewIntent[] {
    const { facts, me, engines, settings, clock, chainClock } = this.context;
    if (!isLending(settings.get(), clock.now()) || !facts.person(me)) return [];
    const view = {
      me,
      engines: [...engines.values()] as Hex[],
      slots: SLOTS,
      passedBy: this.passedBy(),
      now: chainClock.now(),
    };
    if (this.#isClaiming()) return [];
    return tasksToClaim(facts, view).flatMap(({ taskId }): NewIntent[] => {
      const id = `claim:${taskId}:${this.#triesOf(taskId)}`;
      return this.#isTime(id, this.pace.claim) ? [{ kind: 'claim', id, data: { taskId } }] : [];
    });
  }

  /** How often this node set out to claim a task. */
  #triesOf(taskId: Hex): number {
    return this.context.journal.ofTask(taskId).filter(({ kind }) => kind === 'claim').length;
  }

  #isClaiming(): boolean {
    return this.context.journal
      .openOnes()
      .some(({ kind }) => kind === 'claim' || kind === 'compute' || kind === 'submit');
  }

  #isTime(id: string, longest: Ms): boolean {
    const { clock, random } = this.context;
    const dueAt = this.#formerDueAt.get(id) ?? ms(clock.now() + random.fraction() * longest);
    this.#dueAt.set(id, dueAt);
    return clock.now() >= dueAt;
  }
}
