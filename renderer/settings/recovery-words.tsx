/**
 * The recovery words: hidden, shown after a warning, asked back. They are held by this component while they are
 * seen and by nothing else, so leaving the page forgets them.
 */
import { Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { type AppError, isAppError } from '../../domain/errors.js';
import { call } from '../app/client.js';
import { Problem } from '../ui/problem.js';
import { StateDot } from '../ui/state-dot.js';
import styles from './recovery-words.module.css';
import { WordsAskedBack } from './words-asked-back.js';

type Step =
  /** `isAgain`: it was open, so the focus comes back to its button. */
  | { readonly at: 'hidden'; readonly isAgain: boolean }
  | { readonly at: 'warned' }
  | { readonly at: 'shown'; readonly words: readonly string[] }
  | { readonly at: 'asked'; readonly wordCount: number };

export function RecoveryWords({ areSaved }: { readonly areSaved: boolean }) {
  const [step, setStep] = useState<Step>({ at: 'hidden', isAgain: false });
  const { show, isAsking, error } = useWords((words) => setStep({ at: 'shown', words }));
  const hide = (): void => setStep({ at: 'hidden', isAgain: true });
  switch (step.at) {
    case 'hidden':
      return (
        <>
          <SavedState areSaved={areSaved} />
          <Button variant="default" autoFocus={step.isAgain} onClick={() => setStep({ at: 'warned' })}>
            Show recovery words…
          </Button>
        </>
      );
    case 'warned':
      return (
        <>
          <Warning />
          <Group gap={8}>
            <Button loading={isAsking} onClick={show} autoFocus>
              Show them now
            </Button>
            <Button variant="default" onClick={hide}>
              Not now
            </Button>
          </Group>
          {error && <Problem of={error} />}
        </>
      );
    case 'shown':
      return (
        <Words
          words={step.words}
          onHide={hide}
          onWritten={() => setStep({ at: 'asked', wordCount: step.words.length })}
        />
      );
    case 'asked':
      return <WordsAskedBack wordCount={step.wordCount} onRight={hide} onBack={() => setStep({ at: 'warned' })} />;
  }
}

function SavedState({ areSaved }: { readonly areSaved: boolean }) {
  return (
    <p className={styles.state}>
      <StateDot state={areSaved ? 'good' : 'warn'} />
      {areSaved
        ? 'Saved: you entered two of them here.'
        : 'Not saved yet. Without them, a lost computer is a lost account.'}
    </p>
  );
}

function Warning() {
  return (
    <div className={styles.warning}>
      <IconAlertTriangle size={20} aria-hidden="true" className={styles.icon} />
      <p>
        <strong>Make sure that nobody looks on.</strong> Whoever has these words has your account and all that is owed
        to you. No one who means well will ask you for them.
      </p>
    </div>
  );
}

interface WordsProps {
  readonly words: readonly string[];
  readonly onHide: () => void;
  readonly onWritten: () => void;
}

function Words({ words, onHide, onWritten }: WordsProps) {
  return (
    <>
      <ol className={styles.words} aria-label="Recovery words">
        {words.map((word, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <span className={styles.position}>{index + 1}</span> {word}
          </li>
        ))}
      </ol>
      <Group gap={8}>
        <Button onClick={onWritten} autoFocus>
          I have written them down
        </Button>
        <Button variant="default" onClick={onHide}>
          Hide
        </Button>
      </Group>
    </>
  );
}

/** Asks for the words past the store of answers, which would keep them. */
function useWords(onWords: (words: readonly string[]) => void) {
  const [isAsking, setIsAsking] = useState(false);
  const [error, setError] = useState<AppError>();
  const show = (): void => {
    setIsAsking(true);
    setError(undefined);
    call('wallet.words', null)
      .then(({ words }) => onWords(words))
      .catch((thrown: unknown) => isAppError(thrown) && setError(thrown))
      .finally(() => setIsAsking(false));
  };
  return { show, isAsking, error };
}
