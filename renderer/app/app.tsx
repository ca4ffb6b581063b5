import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ErrorBoundary } from './error-boundary.js';
import { Stage } from './stage.js';
import { resolveVariables, theme } from './theme.js';

/** The scheme of last time, so that the first picture of the window already has it. */
const schemes = localStorageColorSchemeManager({ key: 'corehour-appearance' });

/** Everything in the window. */
export function App({ queries }: { readonly queries: QueryClient }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <ErrorBoundary>
        <QueryClientProvider client={queries}>
          <Router hook={useHashLocation}>
            <Notifications position="bottom-right" autoClose={8000} />
            <Stage />
          </Router>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
