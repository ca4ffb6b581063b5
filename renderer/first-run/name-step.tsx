import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { MOST_NAME_BYTES, nameLength, nameProblem } from './name-rule.js';
import { SetupButtons, SetupPage } from './setup-page.js';

interface NameStepProps {
  readonly name: string;
  readonly problem: AppState['problem'];
  readonly onName: (name: string) => void;
  readonly onNext: () => void;
}

/** First of all: what others call this person. */
export function NameStep({ name, problem: before, onName, onNext }: NameStepProps) {
  const [wasTried, setWasTried] = useState(false);
  const problem = nameProblem(name);
  const length = nameLength(name);
  const isShown = problem !== undefined && (wasTried || length > MOST_NAME_BYTES);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (problem === undefined) onNext();
  };
  return (
    <SetupPage
      step="Step 1 of 2"
      problem={before}
      title="What should others call you?"
      lead="Corehour lends idle computers. Whoever computes for you, or owes you, sees this name. It can be made up."
    >
      <form onSubmit={submit} noValidate style={{ marginTop: '1.5rem' }}>
        <TextInput
          label="Name"
          autoFocus
          size="md"
          value={name}
          onChange={(event) => onName(event.currentTarget.value)}
          error={isShown ? problem : undefined}
          description={`${length} of ${MOST_NAME_BYTES}`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          required
          withAsterisk={false}
        />
        <SetupButtons>
          <Button type="submit">Next</Button>
        </SetupButtons>
      </form>
    </SetupPage>
  );
}
