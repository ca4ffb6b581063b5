import { Button } from '@mantine/core';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { useAct } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import { SetupButtons, SetupPage } from './setup-page.js';

const UNTOLD = { code: 'bug', message: 'It stopped without a reason. Try again; the log may say more.' };

/** The node was to run and cannot: why, and the ways on. */
export function Stopped({ state }: { readonly state: AppState }) {
  const retry = useAct('app.retry');
  const leave = useAct('app.leave');
  const openLogs = useAct('shell.openLogs');
  const error = retry.error ?? leave.error ?? openLogs.error;
  return (
    <SetupPage title="Corehour could not go on" lead="Your jobs, your credits and what others owe you are kept.">
      <div style={{ marginTop: '1.5rem', display: 'grid', gap: '0.5rem' }}>
        <Problem of={state.problem ?? UNTOLD} />
        {error && <Problem of={error} />}
      </div>
      <SetupButtons>
        <Button loading={retry.isPending} onClick={() => retry.mutate(null)}>
          Try again
        </Button>
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate(null)}>
          Choose another network
        </Button>
        <Button variant="default" onClick={() => openLogs.mutate(null)}>
          Open the log folder
        </Button>
      </SetupButtons>
    </SetupPage>
  );
}
