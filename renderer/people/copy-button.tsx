/** Copies a text, and says for a moment that it did. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../app/queries.js';
import { Problem } from '../ui/problem.js';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, as on the button: `Copy address`. */
  readonly label: string;
  readonly autoFocus?: boolean;
}

export function CopyButton({ text, label, autoFocus = false }: CopyButtonProps) {
  const copy = useAct('shell.copy');
  const [copied, setCopied] = useState<string>();
  return (
    <>
      <Button
        variant="default"
        size="xs"
        autoFocus={autoFocus}
        onClick={() => copy.mutate({ text }, { onSuccess: () => setCopied(text) })}
        onBlur={() => setCopied(undefined)}
      >
        {label}
      </Button>
      <span role="status">{copied === text ? 'Copied' : ''}</span>
      {copy.error && <Problem of={copy.error} />}
    </>
  );
}
