/** What a task costs: the bounty, the fees, and what is set aside until it is settled. Mirrors the market's own sums. */
import { type Bps, type Mcc, mcc, shareUp } from '../units.js';

/** The protocol's numbers a price rests on; read from the network's parameters. */
export interface PriceParameters {
  readonly minimumBounty: Mcc;
  readonly platformFee: Bps;
  readonly verifierFee: Bps;
  /** Verifier and auditor fees set aside beyond the bounty. */
  readonly reservedFees: number;
}

export interface TaskQuote {
  readonly bounty: Mcc;
  readonly platformFee: Mcc;
  readonly verifierFee: Mcc;
  /** All that is set aside; what is not used comes back. */
  readonly setAside: Mcc;
}

/** How many chunks a round re-computes: the share, rounded up, at least one. */
export function drawnChunkCount(chunkCount: number, drawnShare: Bps): number {
  return Math.max(1, Math.ceil((chunkCount * drawnShare) / 10_000));
}

/** The estimate at the going ask, rounded up, at least the smallest bounty. */
export function bountyFor(estimate: Mcc, ask: Bps, parameters: PriceParameters): Mcc {
  const asked = shareUp(estimate, ask);
  return asked > parameters.minimumBounty ? asked : parameters.minimumBounty;
}

/** The greater of the least rate and the drawn share of the chunks, of the bounty, each rounded up. */
function verifierFeeFor(bounty: Mcc, chunkCount: number, drawnShare: Bps, least: Bps): Mcc {
  const chunks = BigInt(chunkCount);
  const byRate = shareUp(bounty, least);
  const byShare = mcc((bounty * BigInt(drawnChunkCount(chunkCount, drawnShare)) + chunks - 1n) / chunks);
  return byRate > byShare ? byRate : byShare;
}

/** Prices one task; an amount here is to the last mCC what the market sets aside. */
export function quoteTask(bounty: Mcc, chunkCount: number, drawnShare: Bps, parameters: PriceParameters): TaskQuote {
  const verifierFee = verifierFeeFor(bounty, chunkCount, drawnShare, parameters.verifierFee);
  const platformFee = shareUp(bounty, parameters.platformFee);
  const setAside = mcc(bounty + platformFee + BigInt(parameters.reservedFees) * verifierFee);
  return { bounty, platformFee, verifierFee, setAside };
}
