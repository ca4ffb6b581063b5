import { type CSSProperties, type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { JobChunk } from '../../domain/wire/ipc/jobs.js';
import { dimensions } from '../composer/figures.js';
import { sizeText } from '../ui/size.js';
import classes from './before-after.module.css';
import { type Preview, ShapedPicture, usePreview } from './shaped-picture.js';

const LONGEST_SIDE = 1024;
const MIDDLE = 50;
const SHAPE = 3 / 2;
const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -2,
  ArrowDown: -2,
  ArrowRight: 2,
  ArrowUp: 2,
  PageDown: -10,
  PageUp: 10,
  Home: -100,
  End: 100,
};

/** One picture before and after: a divider that the pointer or the arrow keys move; before the result, the original. */
export function BeforeAfter({ chunk }: { readonly chunk: JobChunk }) {
  const { source, result, name } = chunk;
  const before = usePreview(source, LONGEST_SIDE);
  const after = usePreview(result, LONGEST_SIDE);
  const shape = before.data ?? after.data;
  const ratio = shape ? shape.width / Math.max(1, shape.height) : SHAPE;
  return (
    <figure className={classes.figure}>
      <div className={classes.box}>
        <div className={classes.stage} style={{ '--ratio': ratio } as CSSProperties}>
          {source !== undefined && result !== undefined ? (
            <Divided name={name} before={before} after={after} />
          ) : (
            <Single chunk={chunk} query={result === undefined ? before : after} />
          )}
        </div>
      </div>
      <figcaption className={classes.caption}>
        <span className={classes.name}>{name}</span>
        <Facts label="Before" of={source === undefined ? undefined : before.data} />
        <Facts label="After" of={result === undefined ? undefined : after.data} />
      </figcaption>
    </figure>
  );
}

function Facts({ label, of }: { readonly label: string; readonly of: Preview | undefined }) {
  if (!of) return null;
  return (
    <span>
      {label} {dimensions(of)} · {sizeText(of.size)}
    </span>
  );
}

interface DividedProps {
  readonly name: string;
  readonly before: ReturnType<typeof usePreview>;
  readonly after: ReturnType<typeof usePreview>;
}

function Divided({ name, before, after }: DividedProps) {
  const [at, setAt] = useState(MIDDLE);
  const move = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(within(((event.clientX - left) / Math.max(1, width)) * 100));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt(within(at + step));
  };
  return (
    <div
      className={classes.divided}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) move(event);
      }}
    >
      <div className={classes.layer}>
        <ShapedPicture query={before} alt={`${name} before`} />
      </div>
      <div className={classes.layer} style={{ clipPath: `inset(0 0 0 ${at}%)` }}>
        <ShapedPicture query={after} alt={`${name} after`} />
      </div>
      <span className={classes.sign} data-side="left" data-hidden={at < 15} aria-hidden="true">
        Before
      </span>
      <span className={classes.sign} data-side="right" data-hidden={at > 85} aria-hidden="true">
        After
      </span>
      <div
        role="slider"
        tabIndex={0}
        aria-label={`${name}: divider between before and after`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(at)}
        aria-valuetext={`${Math.round(at)} % before, ${100 - Math.round(at)} % after`}
        className={classes.divider}
        style={{ left: `${at}%` }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

const within = (share: number): number => Math.min(100, Math.max(0, share));

function Single({ chunk, query }: { readonly chunk: JobChunk; readonly query: ReturnType<typeof usePreview> }) {
  const { source, result, state, name } = chunk;
  if (source === undefined && result === undefined) {
    return <p className={classes.nothing}>{name} does not lie where it was chosen any more.</p>;
  }
  return (
    <>
      <ShapedPicture query={query} alt={result === undefined ? `${name}, the original` : `${name} after`} />
      <p className={classes.note}>{noteOf(state, result !== undefined)}</p>
    </>
  );
}

function noteOf(state: JobChunk['state'], isFinished: boolean): string {
  if (isFinished) return 'The result; the original does not lie where it was any more';
  if (state === 'dropped') return 'The original; nobody will compute it';
  return state === 'waiting' || state === 'computing'
    ? 'The original: still being computed'
    : 'The original: the result comes once it is checked';
}
