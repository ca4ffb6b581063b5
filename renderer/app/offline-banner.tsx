import { IconCloudOff } from '@tabler/icons-react';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { offlineSentence } from './network-sentence.js';
import classes from './offline-banner.module.css';

/** Above every page while the network is not there. */
export function OfflineBanner({ network }: Pick<AppState, 'network'>) {
  if (network === undefined || network.isConnected) return null;
  return (
    <div role="status" className={classes.banner}>
      <IconCloudOff size={18} aria-hidden="true" className={classes.icon} />
      <p>{offlineSentence(network)}</p>
    </div>
  );
}
