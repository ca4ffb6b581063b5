import { Skeleton } from '@mantine/core';
import classes from '../ui/page.module.css';

/** For the moment in which a page itself is loaded. */
export function PageLoading() {
  return (
    <div className={classes.page} aria-busy="true">
      <span className="sr-only" role="status">
        Loading
      </span>
      <Skeleton height={28} width={160} />
    </div>
  );
}
