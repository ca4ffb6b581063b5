import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { Standing } from '../../domain/wire/ipc/people.js';
import { PEOPLE } from '../app/routes.js';
import { TwoBars } from '../ui/bars.js';
import { Empty } from '../ui/empty.js';
import classes from './owing.module.css';

/** Both totals on one scale. */
export function Owing({ me }: { readonly me: Standing }) {
  if (me.owesMcc === '0' && me.owedMcc === '0') {
    return (
      <Empty
        title="Nobody owes anybody."
        hint="The credits you start with are spent first. After those, whoever has a job done owes its price, and computing for others pays it back."
      />
    );
  }
  return (
    <>
      <TwoBars left={me.owesMcc} right={me.owedMcc} />
      <p className={classes.more}>
        <Anchor component={Link} href={PEOPLE}>
          See who owes whom
        </Anchor>
      </p>
    </>
  );
}
