import {
  IconCpu,
  IconHome,
  IconPhotoPlus,
  IconSettings,
  IconStack2,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import type { AppState } from '../../domain/wire/ipc/app.js';
import { BrandMark } from '../ui/brand-mark.js';
import { StateDot } from '../ui/state-dot.js';
import { networkSentence } from './network-sentence.js';
import classes from './rail.module.css';
import { HOME, JOBS, LEND, NEW_JOB, PEOPLE, SETTINGS } from './routes.js';

interface Item {
  readonly path: string;
  readonly name: string;
  readonly Icon: TablerIcon;
}

const ITEMS: readonly Item[] = [
  { path: HOME, name: 'Home', Icon: IconHome },
  { path: JOBS, name: 'Jobs', Icon: IconStack2 },
  { path: LEND, name: 'Lend', Icon: IconCpu },
  { path: PEOPLE, name: 'People', Icon: IconUsers },
  { path: SETTINGS, name: 'Settings', Icon: IconSettings },
];

/** The way between the pages, and at its foot how the network stands. */
export function Rail({ network }: Pick<AppState, 'network'>) {
  const [location] = useLocation();
  return (
    <nav className={classes.rail} aria-label="Pages">
      <p className={classes.brand}>
        <BrandMark side={24} />
        <span className={classes.name}>Corehour</span>
      </p>
      <Link className={classes.newJob} href={NEW_JOB} aria-label="New job" title="New job (Ctrl+N)">
        <IconPhotoPlus size={18} stroke={1.8} aria-hidden="true" />
        <span className={classes.name}>New job</span>
      </Link>
      <ul className={classes.items}>
        {ITEMS.map(({ path, name, Icon }) => (
          <li key={path}>
            <Link
              className={classes.item}
              href={path}
              aria-label={name}
              title={name}
              aria-current={isUnder(location, path) ? 'page' : undefined}
            >
              <Icon size={20} stroke={1.6} aria-hidden="true" />
              <span className={classes.name}>{name}</span>
            </Link>
          </li>
        ))}
      </ul>
      {network && <Foot network={network} />}
    </nav>
  );
}

function Foot({ network }: { readonly network: NonNullable<AppState['network']> }) {
  const sentence = networkSentence(network);
  return (
    <div className={classes.foot} role="status" title={`${network.name}: ${sentence}`}>
      <StateDot state={network.isConnected ? 'good' : 'warn'} />
      <span className={classes.where}>
        <span className={classes.network}>{network.name}</span>
        <span className={classes.since}>{sentence}</span>
      </span>
    </div>
  );
}

function isUnder(location: string, path: string): boolean {
  if (path === HOME) return location === HOME;
  return location === path || (location.startsWith(`${path}/`) && location !== NEW_JOB);
}
