/**
 * What time it is on chain. Deadlines and locks are judged by blocks' times, which a wrong clock here, or a chain whose
 * time runs apart, must not change: the difference is learned from the blocks themselves.
 */
import { type Ms, ms } from '../../domain/units.js';
import type { Clock } from '../adapters.js';

/** A block read late looks old; the youngest of the last few tells the difference best. */
const REMEMBERED_BLOCKS = 8;

export class ChainClock {
  readonly #leads: number[] = [];

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** A block of this time was just seen. */
  saw(blockTime: Ms): void {
    if (blockTime === 0) return;
    this.#leads.push(blockTime - this.clock.now());
    if (this.#leads.length > REMEMBERED_BLOCKS) this.#leads.shift();
  }

  readonly now = (): Ms => ms(this.clock.now() + (this.#leads.length > 0 ? Math.max(...this.#leads) : 0));
}
