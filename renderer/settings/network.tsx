/** Which network this is, who helps here, who may come, and the way out of it. */
import { Button, Group, Skeleton } from '@mantine/core';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { networkSentence } from '../app/network-sentence.js';
import { useAct, useCall } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import { Section } from '../ui/section.js';
import { type DotState, StateDot } from '../ui/state-dot.js';
import { Asked } from './asked.js';
import { Invite } from './invite.js';
import { LeaveNetwork, type NetworkState } from './leave-network.js';
import styles from './network.module.css';
import { Row } from './row.js';

type Neighbour = AppState['neighbours'][number];

const KIND_SENTENCES: Readonly<Record<NetworkState['kind'], string>> = {
  'try-here': 'A network of its own on this computer, to try everything. Nobody outside is on it.',
  hosted: 'This computer hosts it: others reach it only while this app runs.',
  joined: 'Somebody else hosts it; you joined by an invitation.',
};

const NEIGHBOUR_LOOKS: Readonly<Record<Neighbour['state'], { readonly dot: DotState; readonly word: string }>> = {
  starting: { dot: 'busy', word: 'starting' },
  running: { dot: 'good', word: 'running' },
  stopped: { dot: 'waiting', word: 'stopped' },
};

export function Network() {
  const query = useCall('app.state', null);
  return (
    <Section title="Network">
      <Asked query={query} skeleton={<Skeleton height={120} />}>
        {(state) =>
          state.network ? <OnNetwork network={state.network} neighbours={state.neighbours} /> : <NoNetwork />
        }
      </Asked>
    </Section>
  );
}

function NoNetwork() {
  return <p>This app is on no network yet.</p>;
}

interface OnNetworkProps {
  readonly network: NetworkState;
  readonly neighbours: readonly Neighbour[];
}

function OnNetwork({ network, neighbours }: OnNetworkProps) {
  return (
    <>
      <Row title={network.name} hint={KIND_SENTENCES[network.kind]}>
        <p className={styles.line}>
          <StateDot state={network.isConnected ? 'good' : 'warn'} />
          {networkSentence(network)}
        </p>
      </Row>
      {network.kind === 'try-here' && <Neighbours neighbours={neighbours} />}
      {network.kind === 'hosted' && <Invite networkName={network.name} />}
      <LeaveNetwork network={network} />
    </>
  );
}

function Neighbours({ neighbours }: { readonly neighbours: readonly Neighbour[] }) {
  const run = useAct('app.neighbours');
  const areUp = neighbours.some(({ state }) => state !== 'stopped');
  return (
    <Row
      title="Neighbours"
      hint="Live on this computer and compute for you and each other, at the lowest priority. Without them nobody takes your jobs here."
    >
      <ul className={styles.neighbours}>
        {neighbours.map(({ name, state }) => (
          <li key={name} className={styles.line}>
            <StateDot state={NEIGHBOUR_LOOKS[state].dot} />
            {name} <span className={styles.quiet}>{NEIGHBOUR_LOOKS[state].word}</span>
          </li>
        ))}
      </ul>
      <Group gap={8}>
        <Button variant="default" loading={run.isPending} onClick={() => run.mutate({ run: !areUp })}>
          {areUp ? 'Stop the neighbours' : 'Start the neighbours'}
        </Button>
      </Group>
      {run.error && <Problem of={run.error} />}
    </Row>
  );
}
