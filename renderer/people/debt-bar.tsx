/** What lies between you and one person: a bar to the left (you owe) or to the right (owed to you), and the sum. */
import { type Mcc, mcc } from '../../domain/units.js';
import { TwoBars } from '../ui/bars.js';
import { Credits } from '../ui/credits.js';
import styles from './debt-bar.module.css';

export interface Debt {
  readonly youOweMcc: string;
  readonly owesYouMcc: string;
}

/** The larger side of a debt: what a shared scale must reach. */
export function debtSize({ youOweMcc, owesYouMcc }: Debt): Mcc {
  const [youOwe, owesYou] = [BigInt(youOweMcc), BigInt(owesYouMcc)];
  return mcc(youOwe > owesYou ? youOwe : owesYou);
}

interface DebtBarProps {
  readonly debt: Debt;
  /** What a bar of full length stands for. */
  readonly scale: Mcc;
}

export function DebtBar({ debt, scale }: DebtBarProps) {
  return (
    <div className={styles.debt}>
      <div aria-hidden="true">
        <TwoBars left={debt.youOweMcc} right={debt.owesYouMcc} most={scale} bare />
      </div>
      <p className={styles.words}>
        <DebtWords debt={debt} />
      </p>
    </div>
  );
}

function DebtWords({ debt: { youOweMcc, owesYouMcc } }: { readonly debt: Debt }) {
  if (BigInt(youOweMcc) > 0n) {
    return (
      <>
        you owe <Credits of={youOweMcc} />
      </>
    );
  }
  if (BigInt(owesYouMcc) > 0n) {
    return (
      <>
        owes you <Credits of={owesYouMcc} />
      </>
    );
  }
  return <span className={styles.even}>nothing between you</span>;
}
