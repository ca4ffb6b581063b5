/**
 * The units every room counts in, as branded types, so that seconds never meet milliseconds
 * and no float ever holds money.
 */

declare const unit: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [unit]: Name };

/** An amount of compute credits in whole thousandths (1 mCC = 3.6 CPU-seconds of the reference machine). */
export type Mcc = Branded<bigint, 'Mcc'>;
/** A span or a moment (since the Unix epoch) in milliseconds. */
export type Ms = Branded<number, 'Ms'>;
/** A size in bytes. */
export type Bytes = Branded<number, 'Bytes'>;
/** A rate in hundredths of a percent: 10 000 is the whole. */
export type Bps = Branded<number, 'Bps'>;

export const MCC_PER_CC = 1000n;
export const WHOLE_BPS = 10_000n;

/** @throws RangeError when the amount is not a whole number. */
export function mcc(amount: bigint | number): Mcc {
  return BigInt(amount) as Mcc;
}

export function ms(span: number): Ms {
  return span as Ms;
}

export function bytes(size: number): Bytes {
  return size as Bytes;
}

export function bps(rate: number): Bps {
  return rate as Bps;
}

export const seconds = (count: number): Ms => ms(count * 1000);
export const minutes = (count: number): Ms => seconds(count * 60);
export const mebibytes = (count: number): Bytes => bytes(count * 1024 * 1024);

/** `rate` of `amount`, rounded up: for fees, bonds and penalties. */
export function shareUp(amount: Mcc, rate: Bps): Mcc {
  return ((amount * BigInt(rate) + WHOLE_BPS - 1n) / WHOLE_BPS) as Mcc;
}

/** `amount` as people read it: credits with three decimals and the unit, `1.250 CC`. */
export function formatCredits(amount: Mcc): string {
  const sign = amount < 0n ? '−' : '';
  const absolute = amount < 0n ? 0n - amount : amount;
  const whole = absolute / MCC_PER_CC;
  const rest = (absolute % MCC_PER_CC).toString().padStart(3, '0');
  return `${sign}${whole}.${rest} CC`;
}
