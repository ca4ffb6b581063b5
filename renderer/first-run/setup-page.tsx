import { type ReactNode, useEffect, useRef } from 'react';
import { BrandMark } from '../ui/brand-mark.js';
import { Problem, type ProblemProps } from '../ui/problem.js';
import classes from './setup-page.module.css';

interface SetupPageProps {
  readonly title: string;
  /** Where in the course of it: `Step 1 of 2`. */
  readonly step?: string;
  readonly lead?: ReactNode;
  /** What went wrong before the person came here. */
  readonly problem?: ProblemProps['of'] | undefined;
  readonly children: ReactNode;
}

/** A page before (or instead of) the frame: one thing in the middle of the window. */
export function SetupPage({ title, step, lead, problem, children }: SetupPageProps) {
  const page = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A field that asked for the focus keeps it.
    if (!page.current?.contains(document.activeElement)) heading.current?.focus({ preventScroll: true });
    document.title = `${title} · Corehour`;
  }, [title]);
  return (
    <main ref={page} className={classes.page}>
      <div className={classes.column}>
        <p className={classes.brand}>
          <BrandMark side={28} />
          Corehour
          {step !== undefined && <span className={classes.step}>{step}</span>}
        </p>
        <h1 ref={heading} tabIndex={-1} className={classes.title}>
          {title}
        </h1>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        {problem && (
          <div className={classes.problem}>
            <Problem of={problem} />
          </div>
        )}
        {children}
      </div>
    </main>
  );
}

/** The buttons at the end of a set-up page: the way on first in sight, the way back first in order. */
export function SetupButtons({ children }: { readonly children: ReactNode }) {
  return <div className={classes.buttons}>{children}</div>;
}
