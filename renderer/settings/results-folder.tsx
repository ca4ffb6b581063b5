/** Where the results of new jobs go. */
import { Button, Group } from '@mantine/core';
import { useAct } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import { Section } from '../ui/section.js';
import { Row } from './row.js';
import { Saved } from './saved.js';
import { useSetting } from './use-setting.js';

export function ResultsFolder({ folder }: { readonly folder: string }) {
  const choose = useAct('shell.chooseFolder');
  const setting = useSetting();
  const ask = (): void =>
    choose.mutate(
      { title: 'Where results of new jobs go' },
      {
        onSuccess: ({ paths: [path] }) => {
          if (path !== undefined) setting.save({ resultsFolder: path });
        },
      },
    );
  const error = choose.error ?? setting.error;
  return (
    <Section title="Results">
      <Row title="Folder for results" hint="Finished files of new jobs go here. Jobs already posted keep their folder.">
        <p>{folder}</p>
        <Group gap={12}>
          <Button variant="default" loading={choose.isPending || setting.isSaving} onClick={ask}>
            Choose folder…
          </Button>
          <Saved when={setting.isSaved} />
        </Group>
        {error && <Problem of={error} />}
      </Row>
    </Section>
  );
}
