/** The worker's two submissions: the seal over its result, and later the opening with proofs of the drawn chunks. */
import { proofOf } from '../../domain/task/leaf.js';
import { type Hex, sameAddress } from '../../domain/identity.js';
import type { TaskFact } from '../../domain/facts.js';
import { cidToBytes, keccak, sealOf } from '../chain/encode.js';
import type { NodeContext } from '../context.js';
import type { Intent } from '../journal/intents.js';
import type { Act } from '../journal/runner.js';
import { submitId } from './compute.js';

/** Free text of 32 bytes about the machine; the benchmark fills it once there is one. */
const HARDWARE_UNKNOWN: Hex = `0x${'0'.repeat(64)}`;

export function submitAct(context: NodeContext): Act<'submit'> {
  const { facts, contracts, me, scratch } = context;
  return {
    standing: ({ data, id }) => {
      const task = facts.task(data.taskId);
      if (!task?.claim || !sameAddress(task.claim.worker, me) || submitId(task) !== id) return 'moot';
      if (task.claim.sealed) return 'done';
      return task.state === 'claimed' ? 'due' : 'moot';
    },
    perform: async ({ data }) => {
      const { taskId, root, outputCid, salt, computeMs } = data;
      const task = facts.task(taskId);
      if (!task) return 'moot';
      const seal = sealOf(taskId, me, root, outputCid, salt);
      await contracts.send('taskClaims', 'submit', [
        taskId,
        seal,
        task.terms.engine,
        BigInt(computeMs),
        HARDWARE_UNKNOWN,
      ]);
      return undefined;
    },
    // From here on the result is in storage.
    ended: ({ data }) => scratch.remove(`work-${data.taskId}`),
  };
}

export function openAct(context: NodeContext): Act<'open'> {
  const { facts, contracts, journal, me } = context;
  const submission = (task: TaskFact) => (journal.get(submitId(task)) as Intent<'submit'> | undefined)?.data;
  return {
    standing: ({ data }) => {
      const task = facts.task(data.taskId);
      if (!task?.claim || !sameAddress(task.claim.worker, me)) return 'moot';
      if (task.state !== 'checking' || !task.round || !submission(task)) return 'moot';
      if (task.round.phase === 'opening') return 'due';
      return task.round.phase === 'revealing' ? 'done' : 'moot';
    },
    perform: async ({ data }) => {
      const task = facts.task(data.taskId);
      const sent = task && submission(task);
      if (!task?.round || !sent) return 'moot';
      const digests = task.round.chunks.map((index) => sent.digests[index] ?? sent.salt);
      const proofs = task.round.chunks.map((index) => proofOf(sent.digests, index, keccak));
      await contracts.send('verification', 'open', [
        task.taskId,
        sent.root,
        cidToBytes(sent.outputCid),
        sent.salt,
        digests,
        proofs,
      ]);
      return undefined;
    },
  };
}
