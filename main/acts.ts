/** Every kind of intent with the act that carries it out: the compiler asks for all of them. */
import type { PriceParameters } from '../domain/price/quote.js';
import type { NodeContext } from './context.js';
import { collectAct } from './jobs/collect.js';
import { cancelAct } from './jobs/cancel.js';
import { orderAct, postAct } from './jobs/order.js';
import type { Acts } from './journal/runner.js';
import { keeperActs } from './keeper/keep.js';
import { type JoinParts, offerAct, registerAct } from './network/join.js';
import { giveNoticeAct, leaveSeatAct, takeSeatAct } from './network/seat.js';
import { type PassBy, claimAct } from './work/claim.js';
import { computeAct } from './work/compute.js';
import { handBackAct } from './work/hand-back.js';
import { extendAct } from './work/extend.js';
import { openAct, submitAct } from './work/deliver.js';
import { checkAct, revealAct } from './work/verify.js';

export interface ActParts {
  readonly price: PriceParameters;
  /** The fewest verifiers this node's own tasks accept. */
  readonly fewestVerifiers: number;
  readonly passBy: PassBy;
  readonly join: JoinParts;
}

export function actsOf(context: NodeContext, parts: ActParts): Acts {
  return {
    register: registerAct(context, parts.join),
    offer: offerAct(context),
    'take-seat': takeSeatAct(context),
    'give-notice': giveNoticeAct(context),
    'leave-seat': leaveSeatAct(context),
    order: orderAct(context, parts.price, parts.fewestVerifiers),
    post: postAct(context),
    claim: claimAct(context, parts.passBy),
    extend: extendAct(context),
    compute: computeAct(context, parts.passBy),
    'hand-back': handBackAct(context),
    cancel: cancelAct(context),
    submit: submitAct(context),
    check: checkAct(context),
    open: openAct(context),
    reveal: revealAct(context),
    collect: collectAct(context),
    ...keeperActs(context),
  };
}
