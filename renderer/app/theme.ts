/**
 * Our colours and type on Mantine's theme. One accent, a deep green towards teal; greys a little cool; one display
 * size and three text sizes. Colours that carry a meaning have names of their own, `--ch-…`, in both schemes, each
 * readable on the page and on a raised surface (4.5 : 1 or better).
 */
import {
  Anchor,
  Button,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  Modal,
  Notification,
  createTheme,
} from '@mantine/core';

const spruce: MantineColorsTuple = [
  '#e9f5f2',
  '#d0e9e3',
  '#a4d5c9',
  '#74bfae',
  '#4fb3a0',
  '#2b917f',
  '#1b7769',
  '#13695c',
  '#0d554b',
  '#07403a',
];

const gray: MantineColorsTuple = [
  '#f7f9fa',
  '#eff2f4',
  '#e3e8eb',
  '#d3dadf',
  '#b9c3ca',
  '#8d99a2',
  '#5a6670',
  '#46515a',
  '#2e373e',
  '#192025',
];

const dark: MantineColorsTuple = [
  '#dbe1e5',
  '#bfc8ce',
  '#9eaab2',
  '#77848d',
  '#3c464e',
  '#303940',
  '#242c32',
  '#161b1f',
  '#11161a',
  '#0b0f12',
];

const SYSTEM_FONT = 'system-ui, -apple-system, "Segoe UI", "Cantarell", "Noto Sans", "Helvetica Neue", sans-serif';

const CLOSE = { 'aria-label': 'Close' } as const;

/** The theme of the window. */
export const theme = createTheme({
  primaryColor: 'spruce',
  primaryShade: { light: 7, dark: 6 },
  colors: { spruce, gray, dark },
  black: '#192025',
  fontFamily: SYSTEM_FONT,
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1.375rem', xl: '2.75rem' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.5', lg: '1.3', xl: '1.1' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '0.875rem', lineHeight: '1.5' },
      h3: { fontSize: '0.875rem', lineHeight: '1.5' },
    },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2.5rem' },
  defaultRadius: '0.375rem',
  shadows: { xs: 'none', sm: 'none', md: '0 8px 24px rgb(0 0 0 / 12%)' },
  respectReducedMotion: true,
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    Modal: Modal.extend({ defaultProps: { closeButtonProps: CLOSE }, styles: { title: { fontWeight: 620 } } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: CLOSE } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
  },
});

/** The colours that carry a meaning, by scheme. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: { '--ch-quick': '150ms ease-out' },
  light: {
    '--mantine-color-dimmed': '#5a6670',
    '--mantine-color-placeholder': '#6b7781',
    '--mantine-color-error': '#b3261e',
    '--ch-line': '#e3e8eb',
    '--ch-rail': '#f3f6f7',
    '--ch-raised': '#f7f9fa',
    '--ch-hover': '#eff2f4',
    '--ch-quiet': '#5a6670',
    '--ch-accent': '#13695c',
    '--ch-accent-soft': '#dceee9',
    '--ch-good': '#13695c',
    '--ch-busy': '#245fa6',
    '--ch-busy-soft': '#dde9f7',
    '--ch-warn': '#875200',
    '--ch-warn-soft': '#fbf1dc',
    '--ch-bad': '#b3261e',
    '--ch-bad-soft': '#fbe7e5',
    '--ch-mark': '#8d99a2',
  },
  dark: {
    '--mantine-color-dimmed': '#9eaab2',
    '--mantine-color-placeholder': '#8b979f',
    '--mantine-color-error': '#f2867d',
    '--ch-line': '#2b343a',
    '--ch-rail': '#11161a',
    '--ch-raised': '#1c2227',
    '--ch-hover': '#222a30',
    '--ch-quiet': '#9eaab2',
    '--ch-accent': '#5bbfac',
    '--ch-accent-soft': '#17352f',
    '--ch-good': '#5bbfac',
    '--ch-busy': '#82b3ee',
    '--ch-busy-soft': '#1a2c42',
    '--ch-warn': '#e2ad49',
    '--ch-warn-soft': '#33290f',
    '--ch-bad': '#f2867d',
    '--ch-bad-soft': '#3a1d1b',
    '--ch-mark': '#77848d',
  },
});
