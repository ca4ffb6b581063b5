/** Two of the recovery words asked back: who can type them has written them down. */
import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAct } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import styles from './recovery-words.module.css';

const ASKED = 2;

interface WordsAskedBackProps {
  readonly wordCount: number;
  readonly onRight: () => void;
  /** Back to the words. */
  readonly onBack: () => void;
}

export function WordsAskedBack({ wordCount, onRight, onBack }: WordsAskedBackProps) {
  const [positions] = useState(() => choosePositions(wordCount));
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const confirm = useAct('wallet.confirm');
  const isWrong = confirm.data?.isRight === false;
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    const answers = positions.map((position) => ({ position, word: wordOf(typed[position]) }));
    confirm.mutate({ answers }, { onSuccess: ({ isRight }) => isRight && onRight() });
  };
  return (
    <form onSubmit={ask}>
      <Group align="flex-start" gap={12}>
        {positions.map((position, index) => (
          <TextInput
            key={position}
            label={`Word ${position}`}
            autoComplete="off"
            spellCheck={false}
            autoFocus={index === 0}
            value={typed[position] ?? ''}
            error={isWrong}
            w={160}
            onChange={(event) => {
              const { value } = event.currentTarget;
              confirm.reset();
              setTyped((before) => ({ ...before, [position]: value }));
            }}
          />
        ))}
      </Group>
      {isWrong && (
        <p role="alert" className={styles.wrong}>
          At least one of them is not right. Look at your paper, or look at the words again.
        </p>
      )}
      {confirm.error && <Problem of={confirm.error} />}
      <Group gap={8} mt={8}>
        <Button
          type="submit"
          loading={confirm.isPending}
          disabled={positions.some((position) => wordOf(typed[position]) === '')}
        >
          Check the words
        </Button>
        <Button variant="default" onClick={onBack}>
          Show the words again
        </Button>
      </Group>
    </form>
  );
}

function wordOf(typed: string | undefined): string {
  return (typed ?? '').trim().toLowerCase();
}

/** Different places of 1 to `wordCount`, in their order. */
function choosePositions(wordCount: number): readonly number[] {
  const left = Array.from({ length: wordCount }, (_, index) => index + 1);
  const chosen: number[] = [];
  while (chosen.length < ASKED && left.length > 0) {
    chosen.push(...left.splice(Math.floor(Math.random() * left.length), 1));
  }
  return chosen.toSorted((one, other) => one - other);
}
