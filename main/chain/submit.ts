/**
 * Calls to contracts: views, and transactions that are tried dry first. A dry run tells the weight to send (with a
 * margin, since a slot's first value makes the next call dearer) and the reason where the call would fail.
 */
import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { ISubmittableResult } from '@polkadot/types/types';
import { type Abi, decodeFunctionResult, encodeFunctionData } from 'viem';
import { AppError } from '../../domain/errors.js';
import type { Address, Hex } from '../../domain/identity.js';
import type { Connection } from './connection.js';
import { Gate } from './gate.js';
import { sendSigned } from './inclusion.js';
import { callError, lost } from './network-error.js';
import { Nonces } from './nonces.js';
import { revertError } from './revert.js';

export interface ContractCall {
  readonly address: Address;
  readonly abi: Abi;
  readonly name: string;
  readonly args: readonly unknown[];
}

interface DryRun {
  readonly refTime: bigint;
  readonly proofSize: bigint;
  readonly output: Hex;
}

interface Weight {
  readonly refTime: { toBigInt(): bigint };
  readonly proofSize: { toBigInt(): bigint };
}

/** The part of pallet-revive's answer to a dry run that is read here. */
interface DryRunAnswer {
  readonly weightRequired: Weight;
  readonly result: {
    readonly isOk: boolean;
    readonly asOk: { readonly flags: { readonly bits: { toNumber(): number } }; readonly data: { toHex(): string } };
    readonly asErr: { toString(): string };
  };
}

interface DeployAnswer {
  readonly weightRequired: Weight;
  readonly result: {
    readonly isOk: boolean;
    readonly asOk: { readonly result: DryRunAnswer['result']['asOk'] };
    readonly asErr: { toString(): string };
  };
}

const REVERTED_FLAG = 1;
const WEIGHT_MARGIN_PERCENT = 130n;
/**
 * On top of the margin, in picoseconds and bytes: what another transaction of the same block may add to a small call. The
 * last of two commitments opens the next phase, and neither dry run knows that it will be the last. Unused weight is given back.
 */
const WEIGHT_RESERVE = { refTime: 10_000_000_000n, proofSize: 500_000n };
/** Feeless and without deposits here; where a chain asks for them, the dry run's own demand is the limit. */
const NO_DEPOSIT_LIMIT = (1n << 127n) - 1n;

export class Submitter {
  /** One at a time up to the pool, so that nonces follow the order of the calls. */
  readonly #line = new Gate(1);
  readonly #nonces = new Nonces();

  constructor(
    private readonly connection: Connection,
    private readonly pair: KeyringPair,
  ) {}

  /** Reads a view. @throws AppError `chain.refused`. */
  async view<Result>(call: ContractCall): Promise<Result> {
    const { output } = await this.#dryRun(call);
    return decodeFunctionResult({ abi: call.abi, functionName: call.name, data: output }) as Result;
  }

  /**
   * Sends a transaction and waits until a block holds it.
   * @throws AppError `chain.refused` with the contract's reason, `funds.not-enough`, `chain.unreachable`.
   */
  async send(call: ContractCall): Promise<void> {
    const { included } = await this.#line.run(async () => {
      const { refTime, proofSize } = await this.#dryRun(call);
      const args = [call.address, 0, withMargin(refTime, proofSize), NO_DEPOSIT_LIMIT, dataOf(call)];
      return this.#submit('revive', 'call', args, call.name);
    });
    await included;
  }

  /**
   * Deploys EVM bytecode with its encoded arguments at the end. The address comes from the block's own event.
   * @throws AppError `chain.refused`, `chain.unreachable`.
   */
  async instantiate(code: Hex, label: string): Promise<Address> {
    const run = this.connection.api.call.reviveApi?.instantiate;
    if (!run)
      throw new AppError('chain.wrong-network', 'This network runs no contracts. Ask your host for a new invitation.');
    const answer = (await this.#ask(label, () =>
      run(this.pair.address, 0, null, null, { Upload: code }, '0x', null),
    )) as unknown as DeployAnswer;
    if (!answer.result.isOk) throw refusedDeployment(label, answer.result.asErr.toString());
    const { flags, data } = answer.result.asOk.result;
    if ((flags.bits.toNumber() & REVERTED_FLAG) !== 0) throw revertError(data.toHex() as Hex, label);
    const weight = withMargin(answer.weightRequired.refTime.toBigInt(), answer.weightRequired.proofSize.toBigInt());
    const args = [0, weight, NO_DEPOSIT_LIMIT, code, '0x', null];
    const { events } = await this.sendExtrinsic('revive', 'instantiateWithCode', args, label);
    const made = events.find(({ event }) => event.section === 'revive' && event.method === 'Instantiated');
    const address = made?.event.data[1]?.toHex();
    if (!address) throw refusedDeployment(label, 'no contract came of it');
    return address.toLowerCase() as Address;
  }

  /** Signs and sends any extrinsic; nonces follow the order of these calls. */
  async sendExtrinsic(
    pallet: string,
    method: string,
    args: readonly unknown[],
    label: string,
  ): Promise<ISubmittableResult> {
    const { included } = await this.#line.run(() => this.#submit(pallet, method, args, label));
    return included;
  }

  async #submit(pallet: string, method: string, args: readonly unknown[], label: string) {
    const { api } = this.connection;
    const make = api.tx[pallet]?.[method];
    if (!make)
      throw new AppError(
        'chain.wrong-network',
        `This network does not know ${pallet}.${method}. Ask your host for a new invitation.`,
      );
    const call = make(...args);
    const known = await api.rpc.system.accountNextIndex(this.pair.address).catch((thrown: unknown) => {
      throw callError(label, thrown);
    });
    const nonce = this.#nonces.take(known.toNumber());
    const signed = await call.signAsync(this.pair, { nonce, era: 0 });
    const { inPool, included } = sendSigned(signed, api, label);
    const judged = included.then(
      (result) => {
        this.#nonces.landed(nonce);
        const failure = failureOf(result, label, api);
        if (failure) throw failure;
        return result;
      },
      (thrown: unknown) => {
        this.#nonces.failed(nonce);
        throw thrown;
      },
    );
    // It is awaited outside the line, where its failure is heard; the next nonce is asked for once this one is in the pool.
    judged.catch(() => undefined);
    await inPool;
    return { included: judged };
  }

  /** A runtime call; only so many wait at a time as a host allows one connection. */
  async #ask<Answer>(label: string, call: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.connection.runtimeCalls.run(call);
    } catch (thrown) {
      throw callError(label, thrown);
    }
  }

  async #dryRun(call: ContractCall): Promise<DryRun> {
    const run = this.connection.api.call.reviveApi?.call;
    if (!run)
      throw new AppError('chain.wrong-network', 'This network runs no contracts. Ask your host for a new invitation.');
    if (!this.connection.isConnected()) throw lost(call.name);
    const answer = (await this.#ask(call.name, () =>
      run(this.pair.address, call.address, 0, null, null, dataOf(call)),
    )) as unknown as DryRunAnswer;
    if (!answer.result.isOk) {
      throw new AppError('chain.refused', `The network could not run "${call.name}".`, {
        data: { call: call.name, reason: 'dispatch', detail: answer.result.asErr.toString() },
      });
    }
    const { flags, data: output } = answer.result.asOk;
    const hex = output.toHex() as Hex;
    if ((flags.bits.toNumber() & REVERTED_FLAG) !== 0) throw revertError(hex, call.name);
    return {
      refTime: answer.weightRequired.refTime.toBigInt(),
      proofSize: answer.weightRequired.proofSize.toBigInt(),
      output: hex,
    };
  }
}

function dataOf({ abi, name, args }: ContractCall): Hex {
  return encodeFunctionData({ abi, functionName: name, args: [...args] });
}

function withMargin(refTime: bigint, proofSize: bigint) {
  return {
    refTime: (refTime * WEIGHT_MARGIN_PERCENT) / 100n + WEIGHT_RESERVE.refTime,
    proofSize: (proofSize * WEIGHT_MARGIN_PERCENT) / 100n + WEIGHT_RESERVE.proofSize,
  };
}

function refusedDeployment(label: string, detail: string): AppError {
  return new AppError('chain.refused', `The network did not take the contract "${label}": ${detail}.`, {
    data: { call: label, reason: 'dispatch', detail },
  });
}

function failureOf(
  { dispatchError }: ISubmittableResult,
  label: string,
  { registry }: ApiPromise,
): AppError | undefined {
  if (!dispatchError) return undefined;
  const known = dispatchError.isModule ? registry.findMetaError(dispatchError.asModule) : undefined;
  const detail = known ? `${known.section}.${known.name}` : dispatchError.toString();
  const message = `The network took "${label}" but it failed; it may have been done by somebody else already.`;
  return new AppError('chain.refused', message, { data: { call: label, reason: 'dispatch', detail } });
}
