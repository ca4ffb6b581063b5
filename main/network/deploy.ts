/**
 * Puts the contracts on any chain with pallet-revive, in the order they know one another, and says where they are.
 * The same bytes everywhere; only the parameters differ by the kind of network.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyringPair } from '@polkadot/keyring/types';
import { type Abi, encodeDeployData } from 'viem';
import { AppError } from '../../domain/errors.js';
import { type Address, addressOfAccount } from '../../domain/identity.js';
import type { ContractName, NetworkProfile } from '../../domain/wire/profile.js';
import type { Connection } from '../chain/connection.js';
import { CONTRACT_ABIS } from '../chain/contracts.js';
import { keccak } from '../chain/encode.js';
import { Submitter } from '../chain/submit.js';

/** Where the compiled contracts and their parameters lie. */
export interface ContractFiles {
  readonly compiled: string;
  readonly parameters: string;
}

export interface DeployRequest {
  readonly connection: Connection;
  /** Pays for the deployment and owns the parameters; its address receives the platform's fees. */
  readonly pair: KeyringPair;
  readonly registrar: Address;
  readonly files: ContractFiles;
  readonly kind: NetworkProfile['kind'];
  /** Told after each contract. */
  readonly onStep?: (name: ContractName, done: number, all: number) => void;
}

type Deployed = Record<ContractName, Address>;

const PARAMETER_DELAY_SECONDS: Readonly<Record<NetworkProfile['kind'], bigint>> = {
  local: 60n,
  native: 3600n,
  public: 7n * 24n * 3600n,
};

/** What each contract is given, in the order of deployment. */
function plan(owner: Address, registrar: Address, kind: NetworkProfile['kind'], values: readonly bigint[]) {
  const of =
    (...names: readonly ContractName[]) =>
    (at: Deployed): readonly unknown[] =>
      names.map((name) => at[name]);
  return [
    ['parameters', () => [owner, owner, registrar, PARAMETER_DELAY_SECONDS[kind], values]],
    ['creditLedger', of('parameters')],
    ['registry', of('parameters', 'creditLedger')],
    ['taskMarket', of('parameters', 'creditLedger', 'registry')],
    ['taskClaims', of('parameters', 'creditLedger', 'registry', 'taskMarket')],
    ['verification', of('parameters', 'registry', 'taskMarket', 'taskClaims')],
    ['settlement', of('parameters', 'creditLedger', 'registry', 'taskMarket', 'taskClaims', 'verification')],
    ['lens', of('creditLedger', 'registry', 'taskMarket', 'taskClaims', 'verification')],
  ] as const satisfies readonly (readonly [ContractName, (at: Deployed) => readonly unknown[]])[];
}

const OPERATORS = [
  'registry',
  'taskMarket',
  'taskClaims',
  'verification',
  'settlement',
] as const satisfies readonly ContractName[];

/** @throws AppError `chain.refused`, `chain.unreachable`. */
export async function deploy(
  request: DeployRequest,
): Promise<Pick<NetworkProfile, 'contracts' | 'contractsVersion' | 'deployedBlock' | 'platform'>> {
  const { connection, pair, registrar, files, kind, onStep } = request;
  const owner = addressOfAccount(pair.publicKey, keccak);
  const submitter = new Submitter(connection, pair);
  const deployedBlock = (await connection.api.rpc.chain.getHeader()).number.toNumber();
  const steps = plan(owner, registrar, kind, await readParameters(files.parameters, kind));
  const at = {} as Deployed;
  for (const [name, args] of steps) {
    at[name] = await deployOne(submitter, files.compiled, name, args(at));
    onStep?.(name, Object.keys(at).length, steps.length);
  }
  await submitter.send({
    address: at.parameters,
    abi: CONTRACT_ABIS.parameters,
    name: 'appointOperators',
    args: [OPERATORS.map((name) => at[name])],
  });
  return { contracts: at, platform: owner, contractsVersion: await versionOf(files.compiled), deployedBlock };
}

async function deployOne(
  submitter: Submitter,
  folder: string,
  name: ContractName,
  args: readonly unknown[],
): Promise<Address> {
  const abi = CONTRACT_ABIS[name] as Abi;
  const { bytecode } = JSON.parse(await readFile(join(folder, `${fileName(name)}.json`), 'utf8')) as {
    bytecode: `0x${string}`;
  };
  const code = encodeDeployData({ abi, bytecode, args: [...args] });
  return submitter.instantiate(code, name);
}

const fileName = (name: ContractName): string => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;

/** The hash of the contracts' sources: what a node and a network must agree on. */
export async function versionOf(compiled: string): Promise<`0x${string}`> {
  const { sha256 } = JSON.parse(await readFile(join(compiled, 'sources.json'), 'utf8')) as { sha256: string };
  return `0x${sha256.replace(/^0x/, '')}`;
}

async function readParameters(path: string, kind: NetworkProfile['kind']): Promise<bigint[]> {
  const sets = JSON.parse(await readFile(path, 'utf8')) as {
    default: Record<string, number>;
    local: Record<string, number>;
  };
  const values = kind === 'public' ? sets.default : { ...sets.default, ...sets.local };
  if (Object.keys(values).length === 0)
    throw new AppError('bug', 'The contracts came without their parameters. Reinstall the app.');
  return Object.values(values).map((value) => BigInt(value));
}
