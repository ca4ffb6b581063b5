import { useCall } from '../app/queries.js';
import { Listing } from '../ui/listing.js';
import { Page } from '../ui/page.js';
import { Section } from '../ui/section.js';
import { Balance } from './balance.js';
import { Happenings } from './happenings.js';
import classes from './home-page.module.css';
import { HomeSkeleton } from './home-skeleton.js';
import { JobsUnderWay } from './jobs-under-way.js';
import { Owing } from './owing.js';
import { SaveWordsReminder } from './save-words-reminder.js';
import { ThisComputer } from './this-computer.js';

/** How am I doing? */
export function HomePage() {
  const query = useCall('home.page', null);
  return (
    <Page title="Home">
      <Listing query={query} isAgeless isEmpty={() => false} empty={null} skeleton={<HomeSkeleton />}>
        {(home) => (
          <>
            {home.shouldSaveWords && <SaveWordsReminder />}
            <div className={classes.pair}>
              <Balance home={home} />
              <ThisComputer lend={home.lend} />
            </div>
            <div className={classes.pair}>
              <Section title="My jobs under way">
                <JobsUnderWay rows={home.jobs} />
              </Section>
              <Section title="You owe, and owed to you">
                <Owing me={home.me} />
              </Section>
            </div>
            <Section title="What happened">
              <Happenings happenings={home.happenings} />
            </Section>
          </>
        )}
      </Listing>
    </Page>
  );
}
