import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Where } from '../../domain/wire/ipc/app.js';
import { useAct } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import { SetupButtons, SetupPage } from './setup-page.js';
import { WhereCards } from './where-cards.js';

export interface WhereChoice {
  readonly kind: Where['kind'];
  readonly invitation: string;
  readonly networkName: string;
}

const START: WhereChoice = { kind: 'try-here', invitation: '', networkName: '' };
const LABELS: Readonly<Record<Where['kind'], string>> = {
  'try-here': 'Start here',
  invitation: 'Join',
  host: 'Host the network',
};

export interface WhereStepProps {
  readonly name: string;
  readonly onBack: () => void;
}

/** Second: which network to go to. */
export function WhereStep({ name, onBack }: WhereStepProps) {
  const [choice, setChoice] = useState(START);
  const [missing, setMissing] = useState<string>();
  const join = useAct('app.join');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lack = lackOf(choice);
    setMissing(lack);
    if (lack === undefined) join.mutate({ name: name.trim(), where: whereOf(choice) });
  };
  return (
    <SetupPage step="Step 2 of 2" title="Where do you want to compute?" lead="You can go to another network later.">
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

function whereOf({ kind, invitation, networkName }: WhereChoice): Where {
  switch (kind) {
    case 'try-here':
      return { kind };
    case 'invitation':
      return { kind, text: invitation.trim() };
    case 'host':
      return { kind, networkName: networkName.trim() };
  }
}

/** What a choice still needs, as a sentence. */
function lackOf(choice: WhereChoice): string | undefined {
  const where = whereOf(choice);
  if (where.kind === 'invitation' && where.text === '') return 'Paste the invitation, or choose its file.';
  if (where.kind === 'host' && where.networkName === '') return 'Give the network a name: those you invite see it.';
  return undefined;
}
