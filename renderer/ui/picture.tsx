import { Skeleton } from '@mantine/core';
import { IconPhoto, IconPhotoOff } from '@tabler/icons-react';
import { useContext, useState } from 'react';
import type { CallInput } from '../../domain/wire/ipc/all.js';
import { useCall } from '../app/queries.js';
import classes from './picture.module.css';
import { PicturesWait } from './pictures-wait.js';

const LEAST_SIDE = 32;
const MOST_SIDE = 2048;
/** Screens show up to this many dots for one pixel of the layout. */
const DENSITY = 2;

interface PictureProps {
  /** The file on the disk; without one only the quiet icon is shown. */
  readonly path: string | undefined;
  /** What it shows, in words; empty where the words stand beside it. */
  readonly alt: string;
  /** Side of the square it fills, in layout pixels. */
  readonly side: number;
  /** As it would become with these options. */
  readonly made?: NonNullable<CallInput<'jobs.preview'>['made']>;
}

/** A small picture of a file, made by the task process. */
export function Picture({ path, alt, side, made }: PictureProps) {
  const longestSide = Math.min(MOST_SIDE, Math.max(LEAST_SIDE, Math.round(side * DENSITY)));
  const waits = useContext(PicturesWait);
  const query = useCall(
    'jobs.preview',
    { path: path ?? '', longestSide, ...(made && { made }) },
    { enabled: path !== undefined && !waits },
  );
  const [brokenUrl, setBrokenUrl] = useState<string>();
  const box = { width: side, height: side };
  if (path !== undefined && query.isPending) return <Skeleton {...box} radius="sm" style={{ flex: 'none' }} />;
  const url = query.data?.url;
  if (path === undefined || url === undefined || url === brokenUrl) {
    return <Fallback side={side} alt={alt} isBroken={path !== undefined} />;
  }
  return <img className={classes.picture} {...box} src={url} alt={alt} onError={() => setBrokenUrl(url)} />;
}

function Fallback({
  side,
  alt,
  isBroken,
}: {
  readonly side: number;
  readonly alt: string;
  readonly isBroken: boolean;
}) {
  const Icon = isBroken ? IconPhotoOff : IconPhoto;
  const label = alt === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt };
  return (
    <span className={classes.fallback} style={{ width: side, height: side }} {...label}>
      <Icon size={Math.min(24, side / 2)} stroke={1.5} aria-hidden="true" />
    </span>
  );
}
