import { Kbd, Modal } from '@mantine/core';
import { useDisclosure, useHotkeys, useWindowEvent } from '@mantine/hooks';
import { navigate } from 'wouter/use-hash-location';
import { NEW_JOB } from './routes.js';
import classes from './shortcuts.module.css';

const KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['Ctrl', 'N'], does: 'New job' },
  { keys: ['Ctrl', 'K'], does: 'Go to a page, a job or a person' },
  { keys: ['Space'], does: 'Start or pause, on Lend' },
  { keys: ['Tab'], does: 'To the next control' },
  { keys: ['←', '→', '↑', '↓'], does: 'From part to part in a grid' },
  { keys: ['Esc'], does: 'Close what is open' },
  { keys: ['?'], does: 'Show these' },
];

/** The keys that work everywhere, and the dialog that lists all keys. */
export function Shortcuts() {
  const [isOpen, { open, close }] = useDisclosure(false);
  useHotkeys([['mod+N', () => navigate(NEW_JOB)]], []);
  useWindowEvent('keydown', (event) => {
    if (event.key === '?' && !event.ctrlKey && !event.altKey && !event.metaKey && !isWriting(event.target)) open();
  });
  return (
    <Modal opened={isOpen} onClose={close} title="Keys">
      <dl className={classes.keys}>
        {KEYS.map(({ keys, does }) => (
          <div key={does} className={classes.row}>
            <dt className={classes.does}>{does}</dt>
            <dd className={classes.caps}>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable);
}
