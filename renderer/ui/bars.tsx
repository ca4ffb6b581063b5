import { type Mcc, mcc } from '../../domain/units.js';
import classes from './bars.module.css';
import { Credits, creditsText } from './credits.js';

const WHOLE = 1000n;

interface TwoBarsProps {
  /** What you owe, in mCC. */
  readonly left: string | Mcc;
  /** What is owed to you, in mCC. */
  readonly right: string | Mcc;
  /** What a full bar stands for, in mCC; the larger of the two by default. Rows under one another share one. */
  readonly most?: string | Mcc;
  /** Only the bars: the figures stand elsewhere in the row. */
  readonly bare?: boolean;
}

/** You owe to the left, owed to you to the right, on one scale from the middle. */
export function TwoBars({ left, right, most, bare = false }: TwoBarsProps) {
  const [owe, owed] = [mcc(BigInt(left)), mcc(BigInt(right))];
  const scale = most === undefined ? mcc(owe > owed ? owe : owed) : mcc(BigInt(most));
  return (
    <div className={classes.both} data-bare={bare}>
      {!bare && (
        <div className={classes.figures}>
          <span>
            <span className={classes.label}>You owe</span> <Credits of={owe} />
          </span>
          <span>
            <span className={classes.label}>Owed to you</span> <Credits of={owed} />
          </span>
        </div>
      )}
      <div
        className={classes.track}
        role="img"
        aria-label={`You owe ${creditsText(owe)}, owed to you ${creditsText(owed)}`}
      >
        <span className={classes.half} data-side="left">
          {owe > 0n && <span className={classes.bar} style={{ width: share(owe, scale) }} />}
        </span>
        <span className={classes.half} data-side="right">
          {owed > 0n && <span className={classes.bar} style={{ width: share(owed, scale) }} />}
        </span>
      </div>
    </div>
  );
}

/** A share as a width. */
function share(amount: Mcc, whole: Mcc): string {
  const thousandths = whole <= amount ? WHOLE : (amount * WHOLE) / whole;
  return `${Number(thousandths) / 10}%`;
}
