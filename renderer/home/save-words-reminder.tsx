import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { Link } from 'wouter';
import { SETTINGS } from '../app/routes.js';
import classes from './save-words-reminder.module.css';

/** There is something to lose by now: asks for the recovery words to be written down. */
export function SaveWordsReminder() {
  return (
    <aside className={classes.reminder} aria-label="Reminder">
      <IconKey size={20} aria-hidden="true" className={classes.icon} />
      <p className={classes.words}>
        You own credits now. Write down your recovery words: without them, what you own is lost with this computer.
      </p>
      <Button component={Link} href={SETTINGS} variant="default">
        Save the words
      </Button>
    </aside>
  );
}
