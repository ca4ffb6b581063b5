/** An invitation to the network that this computer hosts: a text to send, or a file. */
import { Button, Group, Textarea } from '@mantine/core';
import { useAct } from '../app/queries.js';
import { CopyButton } from '../people/copy-button.js';
import { Problem } from '../ui/problem.js';
import { Row } from './row.js';
import { Saved } from './saved.js';

const SHOWN_LINES = 6;

export function Invite({ networkName }: { readonly networkName: string }) {
  const invite = useAct('app.invite');
  const save = useAct('shell.saveFile');
  const text = invite.data?.text;
  const make = (): void => {
    save.reset();
    invite.mutate(null);
  };
  return (
    <Row
      title="Invite somebody"
      hint="An invitation lets one person in, with credits to start with. Whoever has it can use it: send it by a way you trust."
    >
      {text !== undefined && (
        <>
          <Textarea aria-label="Invitation" readOnly rows={SHOWN_LINES} value={text} w="100%" />
          <Group gap={8}>
            <CopyButton text={text} label="Copy invitation" />
            <Button
              variant="default"
              size="xs"
              loading={save.isPending}
              onClick={() =>
                save.mutate({ title: `Invitation to ${networkName}`, name: 'corehour-invitation.json', text })
              }
            >
              Save as a file…
            </Button>
            <Saved when={save.data?.path !== undefined} />
          </Group>
        </>
      )}
      <Button variant="default" loading={invite.isPending} onClick={make}>
        {text === undefined ? 'Make an invitation' : 'Make another invitation'}
      </Button>
      {invite.error && <Problem of={invite.error} />}
      {save.error && <Problem of={save.error} />}
    </Row>
  );
}
