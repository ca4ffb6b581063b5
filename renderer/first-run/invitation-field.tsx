import { Button, Textarea } from '@mantine/core';
import { useAct } from '../app/queries.js';
import { Problem } from '../ui/problem.js';

/** The most an invitation may have, in letters. */
const MOST_LETTERS = 65_536;

interface InvitationFieldProps {
  readonly text: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
}

/** An invitation: pasted, or read from a file. */
export function InvitationField({ text, error, onText }: InvitationFieldProps) {
  const read = useAct('shell.readFile');
  const choose = () =>
    read.mutate(
      { title: 'Choose an invitation' },
      { onSuccess: (answer) => answer.text !== undefined && onText(answer.text) },
    );
  return (
    <>
      <Textarea
        label="Invitation"
        placeholder="Paste the text here"
        rows={3}
        value={text}
        maxLength={MOST_LETTERS}
        error={error}
        spellCheck={false}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <Button variant="default" mt="xs" size="xs" loading={read.isPending} onClick={choose}>
        Choose a file
      </Button>
      {read.error && <Problem of={read.error} />}
    </>
  );
}
