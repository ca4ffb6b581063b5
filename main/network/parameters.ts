/** The network's numbers that this node decides by, read from the chain at the start. */
import type { PriceParameters } from '../../domain/price/quote.js';
import { type Mcc, bps, mcc } from '../../domain/units.js';
import type { Contracts } from '../chain/contracts.js';

/** In the order of the contracts' enum. */
const PARAMETERS = {
  minimumBountyMcc: 2,
  platformFeeBps: 3,
  verifierFeeBps: 4,
  reservedFees: 5,
  seatStakeMcc: 11,
} as const;

export interface NetworkParameters {
  readonly price: PriceParameters;
  readonly seatStake: Mcc;
}

/** @throws AppError `chain.unreachable`. */
export async function readParameters(contracts: Contracts): Promise<NetworkParameters> {
  const read = (name: keyof typeof PARAMETERS): Promise<bigint> =>
    contracts.view('parameters', 'valueOf', [PARAMETERS[name]]);
  return {
    price: {
      minimumBounty: mcc(await read('minimumBountyMcc')),
      platformFee: bps(Number(await read('platformFeeBps'))),
      verifierFee: bps(Number(await read('verifierFeeBps'))),
      reservedFees: Number(await read('reservedFees')),
    },
    seatStake: mcc(await read('seatStakeMcc')),
  };
}
