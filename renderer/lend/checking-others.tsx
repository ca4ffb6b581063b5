/** Whether this computer checks others' work: what it brings, and what is kept for it before anybody agrees. */
import { Button } from '@mantine/core';
import type { Checking } from '../../domain/wire/ipc/lend.js';
import { mcc } from '../../domain/units.js';
import { useAct } from '../app/queries.js';
import { Credits } from '../ui/credits.js';
import { Duration } from '../ui/duration.js';
import { Moment } from '../ui/moment.js';
import { Problem } from '../ui/problem.js';
import styles from './checking-others.module.css';

export function CheckingOthers({ checking }: { readonly checking: Checking }) {
  const change = useAct('settings.change');
  const { isOn } = checking;
  return (
    <div className={styles.checking}>
      <p className={styles.words}>
        <Standing checking={checking} />
      </p>
      <Button variant="default" loading={change.isPending} onClick={() => change.mutate({ checksOthers: !isOn })}>
        {isOn ? 'Stop checking' : 'Check others too'}
      </Button>
      {change.error && <Problem of={change.error} />}
    </div>
  );
}

function Standing({ checking }: { readonly checking: Checking }) {
  const { isOn, hasSeat, depositMcc, availableMcc, noticeMs, backAt } = checking;
  const deposit = <Credits of={depositMcc} />;
  if (backAt !== undefined) {
    return (
      <>
        This computer is not drawn to check any more. Its deposit of {deposit} comes back on <Moment at={backAt} />
        {isOn && ', and then it takes a new seat'}.
      </>
    );
  }
  if (hasSeat) {
    return (
      <>
        Now and then this computer is drawn to re-compute a part of somebody’s task, and earns a fee. {deposit} are kept
        as its deposit.
      </>
    );
  }
  const left = mcc(BigInt(availableMcc) - BigInt(depositMcc));
  if (left < 0n) {
    return (
      <>
        Checking others’ work earns a fee each time. It needs a deposit of {deposit}; you have{' '}
        <Credits of={availableMcc} />
        {isOn && '. It begins once you have as much'}.
      </>
    );
  }
  if (isOn) return <>A deposit of {deposit} is being left, so that this computer may be drawn to check others’ work.</>;
  return (
    <>
      Checking others’ work earns a fee each time this computer is drawn. It needs a deposit of {deposit}, which comes
      back <Duration of={noticeMs} /> after you stop: of your <Credits of={availableMcc} /> available,{' '}
      <Credits of={left} /> would be left.
    </>
  );
}
