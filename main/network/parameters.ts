/** The network's numbers that this node decides by, read from the chain at the start. */
import type { PriceParameters } from '../../domain/price/quote.js';
import { type Mcc, bps, mcc, seconds } from '../../domain/units.js';
import type { Contracts } from '../chain/contracts.js';
import type { SeatTerms } from './seat.js';

/** Where each lies in the order of the contracts' enum. */
const PLACES = {
  grantMcc: 0,
  minimumBountyMcc: 2,
  platformFeeBps: 3,
  verifierFeeBps: 4,
  reservedFees: 5,
  seatStakeMcc: 11,
  seatNoticeSeconds: 13,
} as const;

export interface NetworkParameters {
  readonly price: PriceParameters;
  readonly grant: Mcc;
  readonly seats: SeatTerms;
}

/** @throws AppError `chain.unreachable`. */
export async function readParameters(contracts: Contracts): Promise<NetworkParameters> {
  const values = await contracts.view('parameters', 'values', []);
  const read = (name: keyof typeof PLACES): bigint => values[PLACES[name]] ?? 0n;
  return {
    price: {
      minimumBounty: mcc(read('minimumBountyMcc')),
      platformFee: bps(Number(read('platformFeeBps'))),
      verifierFee: bps(Number(read('verifierFeeBps'))),
      reservedFees: Number(read('reservedFees')),
    },
    grant: mcc(read('grantMcc')),
    seats: { stake: mcc(read('seatStakeMcc')), notice: seconds(Number(read('seatNoticeSeconds'))) },
  };
}
