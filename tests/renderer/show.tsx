/** Renders a screen as the window does: theme, queries that follow the bridge, and a route. */
import { MantineProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, cleanup, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import { Router } from 'wouter';
import { navigate, useHashLocation } from 'wouter/use-hash-location';
import { createQueries, followChanges } from '../../renderer/app/queries.js';
import { resolveVariables, theme } from '../../renderer/app/theme.js';

const ends: (() => void)[] = [];

afterEach(() => {
  notifications.clean();
  cleanup();
  for (const end of ends.splice(0)) end();
  localStorage.clear();
});

/** What was rendered, and a person to use it. */
export interface Shown extends RenderResult {
  readonly user: UserEvent;
}

/** Shows `screen` at a path of `renderer/app/routes.ts`. Install a bridge first. */
export function show(screen: ReactNode, path = '/'): Shown {
  navigate(path);
  const queries = createQueries();
  ends.push(followChanges(queries), () => queries.clear());
  const result = render(
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} env="test">
      <QueryClientProvider client={queries}>
        <Router hook={useHashLocation}>
          <Notifications />
          {screen}
        </Router>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return Object.assign(result, { user: userEvent.setup() });
}

/** Where the window is now, as a path of the routes. */
export function pathNow(): string {
  return window.location.hash.replace(/^#/, '') || '/';
}
