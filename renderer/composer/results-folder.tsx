import { Anchor } from '@mantine/core';
import { useState } from 'react';
import { type ErrorReport, reportOf } from '../../domain/errors.js';
import { call } from '../app/client.js';
import { useCall } from '../app/queries.js';
import { Problem } from '../ui/problem.js';
import { setFolder, useOrderDraft } from './order-store.js';

/** Where the results go: the folder chosen for this job, or else the one from the settings. */
export function useResultsFolder(): string | undefined {
  const { folder } = useOrderDraft();
  const settings = useCall('settings.get', null);
  return folder ?? settings.data?.resultsFolder;
}

/** The folder and the way to another one. */
export function ResultsFolder() {
  const folder = useResultsFolder();
  const [problem, setProblem] = useState<ErrorReport>();
  const choose = () => {
    setProblem(undefined);
    call('shell.chooseFolder', { title: 'Where the results go' })
      .then(({ paths: [chosen] }) => {
        if (chosen !== undefined) setFolder(chosen);
      })
      .catch((thrown: unknown) => setProblem(reportOf(thrown)));
  };
  return (
    <>
      {folder}{' '}
      <Anchor
        component="button"
        type="button"
        underline="always"
        onClick={choose}
        aria-label="Change where the results go"
      >
        {folder === undefined ? 'Choose folder' : 'Change'}
      </Anchor>
      {problem && <Problem of={problem} />}
    </>
  );
}
