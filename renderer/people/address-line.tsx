/** An address on demand: hidden until asked for, then whole, to copy. */
import { Anchor, Code, Group } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from './copy-button.js';

export function AddressLine({ address }: { readonly address: string }) {
  const [isShown, setIsShown] = useState(false);
  if (!isShown) {
    return (
      <Anchor component="button" type="button" size="sm" onClick={() => setIsShown(true)}>
        Show address
      </Anchor>
    );
  }
  return (
    <Group gap={8}>
      <Code>{address}</Code>
      <CopyButton text={address} label="Copy address" autoFocus />
    </Group>
  );
}
