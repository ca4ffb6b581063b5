import { Skeleton } from '@mantine/core';
import classes from './home-page.module.css';

/** Home before it is known. */
export function HomeSkeleton() {
  return (
    <>
      <div className={classes.pair}>
        <Skeleton height={190} mb="md" />
        <Skeleton height={190} mb="md" />
      </div>
      <div className={classes.pair}>
        <Skeleton height={130} mb="md" />
        <Skeleton height={130} mb="md" />
      </div>
      <Skeleton height={220} />
    </>
  );
}
