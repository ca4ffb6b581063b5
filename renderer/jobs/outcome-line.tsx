import { Button } from '@mantine/core';
import { useAct } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import classes from './outcome-line.module.css';

/** What became of something the person asked for on this page. */
export type Outcome =
  | { readonly text: string; readonly show?: string }
  | { readonly problem: { readonly code: string; readonly message: string } };

/** The outcome where the person is looking, with a way to what was made. */
export function OutcomeLine({ outcome }: { readonly outcome: Outcome }) {
  const show = useAct('shell.show');
  if ('problem' in outcome) {
    return (
      <div className={classes.space}>
        <Problem of={outcome.problem} />
      </div>
    );
  }
  const path = outcome.show;
  return (
    <div className={`${classes.line} ${classes.space}`} role="status">
      <p>{outcome.text}</p>
      {path !== undefined && (
        <Button size="compact-sm" variant="subtle" onClick={() => show.mutate({ path })}>
          Show in folder
        </Button>
      )}
      {show.error && <Problem of={show.error} />}
    </div>
  );
}
