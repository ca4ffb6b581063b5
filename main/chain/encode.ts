/** How our values look inside contracts, and back. */
import { CID } from 'multiformats/cid';
import { encodeAbiParameters, keccak256 } from 'viem';
import type { Terms } from '../../domain/facts.js';
import { type Address, type Hex, type Keccak, fromHex, toHex } from '../../domain/identity.js';

/** Keccak-256 for the rules in `domain`. */
export const keccak: Keccak = (data) => keccak256(data, 'bytes');

export function cidToBytes(cid: string): Hex {
  return toHex(CID.parse(cid).bytes);
}

/** A stranger may have posted any bytes: what is no CID becomes an empty name, which nothing answers to. */
export function cidOfBytes(encoded: Hex): string {
  try {
    return CID.decode(fromHex(encoded)).toString();
  } catch {
    return '';
  }
}

/** A kind's id as 32 bytes of ASCII. */
export function wordOfKind(kind: string): Hex {
  return toHex(Uint8Array.from({ length: 32 }, (_, index) => kind.charCodeAt(index) || 0));
}

export function kindOfWord(word: Hex): string {
  return Buffer.from(fromHex(word)).toString('latin1').replace(/\0+$/, '');
}

/** Terms as `TaskMarket.post` takes them. */
export function encodeTerms(terms: Terms) {
  return {
    nonce: terms.nonce,
    kind: wordOfKind(terms.kind),
    engine: terms.engine,
    manifestCid: cidToBytes(terms.manifestCid),
    manifestHash: terms.manifestHash,
    specHash: terms.specHash,
    chunkCount: terms.chunkCount,
    bountyMcc: terms.bounty,
    estimateMcc: terms.estimate,
    deadline: BigInt(Math.floor(terms.deadline / 1000)),
    plan: 0,
    fewestVerifiers: terms.fewestVerifiers,
    drawnShareBps: terms.drawnShare,
    needs: 0n,
  };
}

/** `TaskMarket.taskIdOf`: keccak256(abi.encode(requester, nonce, specHash)). */
export function taskIdOf(requester: Address, nonce: bigint, specHash: Hex): Hex {
  const types = [{ type: 'address' }, { type: 'uint256' }, { type: 'bytes32' }] as const;
  return keccak256(encodeAbiParameters(types, [requester, nonce, specHash]));
}

/** `TaskClaims.bondIdOf` for one attempt: keccak256(abi.encode("bond", taskId, attempt)). */
export function bondIdOf(taskId: Hex, attempt: number): Hex {
  const types = [{ type: 'string' }, { type: 'bytes32' }, { type: 'uint32' }] as const;
  return keccak256(encodeAbiParameters(types, ['bond', taskId, attempt]));
}

/** What a worker submits: keccak256(abi.encode(taskId, worker, root, outputCid, salt)). */
export function sealOf(taskId: Hex, worker: Address, root: Hex, outputCid: string, salt: Hex): Hex {
  const types = [
    { type: 'bytes32' },
    { type: 'address' },
    { type: 'bytes32' },
    { type: 'bytes' },
    { type: 'bytes32' },
  ] as const;
  return keccak256(encodeAbiParameters(types, [taskId, worker, root, cidToBytes(outputCid), salt]));
}

/** What a verifier commits to: keccak256(abi.encode(taskId, round, verifier, digests, salt)). */
export function commitmentOf(taskId: Hex, round: number, verifier: Address, digests: readonly Hex[], salt: Hex): Hex {
  const types = [
    { type: 'bytes32' },
    { type: 'uint32' },
    { type: 'address' },
    { type: 'bytes32[]' },
    { type: 'bytes32' },
  ] as const;
  return keccak256(encodeAbiParameters(types, [taskId, round, verifier, [...digests], salt]));
}
