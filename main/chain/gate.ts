/** Lets a few steps run at a time; the others wait, and go in the order they came. */
export class Gate {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param width How many run at a time. */
  constructor(private readonly width: number) {}

  async run<Value>(step: () => Promise<Value>): Promise<Value> {
    if (this.#running === this.width) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await step();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
