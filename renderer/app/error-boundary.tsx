import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { reportOf } from '../../domain/errors.js';
import { Problem } from '../ui/problem.js';
import classes from './error-boundary.module.css';

interface State {
  readonly message?: string;
}

/** What is left of the window when drawing it failed: a sentence and a way on. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(thrown: unknown): State {
    return { message: reportOf(thrown).message };
  }

  override componentDidCatch(_thrown: unknown, _info: ErrorInfo): void {
    document.title = 'Corehour';
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === undefined) return this.props.children;
    const text = `This window could not go on: ${message} Your jobs and your work are not touched. Reload the window.`;
    return (
      <div className={classes.whole}>
        <Problem
          of={{ code: 'bug', message: text }}
          action={<Button onClick={() => window.location.reload()}>Reload</Button>}
        />
      </div>
    );
  }
}
