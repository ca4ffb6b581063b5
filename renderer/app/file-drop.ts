/** Files dragged over the window and dropped on it. */
import { useEffect, useRef } from 'react';

interface FileDrop {
  /** Files came over the window, or left it. */
  readonly onOver: (isOver: boolean) => void;
  /** The disk paths of what was dropped: at least one. */
  readonly onDrop: (paths: readonly string[]) => void;
}

/** Listens on the whole window. What is no file (text, a link) is left alone, except that nothing ever navigates. */
export function useFileDrop(drop: FileDrop): void {
  const latest = useRef(drop);
  latest.current = drop;
  useEffect(() => {
    // Every element entered sends an enter before the one left sends a leave: only the count tells.
    let depth = 0;
    const end = new AbortController();
    const listen = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
      window.addEventListener(name, (event) => hasFiles(event) && act(event), { signal: end.signal });
    const over = (to: number) => {
      depth = Math.max(0, to);
      latest.current.onOver(depth > 0);
    };
    listen('dragenter', () => over(depth + 1));
    listen('dragleave', () => over(depth - 1));
    listen('dragover', (event) => event.preventDefault());
    listen('drop', (event) => {
      event.preventDefault();
      over(0);
      const paths = pathsOf(event);
      if (paths.length > 0) latest.current.onDrop(paths);
    });
    return () => end.abort();
  }, []);
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function pathsOf(event: DragEvent): string[] {
  return [...(event.dataTransfer?.files ?? [])]
    .map((file) => window.corehour.pathOf(file))
    .filter((path) => path !== '');
}
