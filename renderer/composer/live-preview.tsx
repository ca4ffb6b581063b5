import { useMemo } from 'react';
import { ShapedPicture, usePreview } from '../jobs/shaped-picture.js';
import { sizeText } from '../ui/size.js';
import { dimensions } from './figures.js';
import classes from './live-preview.module.css';
import type { Order } from './use-order.js';

const LONGEST_SIDE = 768;

/** The first file before and after, as large as the room allows, with sizes in pixels and bytes. */
export function LivePreview({ order }: { readonly order: Order }) {
  const { kind, settledOptions, inspection } = order;
  const first = inspection.fine[0];
  const made = useMemo(
    () => (kind && settledOptions ? { kind: kind.id, options: settledOptions } : undefined),
    [kind, settledOptions],
  );
  const before = usePreview(first?.path, LONGEST_SIDE);
  const after = usePreview(made ? first?.path : undefined, LONGEST_SIDE, made);
  if (!first) return null;
  const understanding = inspection.of(first.path);
  const pixels = understanding?.state === 'fine' ? dimensions(understanding.figures) : '';
  return (
    <div>
      <p className={classes.title}>
        Preview of {first.name}
        {inspection.fine.length > 1 && <span className={classes.quiet}>, the first file</span>}
      </p>
      <div className={classes.both}>
        <figure>
          <div className={classes.box}>
            <ShapedPicture query={before} alt={`${first.name} as it is`} />
          </div>
          <figcaption>
            Before <span className={classes.quiet}>{together(pixels, sizeText(first.size))}</span>
          </figcaption>
        </figure>
        <figure>
          <div className={classes.box}>
            <ShapedPicture query={after} alt={`${first.name} as it will be`} />
          </div>
          <figcaption aria-live="polite">
            After{' '}
            <span className={classes.quiet} data-old={after.isPlaceholderData}>
              {after.data &&
                together(dimensions(after.data), `${sizeText(after.data.size)}${change(first.size, after.data.size)}`)}
            </span>
          </figcaption>
        </figure>
      </div>
    </div>
  );
}

const together = (...parts: string[]): string => parts.filter((part) => part !== '').join(' · ');

/** `, 87 % smaller`; empty where it hardly differs. */
function change(before: number, after: number): string {
  const percent = Math.round((Math.abs(before - after) / Math.max(1, before)) * 100);
  return percent === 0 ? '' : `, ${percent} % ${after < before ? 'smaller' : 'larger'}`;
}
