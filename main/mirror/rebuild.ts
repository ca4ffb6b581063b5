/**
 * Facts from Lens instead of history: for a network that no longer answers for the blocks after the mirror's. What a
 * task's life was before, and where an accepted result lies, only events tell; so history is read wherever it is served.
 */
import type { ContractFunctionReturnType } from 'viem';
import {
  PHASES,
  type PersonFact,
  type RoundFact,
  TASK_STATES,
  type TaskFact,
  type VoteFact,
} from '../../domain/facts.js';
import { type Address, type Hex, decodeName } from '../../domain/identity.js';
import { mcc, ms } from '../../domain/units.js';
import type { CONTRACT_ABIS, Contracts } from '../chain/contracts.js';
import { accountFact, claimFact, lower, reputationFact, seatFact, termsFact, textOf, time } from './decode.js';
import type { Mirror } from './store.js';

type LensAbi = (typeof CONTRACT_ABIS)['lens'];
type PersonView = ContractFunctionReturnType<LensAbi, 'view', 'person'>;
type TaskView = ContractFunctionReturnType<LensAbi, 'view', 'task'>;

const PAGE = 20n;
const NOBODY: Address = `0x${'0'.repeat(40)}`;
const NOTHING: Hex = `0x${'0'.repeat(64)}`;

/**
 * Fills the mirror anew. Events after `block` may be applied on top: they carry totals, so what was read a little later
 * than `block` is only written again.
 */
export async function rebuild(mirror: Mirror, contracts: Contracts, block: number): Promise<void> {
  mirror.clear();
  for await (const person of pages((from) => contracts.view('lens', 'people', [from, PAGE]))) {
    takePerson(mirror, person);
    await takeDebts(mirror, contracts, lower(person.account));
  }
  for (const account of [mirror.commons, mirror.platform]) {
    mirror.accountTable.set(
      account,
      accountFact(account, await contracts.view('creditLedger', 'accountOf', [account])),
    );
    await takeDebts(mirror, contracts, account);
  }
  for await (const seen of pages((from) => contracts.view('lens', 'tasks', [from, PAGE]))) {
    mirror.taskTable.set(seen.taskId, taskFact(seen, block));
  }
  mirror.setVerifiedCompute(mcc(await contracts.view('settlement', 'verifiedCompute', [])));
  await mirror.commit(block, ms(0));
}

async function* pages<Row>(read: (from: bigint) => Promise<readonly [readonly Row[], bigint]>): AsyncGenerator<Row> {
  for (let from = 0n; ; from += PAGE) {
    const [page, total] = await read(from);
    yield* page;
    if (from + PAGE >= total) return;
  }
}

function takePerson(mirror: Mirror, seen: PersonView): void {
  const address = lower(seen.account);
  const person: PersonFact = {
    address,
    name: decodeName(seen.profile.name),
    encryptionKey: seen.profile.encryptionKey,
    storagePeer: textOf(seen.profile.storagePeer),
    engines: seen.offer.engines,
    reputation: reputationFact(seen.reputation),
  };
  mirror.peopleTable.set(address, person);
  mirror.accountTable.set(address, accountFact(address, seen.totals));
  if (seen.slot > 0n) mirror.seatTable.set(seen.slot.toString(), seatFact(seen.slot, seen.seat));
}

async function takeDebts(mirror: Mirror, contracts: Contracts, account: Address): Promise<void> {
  for await (const row of pages((from) => contracts.view('lens', 'debts', [account, from, PAGE]))) {
    const other = lower(row.other);
    mirror.setDebt(other, account, mcc(row.theyOweMcc));
    mirror.setDebt(account, other, mcc(row.youOweMcc));
  }
}

function taskFact({ taskId, task, claim, round }: TaskView, block: number): TaskFact {
  const requester = lower(task.requester);
  const isChecked = task.state === TASK_STATES.indexOf('sealed') || task.state === TASK_STATES.indexOf('checking');
  const fees = task.platformFeeMcc + task.verifierFeeMcc * BigInt(task.drawnVerifiers);
  return {
    taskId,
    requester,
    terms: termsFact(task.terms),
    escrow: mcc(task.terms.bountyMcc + fees),
    state: TASK_STATES[task.state] ?? 'none',
    failures: task.failures,
    ...(lower(claim.worker) !== NOBODY && { claim: sealedClaim(claim) }),
    ...(isChecked && round.number > 0 && { round: roundFact(round) }),
    moments: [{ what: 'posted', at: time(task.postedAt), block, who: requester }],
  };
}

/** How long the work took is told by the submission's event alone. */
function sealedClaim(claim: TaskView['claim']) {
  if (claim.seal === NOTHING) return claimFact(claim);
  const sealed = { seal: claim.seal, at: time(claim.sealedAt), block: Number(claim.sealBlock), computeTime: ms(0) };
  return { ...claimFact(claim), sealed };
}

function roundFact({ number, phase, phaseEndsAt, seedBlock, chunks, votes }: TaskView['round']): RoundFact {
  return {
    number,
    phase: PHASES[phase] ?? 'none',
    phaseEndsAt: time(phaseEndsAt),
    seedBlock: Number(seedBlock),
    chunks,
    votes: votes.map(
      ({ verifier, commitment, revealed }): VoteFact => ({
        verifier: lower(verifier),
        committed: commitment !== NOTHING,
        ...(revealed && { revealed: { digests: [], agrees: false } }),
      }),
    ),
  };
}
