import { type Mcc, formatCredits, mcc } from '../../domain/units.js';
import classes from './credits.module.css';

interface CreditsProps {
  /** mCC, as text from the app or as counted here. */
  readonly of: string | Mcc;
  /** With a plus sign above nothing. */
  readonly signed?: boolean;
  readonly size?: 'text' | 'large' | 'display';
}

/** An amount of credits: `1.250 CC`. The only place where money becomes text in the window. */
export function Credits({ of, signed = false, size = 'text' }: CreditsProps) {
  const text = creditsText(of, signed);
  const [number = '', unit = ''] = text.split(' ');
  return (
    <span className={classes.credits} data-size={size}>
      {number}
      <span className={classes.unit}>
        {'\u00a0'}
        {unit}
      </span>
    </span>
  );
}

/** The same as text, for labels that cannot hold an element. */
export function creditsText(of: string | Mcc, signed = false): string {
  const amount = mcc(BigInt(of));
  return `${signed && amount > 0n ? '+' : ''}${formatCredits(amount)}`;
}
