import { useState } from 'react';
import { SampleOffer } from './sample-offer-page.js';
import { SampleWatch } from './sample-watch.js';

/** The first job, with the photos that came along: offered with its price, then watched to its end. */
export function SampleJob({ onLeave }: { readonly onLeave: () => void }) {
  const [jobId, setJobId] = useState<string>();
  if (jobId === undefined) return <SampleOffer onOrdered={setJobId} onLeave={onLeave} />;
  return <SampleWatch jobId={jobId} onLeave={onLeave} />;
}
