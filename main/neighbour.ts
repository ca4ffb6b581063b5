/** The process of one neighbour: a whole node of its own beside a person's, with nobody at it. */
import { AppError } from '../domain/errors.js';
import { neighbourCalls } from '../domain/wire/process.js';
import { openHeadless } from './headless-run.js';
import { readInvitationFile } from './network/invitation-file.js';
import type { Node } from './node.js';
import { serve } from './workers/serve.js';

let node: Node | undefined;

serve(
  neighbourCalls,
  {
    open: async ({ data, root, name, invitation }) => {
      if (node) throw new AppError('bug', 'This neighbour is open already.');
      const network = await readInvitationFile(invitation);
      node = await openHeadless({ data, root, name, network, roles: { request: false, work: true, verify: true } });
      const { address } = await node.handlers['people.me'](null);
      return { address };
    },
  },
  { stop: async () => node?.dispose() },
);
