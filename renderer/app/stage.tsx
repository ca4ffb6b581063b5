import { Button } from '@mantine/core';
import { FirstRun } from '../first-run/first-run.js';
import { Starting } from '../first-run/starting.js';
import { Stopped } from '../first-run/stopped.js';
import { Problem } from '../ui/problem.js';
import { useAppearance } from './appearance.js';
import { Frame } from './frame.js';
import { useCall } from './queries.js';

/** What the window shows as a whole: choosing a network, starting it, why it stopped, or the pages. */
export function Stage() {
  useAppearance();
  const query = useCall('app.state', null);
  if (query.data === undefined) {
    if (!query.error) return null;
    return (
      <main>
        <Problem of={query.error} action={<Button onClick={() => void query.refetch()}>Try again</Button>} />
      </main>
    );
  }
  const state = query.data;
  switch (state.stage) {
    case 'first-run':
      return <FirstRun state={state} />;
    case 'starting':
      return <Starting state={state} />;
    case 'stopped':
      return <Stopped state={state} />;
    case 'running':
      return <Frame state={state} />;
  }
}
