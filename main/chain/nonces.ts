/**
 * The nonces of one account while transactions of it are under way. What a node says is next may lag behind what it was
 * just given, while it takes in a block; so a nonce given away here is not given again before all have landed or one failed.
 */
export class Nonces {
  #next = 0;
  readonly #underWay = new Set<number>();

  /** The nonce for a transaction. @param known What the network says is next. */
  take(known: number): number {
    const nonce = this.#underWay.size > 0 ? Math.max(known, this.#next) : known;
    this.#next = nonce + 1;
    this.#underWay.add(nonce);
    return nonce;
  }

  /** A block holds it; being told again changes nothing. */
  landed(nonce: number): void {
    this.#underWay.delete(nonce);
  }

  /** It will not land: the network knows again what is next. */
  failed(nonce: number): void {
    if (this.#underWay.delete(nonce)) this.#next = 0;
  }
}
