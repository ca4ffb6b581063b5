/**
 * A task's life by the contracts' rules, as facts: what TaskMarket, TaskClaims, Verification and Settlement do to one
 * task, in short. A step that the contracts would refuse throws. For walks that look for a task nobody can move on.
 */
import type { RoundFact, TaskFact, VoteFact } from '../../domain/facts.js';
import type { DutyKind } from '../../domain/duty/duties.js';
import type { Address } from '../../domain/identity.js';
import { ms } from '../../domain/units.js';
import { claimOf, hashOf, taskOf } from './facts.js';

export const MINUTE = 60_000;
export const QUORUM = 24 * 60 * MINUTE;
const MOST_ROUNDS = 3;
const MOST_FAILURES = 3;
const NO_CHUNKS: readonly number[] = [];

type Step = DutyKind | 'claim' | 'submit';

export class TaskMachine {
  task: TaskFact = taskOf(1, {}, { deadline: ms(3 * 24 * 60 * MINUTE) });
  /** The chain's time. */
  now = 0;
  block = 1;
  #attempt = 0;
  #rounds = 0;
  #number = 0;

  constructor(readonly verifiers: readonly Address[]) {}

  /** @throws Error where the contracts would refuse. */
  take(step: Step, who: Address): void {
    this.block += 1;
    const { task } = this;
    const { claim } = task;
    if (step === 'claim') {
      this.#need(task.state === 'open' && who !== task.requester && this.now <= task.terms.deadline);
      this.#attempt += 1;
      this.#change({
        state: 'claimed',
        claim: claimOf({ worker: who, attempt: this.#attempt, lockedUntil: ms(this.now + 10 * MINUTE) }),
      });
      return;
    }
    if (step === 'expire')
      return this.#need(task.state === 'open' && this.now > task.terms.deadline), this.#change({ state: 'expired' });
    if (step === 'collect') return this.#need(task.state === 'accepted' && who === task.requester);
    if (!claim) throw new Error(`${step} without a claim`);
    if (step === 'compute') return this.#need(task.state === 'claimed' && who === claim.worker);
    if (step === 'lapse') return this.#need(task.state === 'claimed' && this.now > claim.lockedUntil), this.#reopen();
    if (step === 'submit') {
      this.#need(task.state === 'claimed' && who === claim.worker && this.now <= claim.lockedUntil);
      this.#rounds = 0;
      const sealed = { seal: hashOf(9), at: ms(this.now), block: this.block, computeTime: ms(1) };
      return this.#change({ state: 'sealed', claim: { ...claim, sealed } });
    }
    if (step === 'settle-unchecked') {
      this.#need(task.state === 'sealed' && this.now > (claim.sealed?.at ?? 0) + QUORUM);
      return this.#change({ state: 'expired' });
    }
    if (step === 'draw') return this.#draw(claim.sealed?.block ?? 0);
    if (step === 'settle') return this.#settle();
    this.#inRound(step, who);
  }

  #draw(sealBlock: number): void {
    this.#need(this.task.state === 'sealed');
    if (this.#rounds === 0) this.#arm(sealBlock + 1);
    this.#need(this.block > (this.task.round?.seedBlock ?? 0));
    // A draw that finds too few verifiers is refused and undoes its own arming.
    this.#need(this.verifiers.length > 0);
    const votes = this.verifiers.map((verifier): VoteFact => ({ verifier, committed: false }));
    this.#enter('committing', { votes, chunks: [0] });
    this.#change({ state: 'checking' });
  }

  #inRound(step: 'check' | 'open' | 'reveal' | 'redraw', who: Address): void {
    const { round, claim, state } = this.task;
    this.#need(state === 'checking' && round !== undefined);
    if (!round) return;
    const isOver = this.now > round.phaseEndsAt;
    if (step === 'redraw') {
      this.#need(round.phase === 'committing' && isOver);
      if (this.#rounds >= MOST_ROUNDS) return this.#change({ round: { ...round, phase: 'none', phaseEndsAt: ms(0) } });
      this.#arm(this.block + 1);
      return this.#change({ state: 'sealed' });
    }
    this.#need(!isOver);
    if (step === 'open') {
      this.#need(round.phase === 'opening' && who === claim?.worker);
      return this.#enter('revealing', {});
    }
    const mine = round.votes.find(({ verifier }) => verifier === who);
    this.#need(mine !== undefined);
    if (step === 'check') {
      this.#need(round.phase === 'committing' && mine?.committed === false);
      const votes = round.votes.map((vote) => (vote === mine ? { ...vote, committed: true } : vote));
      this.#change({ round: { ...round, votes } });
      if (votes.every(({ committed }) => committed)) this.#enter('opening', { votes });
      return;
    }
    this.#need(round.phase === 'revealing' && mine?.revealed === undefined);
    const votes = round.votes.map((vote) =>
      vote === mine ? { ...vote, revealed: { digests: [], agrees: true } } : vote,
    );
    this.#change({ round: { ...round, votes } });
  }

  #settle(): void {
    const { round, state } = this.task;
    this.#need(state === 'checking' && round !== undefined);
    if (!round) return;
    const isOver = this.now > round.phaseEndsAt;
    const isAll = round.votes.every(({ revealed }) => revealed);
    if (round.phase === 'none' || (round.phase === 'opening' && isOver)) return this.#reopen();
    this.#need(round.phase === 'revealing' && (isAll || isOver));
    if (isAll) return this.#change({ state: 'accepted' });
    this.#reopen();
  }

  #arm(seedBlock: number): void {
    this.#rounds += 1;
    this.#number += 1;
    const round: RoundFact = {
      number: this.#number,
      phase: 'none',
      phaseEndsAt: ms(0),
      seedBlock,
      chunks: NO_CHUNKS,
      votes: [],
    };
    this.#change({ round });
  }

  #enter(phase: RoundFact['phase'], more: Partial<RoundFact>): void {
    const { round } = this.task;
    if (round) this.#change({ round: { ...round, ...more, phase, phaseEndsAt: ms(this.now + 5 * MINUTE) } });
  }

  #reopen(): void {
    const failures = this.task.failures + 1;
    const goesOn = this.now <= this.task.terms.deadline && failures < MOST_FAILURES;
    const { claim: _claim, round: _round, ...rest } = this.task;
    this.task = goesOn ? { ...rest, state: 'open', failures } : { ...this.task, state: 'expired', failures };
  }

  #change(more: Partial<TaskFact>): void {
    this.task = { ...this.task, ...more };
  }

  #need(holds: boolean): void {
    if (!holds) throw new Error(`the contracts refuse this in ${this.task.state} ${this.task.round?.phase ?? ''}`);
  }
}
