import { Link } from 'wouter';
import { pathOf } from '../app/routes.js';
import { Glyph } from './glyph.js';
import classes from './person.module.css';

interface PersonProps {
  /** Absent where only the name is known: then there is no page to lead to. */
  readonly address?: string | undefined;
  readonly name: string;
  /** Without the way to their page: inside another link, or for oneself. */
  readonly plain?: boolean;
}

/** A person: the coloured glyph of their address and their name, leading to their page. */
export function Person({ address, name, plain = false }: PersonProps) {
  const inside = (
    <>
      <Glyph of={address ?? name} />
      <span className={classes.name}>{name}</span>
    </>
  );
  if (plain || address === undefined) return <span className={classes.person}>{inside}</span>;
  return (
    <Link className={classes.person} data-link href={pathOf({ page: 'person', address })}>
      {inside}
    </Link>
  );
}
