/** What the views read beside the node's context: the network's prices, and what only the running node knows. */
import type { Address, Hex } from '../../domain/identity.js';
import type { PriceParameters } from '../../domain/price/quote.js';
import type { SeatTerms } from '../network/seat.js';
import type { Problem } from '../journal/intents.js';

export interface Sight {
  readonly price: PriceParameters;
  readonly seats: SeatTerms;
  /** The account in the chain's own spelling. */
  readonly account: string;
  /** Why something that is tried again did not work the last time, by its intent. */
  readonly troubleOf: (intentId: string) => Problem | undefined;
  readonly isConnected: () => boolean;
  /** Open tasks that this node leaves alone for now. */
  readonly passedBy: () => ReadonlySet<Hex>;
  /** Whether an account is one that the app started on this computer. */
  readonly isNeighbour: (address: Address) => boolean;
}
