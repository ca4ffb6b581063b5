import { IconPhotoPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { openDraft } from '../composer/draft.js';
import classes from './drop-to-job.module.css';
import { useFileDrop } from './file-drop.js';

/** Files and folders dropped anywhere in the window become a job. */
export function DropToJob() {
  const [isOver, setIsOver] = useState(false);
  useFileDrop({ onOver: setIsOver, onDrop: openDraft });
  if (!isOver) return null;
  return (
    <div className={classes.overlay}>
      <p className={classes.sign}>
        <IconPhotoPlus size={32} stroke={1.5} aria-hidden="true" />
        Drop to make a job
      </p>
    </div>
  );
}
