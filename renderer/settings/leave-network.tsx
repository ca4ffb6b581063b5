/** The way out of a network, with the question what that means. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { useAct } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import { Row } from './row.js';

/** The network that the app is on. */
export type NetworkState = NonNullable<AppState['network']>;

const STOPS: Readonly<Record<NetworkState['kind'], string>> = {
  'try-here': 'The network and its neighbours stop.',
  hosted: 'The network runs on this computer: nobody can use it until you come back to it.',
  joined: 'This computer takes no more tasks there.',
};

export function LeaveNetwork({ network }: { readonly network: NetworkState }) {
  const [isAsking, { open, close }] = useDisclosure(false);
  const leave = useAct('app.leave');
  return (
    <Row title="Another network" hint="One at a time: to join another, leave this one first.">
      <Button variant="default" onClick={open}>
        Leave the network…
      </Button>
      <Modal
        opened={isAsking}
        onClose={close}
        title={`Leave the network “${network.name}”?`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack gap={12}>
          <p>
            <strong>What stays:</strong> your account, what you owe and are owed, and your files. They lie in a folder
            of this network on this computer; choose the same network again, and you go on where you left.
          </p>
          <p>
            <strong>What stops:</strong> {STOPS[network.kind]} A task in hand is left undone, which can cost its
            deposit. Results of jobs under way are fetched when you are back; they are kept for a day.
          </p>
          {leave.error && <Problem of={leave.error} />}
          <Group gap={8} justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Stay
            </Button>
            <Button color="red.9" loading={leave.isPending} onClick={() => leave.mutate(null)}>
              Leave the network
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Row>
  );
}
