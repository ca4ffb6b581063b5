/** Whether a task pays: its bounty against what the work costs this node, with the margin it asks for. */
import { type Bps, type Mcc, WHOLE_BPS } from '../units.js';

/** True when the bounty covers the cost and the margin on top of it. */
export function isWorthIt(bounty: Mcc, cost: Mcc, margin: Bps): boolean {
  return bounty * WHOLE_BPS >= cost * (WHOLE_BPS + BigInt(margin));
}
