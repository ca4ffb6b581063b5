import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AppError } from '../../domain/errors.js';
import { useCall } from '../app/queries.js';
import classes from './listing.module.css';
import { momentText, timeText } from './moment.js';
import { Problem } from './problem.js';

interface ListingProps<Data> {
  readonly query: UseQueryResult<Data, AppError>;
  readonly isEmpty: (data: Data) => boolean;
  readonly empty: ReactNode;
  /** As large as what it stands for, so that nothing jumps. */
  readonly skeleton: ReactNode;
  /** Without the line that says how old the facts are, where it would only repeat the banner above. */
  readonly isAgeless?: boolean;
  readonly children: (data: Data) => ReactNode;
}

/** Anything that is asked for, in its four states: on its way, failed, nothing there, and there (perhaps as once known). */
export function Listing<Data>({ query, isEmpty, empty, skeleton, isAgeless = false, children }: ListingProps<Data>) {
  const retry = (
    <Button variant="default" size="xs" loading={query.isFetching} onClick={() => void query.refetch()}>
      Try again
    </Button>
  );
  if (query.data === undefined) {
    if (query.error) return <Problem of={query.error} action={retry} />;
    return (
      <div aria-busy="true">
        <span className="sr-only" role="status">
          Loading
        </span>
        {skeleton}
      </div>
    );
  }
  return (
    <>
      {query.error ? <Problem of={query.error} action={retry} /> : !isAgeless && <KnownAt />}
      {isEmpty(query.data) ? empty : children(query.data)}
    </>
  );
}

/** Without a connection: says how old the facts are. */
function KnownAt() {
  const { data } = useCall('app.state', null);
  const network = data?.network;
  if (network === undefined || network.isConnected || network.lastHeardAt === undefined) return null;
  return (
    <p className={classes.known}>
      <IconCloudOff size={16} aria-hidden="true" />
      Showing what was known {knownAt(network.lastHeardAt, Date.now())}
    </p>
  );
}

function knownAt(at: number, now: number): string {
  const text = momentText(at, now);
  if (text === timeText(at)) return `at ${text}`;
  return text === 'yesterday' ? `yesterday at ${timeText(at)}` : `on ${text} at ${timeText(at)}`;
}
