import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { Empty } from '../ui/empty.js';
import { Page } from '../ui/page.js';
import { HOME } from './routes.js';

/** For a path that leads nowhere. */
export function NotFound() {
  return (
    <Page title="Nothing here">
      <Empty
        title="There is no such page."
        hint="What you looked for may be gone."
        action={
          <Button component={Link} href={HOME}>
            Go to Home
          </Button>
        }
      />
    </Page>
  );
}
