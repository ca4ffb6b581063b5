import { Skeleton } from '@mantine/core';
import { Section } from '../ui/section.js';
import classes from './home-page.module.css';

/** Home before it is known: its headings, and figures and lines of about their final size. */
export function HomeSkeleton() {
  return (
    <>
      <div className={classes.pair}>
        <Section title="Available">
          <Skeleton height={48} width={220} mb="xs" />
          <Lines count={4} />
        </Section>
        <Section title="This computer">
          <Lines count={2} />
        </Section>
      </div>
      <div className={classes.pair}>
        <Section title="My jobs under way">
          <Lines count={3} />
        </Section>
        <Section title="You owe, and owed to you">
          <Lines count={2} />
        </Section>
      </div>
      <Section title="What happened">
        <Lines count={6} />
      </Section>
    </>
  );
}

function Lines({ count }: { readonly count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <Skeleton key={index} height={12} mb={14} width={`${82 - ((index * 29) % 40)}%`} />
  ));
}
