import { Button } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { useAct } from '../app/queries.js';
import { useNow } from '../ui/clock.js';
import { Problem } from '../ui/problem.js';
import { SetupButtons, SetupPage } from './setup-page.js';
import classes from './starting.module.css';

type Step = AppState['steps'][number];
const STEP_WORDS: Readonly<Record<Step['state'], string>> = { done: 'done', now: 'going on', waiting: 'still to come' };

/** While the network and the node start: what was done, what is going on, how long it has taken. */
export function Starting({ state }: { readonly state: AppState }) {
  const [since] = useState(() => Date.now());
  const leave = useAct('app.leave');
  const elapsed = Math.max(0, Math.floor((useNow() - since) / 1000));
  const done = state.steps.filter((step) => step.state === 'done').length;
  return (
    <SetupPage title="Getting ready" lead="The first start takes up to a minute; later ones are quicker.">
      <ol className={classes.steps}>
        {state.steps.map((step) => (
          <li key={step.text} className={classes.step} data-state={step.state}>
            <StepMark state={step.state} />
            {step.text}
            <span className="sr-only">, {STEP_WORDS[step.state]}</span>
          </li>
        ))}
      </ol>
      <p className={classes.elapsed}>
        {state.steps.length > 0 && `${done} of ${state.steps.length} done · `}
        {elapsed} s so far
      </p>
      {leave.error && <Problem of={leave.error} />}
      <SetupButtons>
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate(null)}>
          Choose another network
        </Button>
      </SetupButtons>
    </SetupPage>
  );
}

function StepMark({ state }: Pick<Step, 'state'>) {
  if (state === 'done') return <IconCircleCheckFilled size={20} aria-hidden="true" className={classes.mark} />;
  if (state === 'now') return <span className={classes.now} aria-hidden="true" />;
  return <IconCircle size={20} stroke={1.5} aria-hidden="true" className={classes.mark} />;
}
