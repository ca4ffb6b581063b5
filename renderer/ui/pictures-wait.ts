import { createContext } from 'react';

/** True while a list runs past: its pictures are not asked for, since most of them would never be looked at. */
export const PicturesWait = createContext(false);
