import { Skeleton } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallInput, CallOutput } from '../../domain/wire/ipc/all.js';
import { useCall } from '../app/queries.js';
import classes from './shaped-picture.module.css';

export type Made = NonNullable<CallInput<'jobs.preview'>['made']>;
export type Preview = CallOutput<'jobs.preview'>;

/** The picture of a file at most `longestSide` pixels large, as it is or as it would be made. */
export function usePreview(path: string | undefined, longestSide: number, made?: Made) {
  const input = { path: path ?? '', longestSide, ...(made && { made }) };
  return useCall('jobs.preview', input, { enabled: path !== undefined });
}

export interface ShapedPictureProps {
  readonly query: ReturnType<typeof usePreview>;
  /** What it shows, in words. */
  readonly alt: string;
}

/** A whole picture in its own shape, filling the box it stands in as far as that goes. */
export function ShapedPicture({ query, alt }: ShapedPictureProps) {
  const [brokenUrl, setBrokenUrl] = useState<string>();
  const url = query.data?.url;
  if (query.isPending) return <Skeleton className={classes.fill} radius={0} />;
  if (url === undefined || url === brokenUrl) {
    return (
      <div className={classes.none} role="img" aria-label={alt}>
        <IconPhotoOff size={24} stroke={1.5} aria-hidden="true" />
        <span>{query.error?.message ?? 'There is no picture of this file.'}</span>
      </div>
    );
  }
  return (
    <img
      className={classes.fill}
      src={url}
      alt={alt}
      draggable={false}
      data-old={query.isPlaceholderData}
      onError={() => setBrokenUrl(url)}
    />
  );
}
