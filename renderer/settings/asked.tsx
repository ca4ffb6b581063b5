/** What the app itself knows: on its way, failed, or there. It is never old, so no word about the network is said. */
import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AppError } from '../../domain/errors.js';
import { Problem } from '../ui/problem.js';

interface AskedProps<Data> {
  readonly query: UseQueryResult<Data, AppError>;
  /** As large as what it stands for, so that nothing jumps. */
  readonly skeleton: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

export function Asked<Data>({ query, skeleton, children }: AskedProps<Data>) {
  const problem = query.error && (
    <Problem
      of={query.error}
      action={
        <Button variant="default" size="xs" loading={query.isFetching} onClick={() => void query.refetch()}>
          Try again
        </Button>
      }
    />
  );
  if (query.data === undefined) {
    return (
      problem ?? (
        <div aria-busy="true">
          <span className="sr-only" role="status">
            Loading
          </span>
          {skeleton}
        </div>
      )
    );
  }
  return (
    <>
      {problem}
      {children(query.data)}
    </>
  );
}
