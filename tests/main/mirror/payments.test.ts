import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Address, Hex } from '../../../domain/identity.js';
import { bondIdOf } from '../../../main/chain/encode.js';
import { applyBlock } from '../../../main/mirror/apply.js';
import { Mirror } from '../../../main/mirror/store.js';
import { addressOf, hashOf } from '../../domain/facts.js';
import { ADA, BEN, CEM, blockOf, claimed, emitted, moved, person, posted } from './events.js';

const leftovers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clear of leftovers.splice(0).reverse()) await clear();
});

async function openMirror(): Promise<Mirror> {
  const folder = await mkdtemp(join(tmpdir(), 'corehour-mirror-'));
  leftovers.push(() => rm(folder, { recursive: true, force: true }));
  const mirror = await Mirror.open(folder, { commons: addressOf(1000), platform: addressOf(1001) }, 0);
  leftovers.push(() => mirror.dispose());
  return mirror;
}

const taskId = hashOf(1);
const paid = (holdId: Hex, payer: Address, payee: Address, amountMcc: bigint, ofGrantMcc = 0n) =>
  emitted('creditLedger', 'Paid', { holdId, payer, payee, amountMcc, ofGrantMcc });
const accepted = emitted('settlement', 'TaskAccepted', {
  taskId,
  requester: ADA,
  worker: BEN,
  bountyMcc: 1000n,
  platformFeeMcc: 10n,
  verifierFeeMcc: 300n,
  agreeing: [CEM],
});

describe('what a settlement pays', () => {
  it('belongs to the moment it happened at, escrow and bond alike', async () => {
    const mirror = await openMirror();
    await applyBlock(mirror, blockOf(1, posted(1), claimed(1, BEN, 2)));
    const rejected = emitted('settlement', 'TaskRejected', { taskId, worker: BEN, bondMcc: 100n, agreeing: [CEM] });
    const ofBond = paid(bondIdOf(taskId, 2), BEN, CEM, 100n);
    await applyBlock(mirror, blockOf(2, rejected, ofBond, paid(taskId, ADA, CEM, 200n, 7n), moved(1, 1, 1)));
    const last = mirror.task(taskId)?.moments.at(-1);
    expect(last).toMatchObject({ what: 'rejected', amount: 100n });
    expect(last?.payments).toEqual([
      { from: BEN, to: CEM, amount: 100n, ofGrant: 0n },
      { from: ADA, to: CEM, amount: 200n, ofGrant: 7n },
    ]);
  });

  it('is kept apart where one block settles several tasks', async () => {
    const mirror = await openMirror();
    await applyBlock(mirror, blockOf(1, posted(1), posted(2), claimed(1), claimed(2)));
    const lapsed = emitted('taskClaims', 'ClaimLapsed', { taskId: hashOf(2), worker: BEN, bondMcc: 100n });
    const bond = paid(bondIdOf(hashOf(2), 1), BEN, ADA, 100n);
    await applyBlock(mirror, blockOf(2, accepted, paid(taskId, ADA, BEN, 1000n), lapsed, bond, moved(2, 1, 1)));
    expect(mirror.task(taskId)?.moments.at(-1)?.payments).toEqual([{ from: ADA, to: BEN, amount: 1000n, ofGrant: 0n }]);
    expect(mirror.task(hashOf(2))?.moments.at(-1)).toMatchObject({
      what: 'lapsed',
      payments: [{ from: BEN, to: ADA, amount: 100n, ofGrant: 0n }],
    });
  });

  it('of something that was not settled is left aside', async () => {
    const mirror = await openMirror();
    await applyBlock(mirror, blockOf(1, posted(1), claimed(1), paid(taskId, ADA, BEN, 1000n)));
    await applyBlock(mirror, blockOf(2, accepted, paid(hashOf(77), ADA, BEN, 1000n)));
    expect(mirror.task(taskId)?.moments.map(({ payments }) => payments)).toEqual([undefined, undefined, undefined]);
  });
});

describe('who joined', () => {
  it('got the grant that the same block gave', async () => {
    const mirror = await openMirror();
    const given = emitted('creditLedger', 'GrantGiven', { account: BEN, amountMcc: 10_000n, number: 1n });
    await applyBlock(mirror, blockOf(7, person(BEN, 'Ben'), given));
    await applyBlock(mirror, blockOf(9, person(BEN, 'Benno')));
    expect(mirror.person(BEN)).toMatchObject({ name: 'Benno', joined: { at: 7000, grant: 10_000n } });
  });
});
