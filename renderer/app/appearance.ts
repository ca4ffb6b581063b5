/** Light or dark, as the person set it. */
import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { call } from './client.js';
import { useCall } from './queries.js';

/** Keeps the page and the window around it in the scheme of the settings. */
export function useAppearance(): void {
  const { data } = useCall('settings.get', null);
  const { setColorScheme } = useMantineColorScheme();
  const appearance = data?.appearance;
  useEffect(() => {
    if (appearance !== undefined) setColorScheme(appearance === 'system' ? 'auto' : appearance);
  }, [appearance, setColorScheme]);
  useEffect(() => {
    if (appearance === undefined) return;
    // Only a desktop has a window to colour; elsewhere the page alone follows.
    call('shell.appearance', { appearance }).catch(() => undefined);
  }, [appearance]);
}
