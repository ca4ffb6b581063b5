/** What a person chose and wrote while choosing a network. */
import type { Where } from '../../domain/wire/ipc/app.js';

/** What was written for one kind stays while another is looked at. */
export interface WhereChoice {
  readonly kind: Where['kind'];
  readonly invitation: string;
  readonly networkName: string;
}

/** Trying it here, with nothing written. */
export const FIRST_CHOICE: WhereChoice = { kind: 'try-here', invitation: '', networkName: '' };

/** The choice as the app takes it. */
export function whereOf({ kind, invitation, networkName }: WhereChoice): Where {
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
export function lackOf(choice: WhereChoice): string | undefined {
  const where = whereOf(choice);
  if (where.kind === 'invitation' && where.text === '') return 'Paste the invitation, or choose its file.';
  if (where.kind === 'host' && where.networkName === '') return 'Give the network a name: those you invite see it.';
  return undefined;
}
