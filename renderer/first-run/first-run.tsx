import { useState } from 'react';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { useCall } from '../app/queries.js';
import { NameStep } from './name-step.js';
import { SetupPage } from './setup-page.js';
import { WhereStep } from './where-step.js';

/** Before there is a network: a name, and where to go. The name of last time is filled in. */
export function FirstRun({ state }: { readonly state: AppState }) {
  const settings = useCall('settings.get', null);
  const [typed, setTyped] = useState<string>();
  const [step, setStep] = useState<'name' | 'where'>('name');
  if (settings.isPending) return <SetupPage title="Corehour">{null}</SetupPage>;
  const name = typed ?? settings.data?.name ?? '';
  if (step === 'where') return <WhereStep name={name} problem={state.problem} onBack={() => setStep('name')} />;
  return <NameStep name={name} problem={state.problem} onName={setTyped} onNext={() => setStep('where')} />;
}
