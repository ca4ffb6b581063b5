/** The space bar as a page's own key. */
import { useEffect, useRef } from 'react';

const CONTROLS =
  'button, a[href], input, textarea, select, summary, [contenteditable="true"], [role="menu"], [role="dialog"], [tabindex="0"]';

/** Calls `act` on Space while the focus is in no control and no dialog is open. */
export function useSpace(act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || event.repeat || event.defaultPrevented) return;
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest(CONTROLS)) return;
      if (document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
