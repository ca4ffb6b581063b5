/** The process of one neighbour: a whole node of its own beside a person's, with nobody at it. */
import { AppError } from '../domain/errors.js';
import { seconds } from '../domain/units.js';
import { neighbourCalls } from '../domain/wire/process.js';
import { openHeadless } from './headless-run.js';
import { readInvitationFile } from './network/invitation-file.js';
import type { Node } from './node.js';
import { type Pace, USUAL_PACE } from './work/loop.js';
import { serve } from './workers/serve.js';

/** Neighbours leave the person's own computer the first go at a task. */
const PACE: Pace = { ...USUAL_PACE, claim: seconds(6) };

let node: Node | undefined;

serve(
  neighbourCalls,
  {
    open: async ({ data, root, name, invitation, works }) => {
      if (node) throw new AppError('bug', 'This neighbour is open already.');
      const network = await readInvitationFile(invitation);
      const roles = { request: true, work: works, verify: true };
      node = await openHeadless({ data, root, name, network, roles, pace: PACE });
      const { address } = await node.handlers['people.me'](null);
      return { address };
    },
    order: async (order) => {
      if (!node) throw new AppError('bug', 'This neighbour is not open yet.');
      await node.handlers['jobs.order'](order);
      return null;
    },
  },
  { stop: async () => node?.dispose() },
);
