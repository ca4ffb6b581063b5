import { TextInput } from '@mantine/core';
import { IconDeviceDesktop, IconMailOpened, IconServer2, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { InvitationField } from './invitation-field.js';
import classes from './where-cards.module.css';
import type { WhereChoice } from './where-choice.js';

const MOST_NETWORK_NAME = 64;

interface WhereCardsProps {
  readonly choice: WhereChoice;
  /** What the chosen one still needs. */
  readonly missing: string | undefined;
  readonly onChoice: (choice: WhereChoice) => void;
}

/** The networks to choose from; the chosen one shows what it needs. */
export function WhereCards({ choice, missing, onChoice }: WhereCardsProps) {
  const card = { choice, onChoice };
  return (
    <fieldset className={classes.cards}>
      <legend className="sr-only">Where</legend>
      <Card
        {...card}
        kind="try-here"
        Icon={IconDeviceDesktop}
        title="Try it here"
        text="A small network on this computer alone: you and four made-up neighbours who compute for you and for whom you compute. Nothing leaves this computer, and its credits are worth something only here."
      />
      <Card
        {...card}
        kind="invitation"
        Icon={IconMailOpened}
        title="I have an invitation"
        text="Join a network whose host sent you an invitation, as text or as a file."
      >
        <InvitationField
          text={choice.invitation}
          error={missing}
          onText={(invitation) => onChoice({ ...choice, invitation })}
        />
      </Card>
      <Card
        {...card}
        kind="host"
        Icon={IconServer2}
        title="Host a network on this computer"
        text="For your team or your friends: you invite them, and the network is there while this computer is on."
      >
        <TextInput
          label="Name of the network"
          value={choice.networkName}
          maxLength={MOST_NETWORK_NAME}
          error={missing}
          onChange={(event) => onChoice({ ...choice, networkName: event.currentTarget.value })}
        />
      </Card>
    </fieldset>
  );
}

interface CardProps extends Pick<WhereCardsProps, 'choice' | 'onChoice'> {
  readonly kind: WhereChoice['kind'];
  readonly Icon: TablerIcon;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

function Card({ kind, Icon, title, text, choice, onChoice, children }: CardProps) {
  const isChosen = choice.kind === kind;
  return (
    <div className={classes.card} data-chosen={isChosen}>
      <label className={classes.label}>
        <input
          type="radio"
          name="where"
          className={classes.radio}
          aria-label={title}
          aria-describedby={`where-${kind}`}
          checked={isChosen}
          onChange={() => onChoice({ ...choice, kind })}
        />
        <Icon size={24} stroke={1.5} aria-hidden="true" className={classes.icon} />
        <span>
          <span className={classes.title}>{title}</span>
          <span className={classes.text} id={`where-${kind}`}>
            {text}
          </span>
        </span>
      </label>
      {isChosen && children !== undefined && <div className={classes.more}>{children}</div>}
    </div>
  );
}
