/** The mark of the app: an hour's arc around a core. */
export function BrandMark({ side }: { readonly side: number }) {
  return (
    <svg width={side} height={side} viewBox="0 0 24 24" fill="none" aria-hidden="true" style={{ flex: 'none' }}>
      <path d="M18.9 6.2A9 9 0 1 0 21 12" stroke="var(--ch-accent)" strokeWidth="2.6" strokeLinecap="round" />
      <rect x="8" y="8" width="8" height="8" rx="2" fill="var(--ch-accent)" />
    </svg>
  );
}
