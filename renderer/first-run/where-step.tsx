import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppState, Where } from '../../domain/wire/ipc/app.js';
import { useAct } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import { SetupButtons, SetupPage } from './setup-page.js';
import { WhereCards } from './where-cards.js';
import { FIRST_CHOICE, lackOf, whereOf } from './where-choice.js';

const LABELS: Readonly<Record<Where['kind'], string>> = {
  'try-here': 'Start here',
  invitation: 'Join',
  host: 'Host the network',
};

interface WhereStepProps {
  readonly name: string;
  readonly problem: AppState['problem'];
  readonly onBack: () => void;
}

/** Second: which network to go to. */
export function WhereStep({ name, problem, onBack }: WhereStepProps) {
  const [choice, setChoice] = useState(FIRST_CHOICE);
  const [missing, setMissing] = useState<string>();
  const join = useAct('app.join');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lack = lackOf(choice);
    setMissing(lack);
    if (lack === undefined) join.mutate({ name: name.trim(), where: whereOf(choice) });
  };
  return (
    <SetupPage
      problem={join.error ? undefined : problem}
      step="Step 2 of 2"
      title="Where do you want to compute?"
      lead="You can go to another network later."
    >
      <form onSubmit={submit} noValidate>
        <WhereCards
          choice={choice}
          missing={missing}
          onChoice={(next) => {
            setChoice(next);
            setMissing(undefined);
            join.reset();
          }}
        />
        {join.error && <Problem of={join.error} />}
        <SetupButtons>
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
          <Button type="submit" loading={join.isPending}>
            {LABELS[choice.kind]}
          </Button>
        </SetupButtons>
      </form>
    </SetupPage>
  );
}
