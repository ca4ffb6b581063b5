/** A task's way over the chain, step by step, with made-up results: nobody computes here. */
import { randomBytes } from 'node:crypto';
import type { RoundFact, TaskFact, Terms } from '../../domain/facts.js';
import { type Hex, sameAddress, toHex } from '../../domain/identity.js';
import { proofOf, rootOf } from '../../domain/task/leaf.js';
import { bps, mcc, minutes, ms } from '../../domain/units.js';
import { cidToBytes, commitmentOf, encodeTerms, keccak, sealOf, taskIdOf } from '../../main/chain/encode.js';
import type { Economy, Person } from './economy.js';

const CID = 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy';
const NO_HARDWARE: Hex = `0x${'0'.repeat(64)}`;
const CLAIM_SPAN_MS = 300_000;
const ENGINE = keccakOf('an engine');

/** The digests of a made-up result; another name is another result. */
export function digestsOf(name: string, count: number): Hex[] {
  return Array.from({ length: count }, (_, index) => keccakOf(`${name} ${index}`));
}

function keccakOf(text: string): Hex {
  return toHex(keccak(new TextEncoder().encode(text)));
}

const freshHash = (): Hex => toHex(randomBytes(32));

/** Terms by what the lifecycle varies: 2 of 100 chunks are checked, by 2 verifiers. */
export function termsOf(economy: Economy, bountyMcc: number): Terms {
  return {
    nonce: BigInt(freshHash()),
    kind: 'image_resize',
    engine: ENGINE,
    manifestCid: CID,
    manifestHash: freshHash(),
    specHash: freshHash(),
    chunkCount: 100,
    bounty: mcc(bountyMcc),
    estimate: mcc(bountyMcc),
    deadline: ms(Math.floor((economy.clock.now() + minutes(24 * 60)) / 1000) * 1000),
    fewestVerifiers: 2,
    drawnShare: bps(200),
  };
}

/** Posts a task. @returns it, as the mirror has it. */
export async function post(economy: Economy, requester: Person, terms: Terms): Promise<TaskFact> {
  const taskId = taskIdOf(requester.me, terms.nonce, terms.specHash);
  await requester.contracts.send('taskMarket', 'post', [[encodeTerms(terms)]]);
  return economy.until('the task', (facts) => facts.task(taskId));
}

export interface Attempt {
  readonly taskId: Hex;
  readonly worker: Person;
  readonly verifiers: readonly Person[];
  /** The worker's result, and what the verifiers find instead where they do not agree. */
  readonly result: readonly Hex[];
  readonly found?: readonly Hex[];
  /** Called while the task is being checked, after all have revealed. */
  readonly beforeVerdict?: () => Promise<void>;
}

/** One claim's way to its verdict. @returns The task after it. */
export async function attempt(economy: Economy, steps: Attempt): Promise<TaskFact> {
  const { taskId, beforeVerdict } = steps;
  const salt = await claimAndSeal(economy, steps);
  const round = await draw(economy, steps);
  const salts = await commit(economy, steps, round);
  await open(economy, steps, round, salt);
  await reveal(economy, steps, round, salts);
  await beforeVerdict?.();
  await steps.worker.contracts.send('settlement', 'settle', [taskId]);
  return economy.until('the verdict', (facts) => taskIn(facts.task(taskId), 'open', 'accepted', 'expired'));
}

function taskIn(task: TaskFact | undefined, ...states: readonly TaskFact['state'][]): TaskFact | undefined {
  return task && states.includes(task.state) ? task : undefined;
}

async function claimAndSeal(economy: Economy, { taskId, worker, result }: Attempt): Promise<Hex> {
  const finish = BigInt(Math.floor((economy.clock.now() + CLAIM_SPAN_MS) / 1000));
  await worker.contracts.send('taskClaims', 'claim', [taskId, finish]);
  const salt = freshHash();
  const seal = sealOf(taskId, worker.me, rootOf(result, keccak), CID, salt);
  await worker.contracts.send('taskClaims', 'submit', [taskId, seal, ENGINE, 1000n, NO_HARDWARE]);
  return salt;
}

/** The draw needs the block after the seal to have passed. */
async function draw(economy: Economy, { taskId, worker }: Attempt): Promise<RoundFact> {
  const sealBlock = await economy.until('the seal', (facts) => facts.task(taskId)?.claim?.sealed?.block);
  await economy.until('the block of the seed', ({ block }) => block > sealBlock + 1);
  await worker.contracts.send('verification', 'draw', [taskId]);
  return economy.until('the draw', (facts) => roundIn(facts.task(taskId), 'committing'));
}

function roundIn(task: TaskFact | undefined, phase: RoundFact['phase']): RoundFact | undefined {
  return task?.round?.phase === phase ? task.round : undefined;
}

function drawnOf(digests: readonly Hex[], { chunks }: RoundFact): Hex[] {
  return chunks.flatMap((chunk) => digests[chunk] ?? []);
}

function drawnPeople({ verifiers }: Attempt, { votes }: RoundFact): Person[] {
  return votes.map(({ verifier }) => {
    const person = verifiers.find(({ me }) => sameAddress(me, verifier));
    if (!person) throw new Error(`drew ${verifier}, which is none of the verifiers`);
    return person;
  });
}

async function commit(economy: Economy, steps: Attempt, round: RoundFact): Promise<Map<Person, Hex>> {
  const { taskId, found, result } = steps;
  const salts = new Map(drawnPeople(steps, round).map((person) => [person, freshHash()]));
  const digests = drawnOf(found ?? result, round);
  const commitments = [...salts].map(([{ me, contracts }, salt]) =>
    contracts.send('verification', 'commit', [taskId, commitmentOf(taskId, round.number, me, digests, salt)]),
  );
  await Promise.all(commitments);
  await economy.until('all commitments', (facts) => roundIn(facts.task(taskId), 'opening'));
  return salts;
}

async function open(economy: Economy, steps: Attempt, round: RoundFact, salt: Hex): Promise<void> {
  const { taskId, worker, result } = steps;
  const proofs = round.chunks.map((chunk) => proofOf(result, chunk, keccak));
  const opening = [taskId, rootOf(result, keccak), cidToBytes(CID), salt, drawnOf(result, round), proofs] as const;
  await worker.contracts.send('verification', 'open', opening);
  await economy.until('the opening', (facts) => roundIn(facts.task(taskId), 'revealing'));
}

async function reveal(economy: Economy, steps: Attempt, round: RoundFact, salts: Map<Person, Hex>): Promise<void> {
  const { taskId, found, result } = steps;
  const digests = drawnOf(found ?? result, round);
  const reveals = [...salts].map(([{ contracts }, salt]) =>
    contracts.send('verification', 'reveal', [taskId, digests, salt]),
  );
  await Promise.all(reveals);
  await economy.until('all reveals', (facts) => facts.task(taskId)?.round?.votes.every(({ revealed }) => revealed));
}
